"""One cell of a file of services or members: its value, or the objection to it."""

from __future__ import annotations

import re
from datetime import date

from vbc_rules.contracts.text.scalars import Objection, read_scalar
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.episodes.columns import TYPES, Column
from vbc_rules.facts.values import shown

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"\w(?:[\w .:/#+-]*[\w.:/#+-])?")
_CENTS = re.compile(r"(-?)(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,2})0*)?")
_DECIMALS = re.compile(r"-?[0-9]+\.[0-9]+")
_TWO_DIGITS = re.compile("[0-9]{2}")
_SEVERITY = re.compile(r"(0|[1-9][0-9]{0,2})(\.[0-9]{1,9})?")
_TRUTH = {"yes": True, "no": False}


def read_id(text: str, column: Column) -> str | Objection:
    """Return an id: it begins with a letter or digit, so that no spreadsheet reads a formula."""
    if _ID.fullmatch(text):
        return text
    if not text.strip():
        return _objection(f"The row has no {column.name}.", f"write it: {column.title.lower()}")
    if text != text.strip():
        return _objection(f"{shown(text)} has a blank around it.", "delete the blank")
    message = f"{shown(text)} is no id."
    return _objection(message, "begin with a letter or digit; . : / # + - and blanks may follow")


def read_day(text: str) -> int | Objection:
    """Return a day as its number in the calendar."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text).toordinal()
        except ValueError:
            return _objection(f"{shown(text)} is not a day of the calendar.", "")
    return _objection(f"{shown(text)} is not a day.", "write it as 2024-01-31")


def read_cents(text: str) -> int | Objection:
    """Return an amount in cents.

    An amount with a part of a cent is not rounded: nobody agreed on how.
    """
    match = _CENTS.fullmatch(text)
    if match:
        cents = int(match[2]) * 100 + int((match[3] or "0").ljust(2, "0"))
        return -cents if match[1] else cents
    if _DECIMALS.fullmatch(text):
        message = f"{shown(text)} has a part of a cent."
        return Objection("VBC487", message, "write dollars with at most 2 decimals")
    read = read_scalar(text)
    if isinstance(read, Objection):
        return read
    return _objection(f"{shown(text)} is not an amount.", "write dollars, as 1250.40")


def read_type(text: str) -> str | Objection:
    """Return the type of a service."""
    if text in TYPES:
        return text
    hint = suggestion(text, TYPES, f"types are {', '.join(TYPES)}")
    return _objection(f"{shown(text)} is no type of a service.", hint)


def read_truth(text: str) -> bool | Objection:
    """Return whether a cell says yes."""
    if text in _TRUTH:
        return _TRUTH[text]
    return _objection(f"{shown(text)} is neither yes nor no.", "write yes or no")


def read_two_digits(text: str) -> str | Objection:
    """Return a code of two digits."""
    if _TWO_DIGITS.fullmatch(text):
        return text
    hint = f"write {text.zfill(2)}" if text.isdecimal() and len(text) == 1 else ""
    return Objection("VBC486", f"{shown(text)} does not have two digits.", hint)


def read_severity(text: str) -> str | Objection:
    """Return a severity as the text of an exact number."""
    if _SEVERITY.fullmatch(text):
        return text
    return _objection(f"{shown(text)} is no severity.", "write a number such as 1.25")


def _objection(message: str, hint: str) -> Objection:
    return Objection("VBC490", message, hint)
