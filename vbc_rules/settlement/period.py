"""Performance periods: the dates a settlement is for, and the law's year they fall in."""

from __future__ import annotations

from datetime import date

import attrs

from vbc_rules.contracts.contract import ContractTerm
from vbc_rules.diagnostics import refuse


@attrs.frozen
class Period:
    """A performance period, both days included. Its name is what a person typed: `2022`."""

    name: str
    first_day: date
    last_day: date

    @property
    def year(self) -> int:
        """Return the performance year, by which the edition of a model is chosen."""
        return self.first_day.year


def parse_period(text: str) -> Period:
    """Return the period that `2022` or `2019-01-01..2019-06-30` names.

    Raises:
        Refusal: VBC510 for anything else, or where the last day is before the first.
    """
    if len(text) == 4 and text.isascii() and text.isdecimal() and text != "0000":  # noqa: PLR2004 - digits of a year
        year = int(text)
        return Period(text, date(year, 1, 1), date(year, 12, 31))
    first, dots, last = text.partition("..")
    try:
        period = Period(text, date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        period = None
    if not dots or period is None or period.last_day < period.first_day:
        raise refuse("VBC510", f"`{text}` is no performance period.",
                     hint="write 2022, or 2019-01-01..2019-06-30")  # fmt: skip
    if period.first_day.year != period.last_day.year:
        raise refuse("VBC510", f"`{text}` crosses a year's end.",
                     hint="settle each performance year by itself")  # fmt: skip
    return period


def within_term(period: Period, term: ContractTerm) -> Period:
    """Return the part of a period that lies within the contract's term.

    Raises:
        Refusal: VBC511 if no day of it does.
    """
    first, last = max(period.first_day, term.start), min(period.last_day, term.end)
    if last < first:
        raise refuse(
            "VBC511",
            f"Performance period {period.name} is outside the contract's term.",
            term.place,
            f"the term is {term.start} to {term.end}",
        )
    return attrs.evolve(period, first_day=first, last_day=last)


def only_period(term: ContractTerm) -> Period:
    """Return the one performance year of a term.

    Raises:
        Refusal: VBC512 if the term covers several.
    """
    first, last = term.start.year, term.end.year
    if first < last:
        message = f"The contract covers {first} to {last}: say which year to settle."
        raise refuse("VBC512", message, term.place, f"add --period {last}")
    return parse_period(str(first))
