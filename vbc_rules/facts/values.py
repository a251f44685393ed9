"""One value of a facts file, checked against the declaration of its fact.

Text comes from a CSV cell; numbers, true and false come from JSON and YAML. Nothing is
repaired: a value that two readers could understand differently is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import attrs

from vbc_rules.contracts.text.scalars import MOST_DIGITS, Objection, read_scalar
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.declared import DeclaredFact
from vbc_rules.statements.numbers import exact_text

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}
_NOT_FINITE = re.compile(r"[-+]?(nan|inf|infinity)", re.IGNORECASE)
_LONGEST_SHOWN = 40


@attrs.frozen
class Written:
    """A number as it is written in a file, where it is not a plain decimal."""

    text: str


def from_text(text: str, fact: DeclaredFact) -> Scalar | Objection:
    """Return the value of a cell that is not empty, or the objection to it."""
    if text != text.strip():
        return Objection("VBC413", f"{shown(text)} has a blank around it.", "delete the blank")
    if fact.unit == "YesNo":
        truth = _TRUTH.get(text.lower())
        return _not_yes_or_no(text) if truth is None else truth
    if fact.unit == "Choice":
        return _choice(text, fact)
    return _number(text, fact)


def from_data(value: object, fact: DeclaredFact) -> Scalar | Objection:
    """Return the value of a JSON or YAML scalar, or the objection to it."""
    if fact.unit == "YesNo":
        truth = _TRUTH.get(value) if isinstance(value, str) else value
        return truth if isinstance(truth, bool) else _not_yes_or_no(_as_written(value))
    if fact.unit == "Choice":
        if not isinstance(value, str):
            return _wrong_type(value, "a choice", f"write one of {', '.join(fact.choices)}")
        return _choice(value, fact)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Written):
        return _wrong_type(value, "a number", _number_hint(value))
    return _number(_as_written(value), fact)


def checked_value(value: object, fact: DeclaredFact) -> Objection | None:
    """Return what is wrong with an exact value that a layout gave for a fact, or None."""
    if fact.unit == "YesNo":
        return None if isinstance(value, bool) else _wrong_type(value, "yes or no", "")
    if fact.unit == "Choice":
        found = _choice(value, fact) if isinstance(value, str) else None
        return found if isinstance(found, Objection) else None
    if isinstance(value, bool) or not isinstance(value, Fraction):
        return _wrong_type(value, "a number", _of_unit(fact))
    if fact.places is not None and (value * 10**fact.places).denominator != 1:
        return _too_exact(exact_text(value), fact)
    return _outside(exact_text(value), value, fact)


def entity_objection(entity: str) -> Objection | None:
    """Return what is wrong with the id of an entity, or None."""
    if not entity.strip():
        return Objection("VBC409", "A row has no entity.", "write the id of the entity")
    if entity != entity.strip():
        return Objection("VBC413", f"{shown(entity)} has a blank around it.", "delete the blank")
    return None


def shown(text: str) -> str:
    """Return a text from a file for a message: quoted, and cut where it is long."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return f"`{cut}`"


def _as_written(value: object) -> str:
    if isinstance(value, Written):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return exact_text(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _number(text: str, fact: DeclaredFact) -> Fraction | Objection:
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > MOST_DIGITS:
        return _not_plain(text, fact)
    decimals = (match[2] or ".")[1:]
    if fact.places is not None and len(decimals.rstrip("0")) > fact.places:
        return _too_exact(text, fact)
    number = Fraction(int(text.replace(".", "")), 10 ** len(decimals))
    return _outside(text, number, fact) or number


def _not_plain(text: str, fact: DeclaredFact) -> Objection:
    if _NOT_FINITE.fullmatch(text):
        return Objection("VBC020", f"{shown(text)} is not a finite number.", _leave_empty(fact))
    read = read_scalar(text)
    if isinstance(read, Objection):
        return read
    return Objection("VBC410", f"{shown(text)} is not a number.", _of_unit(fact))


def _leave_empty(fact: DeclaredFact) -> str:
    return "leave it out where it is not known" if fact.optional else "write the number"


def _of_unit(fact: DeclaredFact) -> str:
    return f"`{fact.name}` is a number ({fact.words})"


def _too_exact(text: str, fact: DeclaredFact) -> Objection:
    allowed = "no decimals" if fact.places == 0 else f"at most {fact.places} decimals"
    message = f"{shown(text)} has more decimals than `{fact.name}` may have."
    return Objection("VBC411", message, f"write it with {allowed}")


def _outside(text: str, number: Fraction, fact: DeclaredFact) -> Objection | None:
    if fact.minimum is not None and number < fact.minimum:
        limit = exact_text(fact.minimum)
        return Objection("VBC412", f"{text} is below {limit}, the least `{fact.name}` may be.", "")
    if fact.maximum is None or number <= fact.maximum:
        return None
    message = f"{text} is above {exact_text(fact.maximum)}, the most `{fact.name}` may be."
    is_percent = fact.unit == "Rate" and number <= 100 * fact.maximum
    hint = f"write {text} % as {exact_text(number / 100)}" if is_percent else ""
    return Objection("VBC412", message, hint)


def _not_yes_or_no(text: str) -> Objection:
    return Objection("VBC410", f"{shown(text)} is neither yes nor no.", "write yes or no")


def _choice(text: str, fact: DeclaredFact) -> str | Objection:
    if not fact.choices or text in fact.choices:
        return text
    hint = suggestion(text, fact.choices, f"write one of {', '.join(fact.choices)}")
    return Objection("VBC410", f"{shown(text)} is no choice of `{fact.name}`.", hint)


def _wrong_type(value: object, wanted: str, hint: str) -> Objection:
    if isinstance(value, dict | list):
        return Objection("VBC410", f"A list or mapping stands where {wanted} is wanted.", hint)
    return Objection("VBC410", f"{shown(_as_written(value))} is not {wanted}.", hint)


def _number_hint(value: object) -> str:
    quoted = isinstance(value, str) and _NUMBER.fullmatch(value)
    return "remove the quotes" if quoted else "write a number"
