"""What a person is told about a term while a contract or its facts are written.

The schema shows these words in an editor, and new contracts and facts carry them as comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from vbc_rules.contracts.declared.agreed import Agreed, Kind, stated_columns
from vbc_rules.language.formatting import show

ROW_HINT = "a row applies from its start to the start of the next row, so no end is written"
_SHARE = " (75 % is 0.75)"
_COUNTED = ("rate", "count", "percentile")
_FEW = 12  # choices that are listed; of more only the schema tells


def described(agreed: Agreed) -> str:
    """Return what a parameter means: title, unit, limits, axes, relations and source."""
    declared = agreed.term.declaration
    alternative = agreed.relations.needed_without
    optional = "Optional." if declared.optional and not alternative else ""
    parts = [f"{declared.title}.", optional, *_value(agreed), *_axes(agreed), *_relations(agreed)]
    if declared.cites:
        parts.append(f"Source: {declared.cites}.")
    return " ".join(filter(None, parts))


def allowed(kind: Kind) -> str:
    """Return as a sentence what one value may be: its unit and its limits."""
    if kind.is_condition:
        return "`true` or `false`."
    if kind.is_choice:
        listed = 0 < len(kind.choices) <= _FEW
        return f"One of {', '.join(kind.choices)}." if listed else "One of several words."
    unit = kind.unit.unit.words
    share = _SHARE if unit == "rate" and kind.maximum == 1 else ""
    start = f"A {unit}" if unit in _COUNTED else f"In {unit}"
    return f"{', '.join(filter(None, (start, _limits(kind), _decimals(kind))))}{share}."


def _limits(kind: Kind) -> str:
    low, high = kind.minimum, kind.maximum
    if low is not None and high is not None:
        return f"from {_digits(low)} to {_digits(high)}"
    if low is not None:
        return f"at least {_digits(low)}"
    return f"at most {_digits(high)}" if high is not None else ""


def _digits(limit: Fraction) -> str:
    return show("Rate", limit)


def _decimals(kind: Kind) -> str:
    if kind.places is None:
        return ""
    return "whole numbers" if kind.places == 0 else f"at most {kind.places} decimals"


def _value(agreed: Agreed) -> Iterator[str]:
    if agreed.table is None:
        yield allowed(agreed.kind)
        return
    columns = ", ".join(name for name, _ in stated_columns(agreed.table))
    yield f"A table with the columns {columns}: {ROW_HINT}."


def _axes(agreed: Agreed) -> Iterator[str]:
    if agreed.term.axes:
        yield f"By {', '.join(axis.title for axis in agreed.term.axes)}."


def _relations(agreed: Agreed) -> Iterator[str]:
    """Yield in words what a parameter has to do with others of its model."""
    related = agreed.relations
    either = related.not_with if related.not_with == related.needed_without else ()
    told = (
        ("Not below {}.", related.not_below),
        ("Only together with {}.", related.only_with),
        ("Needed together with {}.", related.needed_with),
        ("Either this or {}.", either),
        ("Not together with {}.", () if either else related.not_with),
        ("Needed without {}.", () if either else related.needed_without),
    )
    yield from (words.format(" or ".join(names)) for words, names in told if names)
