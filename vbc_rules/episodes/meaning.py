"""What an episode definition says that cannot be meant, each finding at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.episodes.code_systems import DIAGNOSES, pattern_objection
from vbc_rules.episodes.meaning_facts import check_facts

RULES = ("triggers", "included", "excluded", "complications", "related_care")
_CONDITIONS = ("codes", "types", "places", "diagnoses")
_TWO_DIGITS = re.compile("[0-9]{2}")


def check_meaning(document: Located, file_id: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with a definition of sound shape. `file_id` is the file's name."""
    data = document.value
    if data["episodes"] != file_id:
        message = f"The file is named `{file_id}`, but its id is `{data['episodes']}`."
        yield Diagnostic("VBC496", message, document.place_of(("episodes",)),
                         f"write `episodes: {file_id}`, or name the file so")  # fmt: skip
    yield from check_facts(document)
    yield from _overlaps(document, data.get("overlaps"), list(data["categories"]))
    yield from _two_digits(
        document,
        ("cancelled_by", "discharge_status"),
        data["cancelled_by"].get("discharge_status", ()),
    )
    for name, raw in data["categories"].items():
        yield from _category(document, ("categories", name), raw)


def _overlaps(
    document: Located, raw: dict[str, Any] | None, categories: list[str]
) -> Iterator[Diagnostic]:
    if raw is None:
        return
    at: Pointer = ("overlaps",)
    rule, rank = raw["rule"], raw.get("rank")
    if rule == "by_rank" and rank is None:
        message = "`by_rank` has no rank."
        hint = f"add `rank: [{', '.join(categories)}]`, the highest first"
        yield Diagnostic("VBC494", message, document.place_of((*at, "rule")), hint)
    if rule == "both_kept" and rank is not None:
        message = "`rank` has no effect where both episodes are kept."
        yield Diagnostic("VBC494", message, document.key_place_of((*at, "rank")), "leave it out")
    if (rule == "both_kept") != ("shared_services" in raw):
        yield _shared(document, rule == "both_kept")
    for index, name in enumerate(rank or ()):
        if name not in categories:
            hint = suggestion(name, categories, "name the categories below")
            yield Diagnostic("VBC494", f"`{name}` is no category.",
                             document.place_of((*at, "rank", index)), hint)  # fmt: skip
    missing = [name for name in categories if rank is not None and name not in rank]
    if missing:
        message = f"`rank` lacks the category `{missing[0]}`."
        yield Diagnostic("VBC494", message, document.key_place_of((*at, "rank")),
                         "name every category, the highest first")  # fmt: skip


def _shared(document: Located, needed: bool) -> Diagnostic:  # noqa: FBT001 - which of two findings
    if needed:
        message = "`both_kept` does not say where a service of both episodes counts."
        hint = "add `shared_services: each`, `first` or `last`"
        return Diagnostic("VBC494", message, document.place_of(("overlaps", "rule")), hint)
    message = "`shared_services` has no effect where one of two episodes is kept."
    place = document.key_place_of(("overlaps", "shared_services"))
    return Diagnostic("VBC494", message, place, "leave it out")


def _category(document: Located, at: Pointer, raw: dict[str, Any]) -> Iterator[Diagnostic]:
    name = at[-1]
    window = raw["window"]
    if not window["days_after"]:
        message = f"The window of `{name}` has no day after the triggering service."
        hint = "write how many days it has; 1 with `counted_from: discharge_day` is that day alone"
        yield Diagnostic("VBC489", message, document.place_of((*at, "window", "days_after")), hint)
    if (raw["scope"] == "listed") != ("included" in raw):
        yield _scope(document, at, raw["scope"])
    if "related_care" in raw and not raw["watched_days"]:
        message = f"`{name}` has related care, but no days after the episode are watched."
        hint = "write the days of the warranty under `watched_days:`"
        yield Diagnostic("VBC489", message, document.place_of((*at, "watched_days")), hint)
    for key in RULES:
        for index, rule in enumerate(raw.get(key, ())):
            yield from _rule(document, (*at, key, index), rule)


def _scope(document: Located, at: Pointer, scope: str) -> Diagnostic:
    if scope == "listed":
        message = "The scope is `listed`, but no services are included."
        hint = "add `included:`, or write `scope: everything`"
        return Diagnostic("VBC495", message, document.place_of((*at, "scope")), hint)
    message = "`included` has no effect where the scope is `everything`."
    place = document.key_place_of((*at, "included"))
    return Diagnostic("VBC495", message, place, "write `scope: listed`, or leave it out")


def _rule(document: Located, at: Pointer, raw: dict[str, Any]) -> Iterator[Diagnostic]:
    if not any(key in raw for key in _CONDITIONS):
        message = "The rule has no condition, so every service would fit it."
        hint = f"add {', '.join(f'`{key}:`' for key in _CONDITIONS)}"
        yield Diagnostic("VBC495", message, document.place_of(at), hint)
    if ("system" in raw) != ("codes" in raw):
        has, lacks = ("codes", "system") if "codes" in raw else ("system", "codes")
        message = f"The rule has `{has}`, but not `{lacks}`."
        yield Diagnostic("VBC495", message, document.key_place_of((*at, has)), f"add `{lacks}:`")
    elif "codes" in raw:
        yield from _codes(document, (*at, "codes"), raw["system"], raw["codes"])
    yield from _codes(document, (*at, "diagnoses"), DIAGNOSES, raw.get("diagnoses", ()))
    yield from _two_digits(document, (*at, "places"), raw.get("places", ()))


def _codes(
    document: Located, at: Pointer, system: str, written: Iterable[str]
) -> Iterator[Diagnostic]:
    for index, code in enumerate(written):
        objection = pattern_objection(system, code)
        if objection is not None:
            yield _objected(document, (*at, index), objection)


def _two_digits(document: Located, at: Pointer, written: Iterable[str]) -> Iterator[Diagnostic]:
    for index, code in enumerate(written):
        if not _TWO_DIGITS.fullmatch(code):
            message = f"`{code}` does not have two digits."
            hint = f"write {code.zfill(2)}" if code.isdecimal() and len(code) == 1 else ""
            yield Diagnostic("VBC486", message, document.place_of((*at, index)), hint)


def _objected(document: Located, at: Pointer, objection: Objection) -> Diagnostic:
    return Diagnostic(objection.code, objection.message, document.place_of(at), objection.hint)
