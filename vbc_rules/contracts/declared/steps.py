"""The terms of steps: what a contract may write in its `settlement:`, each declared once.

Schema, checks, explanation and documentation read these declarations, as they read those
of a model's parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Agreed
from vbc_rules.language import USD, MemberMonths, Pmpm, Rate, fact, parameter
from vbc_rules.language.declarations import Declaration, Given
from vbc_rules.language.edition import Term
from vbc_rules.language.sources import SETTLEMENT


@attrs.frozen(eq=False)
class LimitForm:
    """A way to write a limit: what is written, and the unit of what it is `of`, if any."""

    declared: Declaration
    of: type[Any] | None


def _declared(unit: type[Any], declaration: Declaration) -> Declaration:
    declaration.bind(unit)
    return declaration


_SHARE_OF, _PRICE_OF = USD, MemberMonths

LIMITS: Mapping[str, Mapping[str, LimitForm]] = {
    "at_most": {
        "amount": LimitForm(_declared(USD, parameter("Most, in dollars", minimum=0)), None),
        "share": LimitForm(_declared(Rate, parameter("Most, as a share", maximum=2)), _SHARE_OF),
        "per_member_month": LimitForm(
            _declared(Pmpm, parameter("Most per member and month", minimum=0)), _PRICE_OF
        ),
    },
    "at_least": {
        "amount": LimitForm(_declared(USD, parameter("Least, in dollars")), None),
        "share": LimitForm(_declared(Rate, parameter("Least, as a share", minimum=-1)), _SHARE_OF),
        "per_member_month": LimitForm(
            _declared(Pmpm, parameter("Least per member and month")), _PRICE_OF
        ),
    },
}
"""The limits of `at_most` and `at_least`, by the key that is written."""

HOLD_BACK = _declared(Rate, parameter("Share that is held back"))
DOWN_TO = _declared(USD, parameter("Amount that is left before a balance is taken", minimum=0))
INSTALLMENT = _declared(USD, parameter("Most that is taken off a balance in a period", minimum=0))
SCALE_BY = _declared(Rate, parameter("Score by which the amount is multiplied"))
SCORE = "Least score or amount that is paid for"


def least_score(of: type[Any] | Given) -> Declaration:
    """Return the declaration of `is_at_least`: that of what it is held against.

    It has the unit, the limits and the decimals of a clause's unit, or of a fact or parameter.
    """
    if not isinstance(of, Given):
        return _declared(of, parameter(SCORE))
    declared: Given = parameter(SCORE, places=of.places)
    declared.minimum, declared.maximum = of.minimum, of.maximum
    return _declared(of.unit, declared)


def step_term(step: str, key: str, declared: Declaration) -> Agreed:
    """Return the term of a step under its full name."""
    return Agreed(Term(f"{SETTLEMENT}.{step}.{key}", declared, ()), frozenset({0}), always=True)


def contract_fact(name: str, title: str) -> Term:
    """Return a fact that belongs to no stream: dollars, in cents."""
    return Term(f"{SETTLEMENT}.{name}", _declared(USD, fact(title, places=2)), ())


def paid_at(settlement: str) -> str:
    """Return the name of the fact that says what an earlier settlement paid."""
    return f"paid_at_{settlement}"


def contract_facts(written: Mapping[str, Any]) -> dict[str, Term]:
    """Return the facts of a `settlement:` by name: those it declares, and what was paid earlier.

    The last settlement is no earlier one of any other.
    """
    titles = {
        paid_at(one): f"Paid at the {one.replace('_', ' ')} settlement"
        for one in written.get("settlements", ())[:-1]
    }
    declared = {**titles, **written.get("facts", {})}
    return {name: contract_fact(name, title) for name, title in declared.items()}
