"""What readers of measure results share: numbers and days as reports write them."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.measures.results import COUNTS, Count

MOST_DIGITS = 15
"""More than any population has."""

_NUMBER = re.compile(r"-?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")
_DAY = re.compile(r"([0-9]{4})(?:-?([0-9]{2})(?:-?([0-9]{2}))?)?(?![0-9]{1,3}-)")


def exact(text: str) -> Fraction | None:
    """Return the number that a text writes plainly, None for anything else."""
    return Fraction(text.rstrip(".")) if _NUMBER.fullmatch(text) else None


def whole(value: object) -> int | None:
    """Return a count: a whole number from zero on, None for anything else."""
    if isinstance(value, Decimal):
        value = format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    number = exact(value) if isinstance(value, str) else None
    if number is None or number < 0 or number.denominator != 1:
        return None
    return int(number) if number < 10**MOST_DIGITS else None


def day(text: object, *, last: bool = False) -> date | None:
    """Return the day that a date or time begins with, as it stands there; None if it has none.

    Of a month or a year it is the first day, or the `last`.
    """
    match = _DAY.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2] or (12 if last else 1))
    try:
        if match[3]:
            return date(year, month, int(match[3]))
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    except ValueError:
        return None


@attrs.frozen
class Period:
    """The first and the last day of what a report is about."""

    first: date | None
    last: date | None


def period(first: object, last: object, place: Place, findings: Findings) -> Period:
    """Return a period; VBC454 for one that cannot be read or ends before it begins."""
    found = Period(day(first), day(last, last=True))
    if found.first is None or found.last is None:
        hint = "the period needs a first and a last day"
        findings.add("VBC454", "The period of the result cannot be read.", place, hint)
    elif found.last < found.first:
        message = f"The period ends with {found.last}, before it begins with {found.first}."
        findings.add("VBC454", message, place, "correct the period")
    return found


def check_counts(counts: Sequence[Count], place: Place, findings: Findings) -> None:
    """VBC454 for a population of a rate that stands there twice."""
    names = Counter(one.name for one in counts if one.name in COUNTS)
    for name in (name for name, times in names.items() if times > 1):
        message = f"The population `{name}` stands twice in one result."
        findings.add("VBC454", message, place, "give each rate of a measure its own group")


def beside(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return what else stands in a file, counted by name."""
    return tuple(sorted(Counter(names).items()))
