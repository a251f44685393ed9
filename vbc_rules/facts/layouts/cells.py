"""Cells of a published file: numbers, rates, flags, texts and dates as files print them.

Only what the layout says is tolerated: separators, currency signs, parentheses for a
negative amount, exponents, words with a value, and the scale in which rates are printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import attrs

from vbc_rules.evaluation.rounding import rounded
from vbc_rules.facts.layouts.layout import SCALES, CellValue, ColumnRule, Layout
from vbc_rules.facts.values import shown
from vbc_rules.statements.numbers import decimal_places, exact_text

_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([-+]?[0-9]{1,2}))?")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_AFTER_SIGN = re.compile(r"^([-+])\s+")
_MINUS = "\u2212"
_LONGEST = 60
_YES = frozenset({"y", "yes", "t", "true", "x"})
_NO = frozenset({"n", "no", "f", "false"})
_FLAGS = {"1": True, "0": False}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = (
    (re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T].*)?"), "ymd"),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), "ymd"),
    (re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?"), "mdy"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})(?: .*)?"), "mdy"),
    (re.compile(r"([A-Za-z]{3})[a-z]*\.? +(\d{1,2}),? +(\d{4})"), "mdy"),
    (re.compile(r"(\d{1,2})[- ]?([A-Za-z]{3})[a-z]*[- ]?(\d{4}|\d{2})"), "dmy"),
)


@attrs.frozen
class Cell:
    """A value that was read; `step` is what the file rounds it to, None if it is exact.

    A value that a word stands for is exact and has no scale. `percent` tells that a sign
    said the scale.
    """

    value: CellValue
    step: Fraction | None = None
    by_word: bool = False
    percent: bool = False


@attrs.frozen
class Unreadable:
    """What is wrong with the cell of a row."""

    row: int
    message: str
    hint: str


MISSING = Cell(None)
_BLANK = {
    "missing": MISSING,
    "no": Cell(value=False),
    "zero": Cell(Fraction(0), by_word=True),
}


def read_column(
    rule: ColumnRule, layout: Layout, texts: Sequence[str]
) -> tuple[list[Cell], list[Unreadable]]:
    """Return the cells of a column, and what could not be read of it."""
    blank = {word.casefold() for word in layout.blank}
    cells: list[Cell] = []
    unreadable: list[Unreadable] = []
    for row, text in enumerate(texts):
        word = text.strip().casefold()
        if not word or word in blank:
            cells.append(_BLANK[rule.blank])
        elif word in rule.words:
            cells.append(Cell(rule.words[word], by_word=True))
        else:
            value = _value(rule, layout, text.strip())
            if value is None and not rule.other_words_missing:
                unreadable.append(Unreadable(row, *_complaint(rule, text)))
            percent = rule.reads == "rate" and text.rstrip().endswith("%")
            cells.append(MISSING if value is None else Cell(value, percent=percent))
    if rule.reads in {"number", "rate"}:
        return _finished(rule, cells, unreadable)
    return cells, unreadable


def _value(rule: ColumnRule, layout: Layout, text: str) -> CellValue:
    """Return what a text says, None if it says nothing that the rule reads."""
    if rule.reads == "text":
        return text
    if rule.reads == "flag":
        return _flag(text.casefold())
    if rule.reads == "date":
        return read_date(text)
    if rule.reads == "rate" and text.endswith("%"):
        percent = read_number(text[:-1].rstrip(), layout.tolerates)
        return None if percent is None else percent / 100
    return read_number(_alone(rule, text), layout.tolerates)


def _flag(text: str) -> bool | None:
    """Return what a yes or no says; a number may have decimals, which are zeros."""
    if text in _YES or text in _NO:
        return text in _YES
    whole, point, decimals = text.partition(".")
    return None if point and decimals.strip("0") else _FLAGS.get(whole)


def _alone(rule: ColumnRule, text: str) -> str:
    """Return a number without the text that may follow it, as in `6 out of 10`."""
    for words in rule.followed_by:
        if text.casefold().endswith(words.casefold()):
            return text[: -len(words)].rstrip()
    return text


def _complaint(rule: ColumnRule, text: str) -> tuple[str, str]:
    kinds = {"flag": "a yes or no", "date": "a date", "rate": "a rate", "number": "a number"}
    message = f"{shown(text)} in column `{rule.name}` is not {kinds[rule.reads]}."
    return message, "if the file writes it so for a missing value, add it to `blank` of the layout"


def read_number(text: str, tolerates: Sequence[str]) -> Fraction | None:
    """Return the number that a text says in the ways that are tolerated, or None."""
    negative = "parentheses" in tolerates and text.startswith("(") and text.endswith(")")
    digits = (text[1:-1].strip() if negative else text).replace(_MINUS, "-", 1)
    if "currency_signs" in tolerates:
        digits = _AFTER_SIGN.sub(r"\1", digits.replace("$", "", 1).strip())
    if "thousands_separators" in tolerates and _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    match = _NUMBER.fullmatch(digits)
    if match is None or len(digits) > _LONGEST or (match[2] and "exponents" not in tolerates):
        return None
    number = Fraction(digits.rstrip(".") if digits.endswith(".") else digits)
    return -number if negative else number


def read_date(text: str) -> date | None:
    """Return the day that a text names, month before day as American files write it, or None."""
    for pattern, order in _DATES:
        match = pattern.fullmatch(text)
        if match is not None:
            parts = dict(zip(order, match.groups(), strict=True))
            return _day(parts["y"], parts["m"], parts["d"])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    full_year = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004 - two digits
    name = month.lower()
    if name.isalpha() and name not in _MONTHS:
        return None
    try:
        return date(full_year, _MONTHS.index(name) + 1 if name.isalpha() else int(month), int(day))
    except ValueError:
        return None


def _finished(
    rule: ColumnRule, cells: list[Cell], unreadable: list[Unreadable]
) -> tuple[list[Cell], list[Unreadable]]:
    """Bring a column of numbers to its scale, its sign and its decimals."""
    factors = {signed: _factor(rule, cells, signed=signed) for signed in (True, False)}
    if None in factors.values():
        unreadable.append(Unreadable(-1, *_no_scale(rule)))
        return cells, unreadable
    scaled = [
        attrs.evolve(cell, value=_settled(rule, cell, factors[cell.percent] or Fraction(1)))
        if _is_printed(cell)
        else cell
        for cell in cells
    ]
    step = _printed_step(rule, scaled)
    return [attrs.evolve(cell, step=step) if _is_printed(cell) else cell for cell in scaled], (
        unreadable
    )


def _is_printed(cell: Cell) -> bool:
    """Tell whether a cell holds a number that was printed as such."""
    return isinstance(cell.value, Fraction) and not cell.by_word


def _factor(rule: ColumnRule, cells: Sequence[Cell], *, signed: bool) -> Fraction | None:
    """Return the first scale that brings the largest value into the plausible range.

    Cells with a percent sign and cells without have scales of their own. Zeros alone tell
    no scale and need none.
    """
    numbers = [
        abs(cell.value)
        for cell in cells
        if isinstance(cell.value, Fraction) and _is_printed(cell) and cell.percent is signed
    ]
    if rule.largest_between is None or not any(numbers):
        return Fraction(1) if signed else SCALES[rule.scales[0]]
    least, most = rule.largest_between
    factors = (SCALES[name] for name in rule.scales)
    return next((factor for factor in factors if least <= max(numbers) * factor <= most), None)


def _no_scale(rule: ColumnRule) -> tuple[str, str]:
    least, most = rule.largest_between or (Fraction(0), Fraction(0))
    message = (
        f"The largest value of column `{rule.name}` is not between {exact_text(least)} and "
        f"{exact_text(most)} in any of its scales: {', '.join(rule.scales)}."
    )
    return message, "check that the file is the one that the layout is for"


def _settled(rule: ColumnRule, printed: Cell, factor: Fraction) -> Fraction:
    number = printed.value * factor  # type: ignore[operator]  # only numbers come here
    if rule.decimals is not None:
        number = rounded(number, Fraction(1, 10**rule.decimals), "half_up")
    return abs(number) if rule.absolute else number


def _printed_step(rule: ColumnRule, cells: Sequence[Cell]) -> Fraction | None:
    """Return the step a file rounds to: as declared, or finer where it prints more decimals."""
    if rule.printed_to is None:
        return None
    places = [
        decimal_places(cell.value) or 0
        for cell in cells
        if isinstance(cell.value, Fraction) and not cell.by_word
    ]
    return min(rule.printed_to, Fraction(1, 10 ** max(places, default=0)))
