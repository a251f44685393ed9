"""What an unquoted scalar means: text, a number read exactly, true, false or a date.

Everything that YAML 1.1, YAML 1.2 and spreadsheets read in different ways is refused
with the way to write it, because a contract must mean the same to each of its readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import attrs

Scalar: TypeAlias = str | int | Decimal | bool | date

MOST_DIGITS = 40
"""More digits than any amount needs; it keeps a hostile number from costing time."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WITH_UNIT = re.compile(
    r"\$?(-?[0-9]{1,12}(?:,[0-9]{3})*(?:\.[0-9]{1,12})?)( ?[A-Za-z%$][A-Za-z ]*|)"
)
_PERCENT_WORDS = ("%", "percent", "pct", "per cent")
_BASIS_POINTS = ("bps", "bp", "basis points")
_EASY_EXPONENT = re.compile(r"[-+]?[0-9.]{1,20}[eE][-+]?[0-9]")


@attrs.frozen
class Objection:
    """Why a scalar is refused: the code, what is wrong with it, and what to write."""

    code: str
    message: str
    hint: str


@attrs.frozen
class _Trap:
    """A family of scalars that are refused: `reason` ends the sentence that begins with it."""

    code: str
    pattern: str
    reason: str
    hint: Callable[[str], str]


def read_scalar(text: str) -> Scalar | Objection:
    """Return the value of an unquoted scalar, or the objection to it."""
    if text in {"true", "false"}:
        return text == "true"
    if _is_a_word(text):
        return text
    if _ANY_TRAP.fullmatch(text):
        trap = next(trap for trap in _TRAPS if re.fullmatch(trap.pattern, text))
        return Objection(trap.code, f"`{_short(text)}` {trap.reason}.", trap.hint(text))
    return _number_or_date(text)


def _is_a_word(text: str) -> bool:
    """Most scalars are words, and no trap begins with a letter but the words of truth."""
    return text[:1].isalpha() and text.isascii() and text.casefold() not in _WORDS


def _number_or_date(text: str) -> Scalar | Objection:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return _date(text) if _DATE.fullmatch(text) else text


def _date(text: str) -> date | Objection:
    try:
        return date.fromisoformat(text)
    except ValueError:
        hint = "write a day that the calendar has, as year-month-day"
        return Objection("VBC024", f"`{text}` is not a day of the calendar.", hint)


def _short(text: str) -> str:
    return text if len(text) <= MOST_DIGITS else text[:MOST_DIGITS] + "…"


def _say(hint: str) -> Callable[[str], str]:
    return lambda _: hint


def _quote(text: str) -> str:
    return f'put it in quotes if it is text: "{text}"'


def _truth_word(text: str) -> str:
    truth = "true" if text.casefold() in {"yes", "on", "true", "y"} else "false"
    return f'write {truth}, or "{text}" in quotes if it is text'


def _leading_zero(text: str) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, rest = digits.partition(".")
    number = f"{sign}{whole.lstrip('0') or '0'}{dot}{rest}"
    return f'write {number} for the number, or "{text}" in quotes for an identifier'


def _bare_point(text: str) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, rest = digits.partition(".")
    return f"write {sign}{whole or '0'}{'.' + rest if rest else ''}"


def _without_exponent(text: str) -> str:
    if not _EASY_EXPONENT.fullmatch(text):
        return "write all digits of the number"
    return f"write {Decimal(text):f}"


def _in_base(text: str) -> str:
    return f'write {int(text, 0)} for the number, or "{text}" in quotes for an identifier'


def _without(unwanted: str) -> Callable[[str], str]:
    keep = str.maketrans("", "", unwanted)
    return lambda text: f"write {text.translate(keep)}"


def _share(text: str) -> str:
    number = text.rstrip("% ").lstrip("+")
    if not _INTEGER.fullmatch(number) and not _DECIMAL.fullmatch(number):
        return "write it as a share of 1, as 0.75 for 75 percent"
    return f"write {hundredth(number)}, the share of 1"


