"""What kind of payment a model is: what its class says beside its terms.

A category of payment is computed from a contract's terms, and these cannot be told from a
formula alone: which clause is owed by the provider, and which facts say how good care was.
"""

from __future__ import annotations

from typing import Literal, get_args

import attrs

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

    `losses` names the clauses that the provider owes; one that the terms of a contract make 0
    for every fact is no downside. `quality` names the facts that say how good care was; one
    that the terms of a contract leave without effect is no link to quality.

    Raises:
        ValueError: for a kind or a scope that does not exist.
    """

    kind: Kind = attrs.field(validator=attrs.validators.in_(get_args(Kind)))
    scope: Scope = attrs.field(
        default="comprehensive", validator=attrs.validators.in_(get_args(Scope))
    )
    losses: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
