"""The section `provisions:`: what a contract states besides the numbers of its models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from vbc_rules.contracts.declared.provisions import BY_KEY, Field
from vbc_rules.contracts.text.located import Located
from vbc_rules.diagnostics import Place

Stated: TypeAlias = str | bool | int | Fraction | date | tuple[str | int | Fraction, ...]

WORDS = ("says", "cites", "not_applicable")
"""The keys that every provision may have."""


@attrs.frozen
class Provision:
    """What a contract states about one item: words, typed fields, or why it does not apply."""

    key: str
    says: str
    fields: Mapping[str, Stated]
    not_applicable: str
    cites: str
    place: Place


def stated_provisions(document: Located) -> dict[str, Provision]:
    """Return the provisions of a document whose shape is checked, in the order of the file."""
    written = document.value.get("provisions", {})
    return {key: _stated(document, key, raw) for key, raw in written.items()}


def _stated(document: Located, key: str, raw: Any) -> Provision:  # noqa: ANN401 - plain data
    given = {"says": raw} if isinstance(raw, str) else raw
    fields = {name: _exact(value) for name, value in given.items() if name not in WORDS}
    says, cites, reason = (given.get(word, "") for word in WORDS)
    return Provision(key, says, fields, reason, cites, document.key_place_of(("provisions", key)))


def _exact(value: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, list):
        return tuple(_exact(one) for one in value)
    return Fraction(value) if isinstance(value, Decimal) else value


def gaps(provision: Provision) -> Iterator[Field]:
    """Yield the needed fields that a provision leaves open; words are taken to say it all."""
    if provision.says or provision.not_applicable:
        return
    for field in BY_KEY[provision.key].fields:
        if field.needed and field.name not in provision.fields:
            yield field
