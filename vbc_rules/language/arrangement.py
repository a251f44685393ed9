"""What kind of payment a model is: what its class says beside its terms.

A category of payment is computed from a contract's terms, and these cannot be told from a
formula alone: which clause is owed by the provider, and which facts say how good care was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

import attrs

from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.language.errors import wrong

if TYPE_CHECKING:
    from vbc_rules.language.traced import Traced

Kind = Literal[
    "infrastructure",  # a fee for care coordination, technology or other infrastructure
    "reporting",  # paid for reporting quality, whatever its result
    "performance",  # paid by quality or other results, without a target for spending
    "savings",  # the spending of a population against a target: savings, losses or both
    "episode",  # the spending of episodes of care against a target price, or a bundled price
    "population",  # paid in advance for a population: capitation, a share of premium
    "scoring",  # gives a score that other streams use, and pays nothing itself
]
Scope = Literal["comprehensive", "primary_care", "specialty", "condition"]


@attrs.frozen
class Arrangement:
    """The kind of a payment, the care it pays for, and the terms that decide on its category.

    `losses` names the clauses that the provider owes, as amounts above 0; one that the terms
    of a contract keep at 0 for every fact is no downside. `quality` names the facts that say
    how good care was; one that the terms of a contract leave without effect is no link to
    quality. The name of a clause or fact of a part is `part.name`.

    Raises:
        ValueError: for a kind or a scope that does not exist.
    """

    kind: Kind = attrs.field(validator=attrs.validators.in_(get_args(Kind)))
    scope: Scope = attrs.field(
        default="comprehensive", validator=attrs.validators.in_(get_args(Scope))
    )
    losses: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()


def check_arrangement(model: type[Traced]) -> None:
    """Require that an arrangement names clauses and facts that the model or its parts have.

    Raises:
        DefinitionError: VBC623 for a name that is no clause, or no fact.
    """
    declared = model.arrangement
    for name in declared.losses if declared else ():
        within, own = _holder(model, name)
        if own not in within.clauses:
            raise _unknown(model, f"`losses` names no clause `{name}`", own, within.clauses)
    for name in declared.quality if declared else ():
        within, own = _holder(model, name)
        facts = {key: one for key, one in within.declarations.items() if one.kind == "fact"}
        if own not in facts:
            raise _unknown(model, f"`quality` names no fact `{name}`", own, facts)


def _holder(model: type[Traced], name: str) -> tuple[type[Traced], str]:
    """Return the model of the part that a name leads to, and the name within it."""
    *parts, own = name.split(".")
    for part in parts:
        if part not in model.parts:
            raise _unknown(model, f"the arrangement names no part `{part}`", part, model.parts)
        model = model.parts[part].model
    return model, own


def _unknown(model: type[Traced], message: str, name: str, known: Mapping[str, Any]) -> Exception:
    hint = suggestion(name, known, f"it has {', '.join(sorted(known))}")
    return wrong("VBC623", f"{model.id}: {message}", hint=hint)
