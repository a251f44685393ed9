"""Why a stream has its category, in words."""

from __future__ import annotations

from fractions import Fraction

from vbc_rules.contracts.categories.category import Answer, StreamCategory, Why
from vbc_rules.statements.numbers import exact_text

KINDS = {
    "infrastructure": "a fee for infrastructure",
    "reporting": "paid for reporting",
    "performance": "paid by results",
    "savings": "spending against a target",
    "episode": "episodes against a price",
    "population": "paid in advance for a population",
    "scoring": "feeds other streams and pays nothing itself",
}


def reason(one: StreamCategory) -> str:
    """Return the sentence, without an end, that says why a stream has its category."""
    arrangement = one.arrangement
    if arrangement is None:
        return "its model does not say what kind of payment it is"
    parts = [KINDS[arrangement.kind]]
    if arrangement.kind == "population" and arrangement.scope != "comprehensive":
        parts[0] += f", for {arrangement.scope.replace('_', ' ')} only"
    if arrangement.kind in ("savings", "episode"):
        none = "no losses are owed" if arrangement.losses else "its model owes no losses"
        parts.append(_answer(one.downside, "losses can be owed", none))
    if arrangement.kind in ("savings", "episode", "population", "performance"):
        none = "quality decides nothing" if arrangement.quality else "its model reads no quality"
        parts.append(_answer(one.linked, "quality decides", none))
    return "; ".join(parts)


def _answer(answer: Answer, holds: str, fails: str) -> str:
    if answer.holds:
        return f"{holds} ({', '.join(answer.by)})"
    return f"{fails}, as {_joined(answer.because)}" if answer.because else fails


def _joined(because: tuple[Why, ...]) -> str:
    return " and ".join(_agreed(one) for one in because)


def _agreed(one: Why) -> str:
    """Return what was agreed for one parameter, and where."""
    value = one.stated.value
    if isinstance(value, bool):
        agreed = f" is {'true' if value else 'false'}"
    elif isinstance(value, Fraction):
        agreed = f" is {exact_text(value)}"
    else:
        agreed = f" is {value}" if isinstance(value, str) else " is as agreed"
    return f"`{one.term}`{agreed} (line {one.stated.place.line})"
