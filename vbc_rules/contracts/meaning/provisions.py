"""The meaning of `provisions:`: a provision says something, and only one thing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.statements.numbers import exact_text


def check_provisions(document: Located, shape: Shape) -> Iterator[Diagnostic]:
    """Yield every finding about the provisions whose shape is sound."""
    if not document.has(("provisions",)) or not isinstance(document.value["provisions"], dict):
        return
    for key, raw in document.value["provisions"].items():
        at: Pointer = ("provisions", key)
        if isinstance(raw, dict) and shape.is_sound(at):
            yield from _says_one_thing(document, at, key, raw)
            yield from _dates(document, at, key, raw)
            if key == "benchmark_years":
                yield from _weights(document, at, raw)


def _says_one_thing(
    document: Located, at: Pointer, key: str, raw: dict[str, Any]
) -> Iterator[Diagnostic]:
    others = [name for name in raw if name not in ("cites", "not_applicable")]
    if "not_applicable" in raw and others:
        message = f"`{key}` does not apply, and says `{others[0]}` all the same."
        place = document.key_place_of((*at, "not_applicable"))
        yield Diagnostic("VBC270", message, place, "keep one of the two")
    if set(raw) <= {"cites"}:
        message = f"`{key}` cites a place and does not say what stands there."
        place = document.key_place_of(at)
        yield Diagnostic("VBC271", message, place, "write it under `says:`")


def _dates(document: Located, at: Pointer, key: str, raw: dict[str, Any]) -> Iterator[Diagnostic]:
    if "from" in raw and "to" in raw and raw["to"] < raw["from"]:
        message = f"`{key}` ends on {raw['to']}, before it begins on {raw['from']}."
        place = document.place_of((*at, "to"))
        yield Diagnostic("VBC205", message, place, "write the later day under `to:`")


def _weights(document: Located, at: Pointer, raw: dict[str, Any]) -> Iterator[Diagnostic]:
    years, weights = raw.get("years", []), raw.get("weights", [])
    if not weights:
        return
    place = document.place_of((*at, "weights"))
    total = sum((Fraction(one) for one in weights), Fraction(0))
    if years and len(years) != len(weights):
        message = f"There are {len(years)} benchmark years and {len(weights)} weights."
        yield Diagnostic("VBC272", message, place, "write a weight for each year")
    elif total != 1:
        message = f"The weights of the benchmark years add up to {exact_text(total)}, not 1."
        yield Diagnostic("VBC272", message, place, "mend a weight")