def hundredth(number: str) -> str:
    """Move the point two places to the left, in the text: no digit is lost."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, rest = digits.partition(".")
    whole = whole.rjust(3, "0")
    decimals = (whole[-2:] + rest).rstrip("0")
    return f"{sign}{whole[:-2].lstrip('0') or '0'}{'.' + decimals if decimals else ''}"


def number_within(text: str) -> str:
    """Return how to write a quoted number that has a unit, such as 50% or 200 bps; "" if none."""
    found = _WITH_UNIT.fullmatch(text.strip())
    if not found:
        return ""
    number, unit = found[1].replace(",", ""), found[2].strip().casefold()
    if unit in _PERCENT_WORDS:
        return f"write {hundredth(number)}, the share of 1"
    if unit in _BASIS_POINTS:
        return f"write {hundredth(hundredth(number))}, the share of 1"
    return f"write {number} alone"


_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "y", "n", "null"})
_EMPTY = "write its value, or leave it out where there is nothing to say"
_ISO_DATE = "write dates as year-month-day, as 2024-01-31"
_TRAPS = (
    _Trap("VBC018", r"|~|(?i:null)", "is an empty value", _say(_EMPTY)),
    _Trap(
        "VBC021",
        r"(?i:yes|no|on|off|true|false|y|n)",
        "is read as true or false by some readers and as text by others",
        _truth_word,
    ),
    _Trap(
        "VBC020",
        r"[-+]?\.(?i:inf|nan)",
        "is not a finite number",
        _say("write the number, or leave the key out where there is no limit"),
    ),
    _Trap(
        "VBC027",
        rf"[-+]?[0-9_,.]{{{MOST_DIGITS + 1},}}",
        f"has more than {MOST_DIGITS} digits",
        _say("write the number with the digits that it needs, or put it in quotes if it is text"),
    ),
    _Trap("VBC019", r"-0(\.0+)?", "is a zero with a sign", _say("write 0")),
    _Trap("VBC019", r"-?0[0-9]+(\.[0-9]+)?", "begins with a zero", _leading_zero),
    _Trap(
        "VBC019",
        r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+",
        "is written with an exponent",
        _without_exponent,
    ),
    _Trap("VBC019", r"\+[0-9][0-9.,_]*", "begins with a plus", _without("+,_")),
    _Trap(
        "VBC019",
        r"[-+]?(0x[0-9A-Fa-f]{1,40}|0o[0-7]{1,40}|0b[01]{1,40})",
        "is a number in another base",
        _in_base,
    ),
    _Trap("VBC019", r"-?[0-9][0-9.]*_[0-9_.]*", "has an underscore in a number", _without("_")),
    _Trap("VBC019", r"-?(\.[0-9]+|[0-9]+\.)", "lacks a digit beside the point", _bare_point),
    _Trap(
        "VBC019",
        r"-?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?",
        "separates the thousands",
        _without(", "),
    ),
    _Trap(
        "VBC019",
        r"-?[0-9]+,[0-9]+",
        "has a comma in a number",
        _say("write a point before the decimals, and nothing between the thousands"),
    ),
    _Trap(
        "VBC019",
        r"[−–][0-9][0-9.,]*",
        "begins with a dash that is not the minus of the keyboard",
        lambda text: f"write -{text[1:]}",
    ),
    _Trap(
        "VBC022",
        r"[-+]?[0-9]+(:[0-9]+)+(\.[0-9]*)?",
        "is read as a time by some readers and as a number by others",
        _quote,
    ),
    _Trap("VBC023", r"[-+]?[0-9.,]+ ?%", "has a percent sign", _share),
    _Trap(
        "VBC023",
        r"[-+]?[$€£] ?[-+]?[0-9][0-9.,]*|[-+]?[0-9][0-9.,]* ?[$€£]",
        "has a currency sign",
        _without("$€£, +"),
    ),
    _Trap(
        "VBC025",
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ ]+)[0-9]{1,2}:.*",
        "is a date with a time of day",
        lambda text: f"write the date only: {text[:10]}" if _DATE.match(text) else _ISO_DATE,
    ),
    _Trap(
        "VBC024",
        r"[0-9]{4}-([0-9]-[0-9]{1,2}|[0-9]{2}-[0-9])|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}"
        r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}",
        "is a date in another form",
        _say(_ISO_DATE),
    ),
)
_ANY_TRAP = re.compile("|".join(f"(?:{trap.pattern})" for trap in _TRAPS))
