"""Whether the facts of a definition count every dollar of an episode, and count it once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vbc_rules.contracts.text.located import Located
from vbc_rules.diagnostics import Diagnostic

PARTS = {
    "spending": frozenset({"typical", "complication", "other"}),
    "own_care": frozenset({"typical", "complication"}),
    "typical_care": frozenset({"typical"}),
    "complications": frozenset({"complication"}),
    "care_by_others": frozenset({"other"}),
    "care_after": frozenset({"after"}),
    "related_care": frozenset({"related"}),
}
"""The parts of an episode's dollars that each amount is made of."""

_WORDS = {
    "typical": "care of the provider",
    "complication": "complications",
    "other": "care by others",
    "after": "care of the watched days",
    "related": "related care",
}
_WHOLE = {
    "typical": "own_care",
    "complication": "complications",
    "other": "care_by_others",
    "after": "care_after",
    "related": "related_care",
}


def check_facts(document: Located) -> Iterator[Diagnostic]:
    """Yield what the facts of a definition count twice or leave out, and terms without effect."""
    data = document.value
    yield from _twice(document, data["facts"])
    yield from _left_out(document, data)
    yield from _severity(document, data)
    yield from _types(document, data)
    if "related_care_day" in data["facts"].values():
        yield from _related_day(document, data["facts"])


def _twice(document: Located, facts: dict[str, str]) -> Iterator[Diagnostic]:
    by_part: dict[str, str] = {}
    for name, quantity in facts.items():
        for part in sorted(PARTS.get(quantity, ())):
            first = by_part.setdefault(part, name)
            if first != name:
                message = f"`{name}` counts {_WORDS[part]} that `{first}` counts too."
                yield Diagnostic("VBC492", message, document.place_of(("facts", name)),
                                 "let each dollar be in one fact")  # fmt: skip
                break


def _left_out(document: Located, data: dict[str, Any]) -> Iterator[Diagnostic]:
    counted = {part for one in data["facts"].values() for part in PARTS.get(one, ())}
    for part in _occurring(data):
        if part not in counted:
            message = f"No fact counts {_WORDS[part]}."
            hint = f"add a fact that is `{_WHOLE[part]}`"
            yield Diagnostic("VBC492", message, document.key_place_of(("facts",)), hint)


def _occurring(data: dict[str, Any]) -> Iterator[str]:
    """Yield the parts that some fact must count: dollars of the episode, and what is watched."""
    categories = data["categories"].values()
    yield "typical"
    if any("complications" in one for one in categories):
        yield "complication"
    if data["own_care"] != "anyone":
        yield "other"
    if any("related_care" in one for one in categories):
        yield "related"
    if any(one["watched_days"] and "related_care" not in one for one in categories):
        yield "after"


def _severity(document: Located, data: dict[str, Any]) -> Iterator[Diagnostic]:
    by_trigger = data["severity_from"] == "trigger"
    for category, raw in data["categories"].items():
        for index, trigger in enumerate(raw["triggers"]):
            at = ("categories", category, "triggers", index)
            if by_trigger and "severity" not in trigger:
                message = "The trigger has no severity."
                hint = "add `severity:`, 1 for average, or write another `severity_from:`"
                yield Diagnostic("VBC495", message, document.place_of(at), hint)
            if not by_trigger and "severity" in trigger:
                message = f"`severity` has no effect with `severity_from: {data['severity_from']}`."
                place = document.key_place_of((*at, "severity"))
                yield Diagnostic("VBC495", message, place, "write `severity_from: trigger`")


def _types(document: Located, data: dict[str, Any]) -> Iterator[Diagnostic]:
    needed = "episode_type" in data["parents"]
    for category, raw in data["categories"].items():
        for index, trigger in enumerate(raw["triggers"]):
            at = ("categories", category, "triggers", index)
            if needed and "episode_type" not in trigger:
                message = "The trigger has no episode type, but episodes lie within one."
                yield Diagnostic("VBC495", message, document.place_of(at), "add `episode_type:`")
            if not needed and "episode_type" in trigger:
                message = "`episode_type` has no effect: `parents` does not name it."
                place = document.key_place_of((*at, "episode_type"))
                yield Diagnostic("VBC495", message, place, "add it to `parents:`")


def _related_day(document: Located, facts: dict[str, str]) -> Iterator[Diagnostic]:
    if "related_care" not in facts.values():
        name = next(name for name, one in facts.items() if one == "related_care_day")
        message = "The day of related care is a fact, but its amount is none."
        place = document.place_of(("facts", name))
        yield Diagnostic("VBC492", message, place, "add a fact that is `related_care`")
