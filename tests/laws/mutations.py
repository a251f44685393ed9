"""Shipped contracts with one thing changed that makes them wrong, at any level.

A contract is changed as data and written anew as YAML in one line, so that a change cannot be
undone by the layout of the file.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
from hypothesis import strategies as st

from vbc_rules.contracts.declared.agreed import agreed_terms
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.hooks.registry import Registry

ROOT = Path(__file__).parents[2]
NO_CONTRACTS = (".case.yaml", ".facts.yaml", ".book.yaml", ".episodes.yaml")
CONTRACTS = tuple(
    path
    for path in sorted((ROOT / "contract_specs").glob("*/*.yaml"))
    if not path.name.endswith(NO_CONTRACTS)
    and not path.with_suffix(".episodes.yaml").exists()  # its definition would not be beside it
)


@attrs.frozen
class Mutant:
    """A changed contract: what was done to what, and its text."""

    file: str
    change: str
    at: Pointer
    text: str


@cache
def documents() -> tuple[Located, ...]:
    """Return the shipped contracts."""
    return tuple(read_document(path) for path in CONTRACTS)


def written(value: object) -> str:
    """Return data as YAML in one line."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)}: {written(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def parts(value: object, at: Pointer = ()) -> Iterator[tuple[Pointer, object]]:
    """Yield every value below a value, with the way to it."""
    inside: Any = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, one in inside:
        yield (*at, step), one
        yield from parts(one, (*at, step))


def renamed(document: Located) -> Iterator[tuple[Pointer, list[str]]]:
    """Yield every key of a contract with the unknown ones that it may become."""
    for at, _ in parts(document.value):
        key = at[-1]
        if not isinstance(key, str):
            continue
        swapped = key[0] + key[2:3] + key[1:2] + key[3:]
        names = {f"{key}_x", f"x{key}", key[:-1], swapped, key + key[-1:]} - {key, ""}
        yield at, sorted(names - set(_parent(document.value, at)))


def _parent(value: Any, at: Pointer) -> Any:
    for step in at[:-1]:
        value = value[step]
    return value


def required(document: Located, registry: Registry) -> Iterator[Pointer]:
    """Yield the parameters of a contract that its models read in every edition."""
    for section in ("payment", "quality"):
        for index, stream in enumerate(document.value.get(section, [])):
            terms = agreed_terms(registry.payment_model(stream["model"]))
            for name in stream.get("parameters", {}):
                declared = terms[name].term.declaration
                if terms[name].always and not getattr(declared, "optional", False):
                    yield (section, index, "parameters", name)


def retyped(document: Located) -> Iterator[tuple[Pointer, list[object]]]:
    """Yield every value of a contract with values of other types that it may become."""
    for at, value in parts(document.value):
        yield at, [junk for kind, junk in _JUNK if kind != _kind(value)]


_JUNK: tuple[tuple[str, object], ...] = (
    ("text", "such as agreed"),
    ("date", date(2024, 2, 29)),
    ("mapping", {"such_as": "agreed"}),
    ("list", ["such", ["as"], "agreed"]),
)


def _kind(value: object) -> str:
    kinds = ((str, "text"), (date, "date"), (dict, "mapping"), (list, "list"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "number")


def changed(document: Located, at: Pointer, change: str, new: object = None) -> Mutant:
    """Return a contract with the key renamed, the value taken out, or another one in its place."""
    value = copy.deepcopy(document.value)
    parent = _parent(value, at)
    if change == "rename":
        items = [(new if key == at[-1] else key, one) for key, one in parent.items()]
        parent.clear()
        parent.update(items)
    elif change == "remove":
        del parent[at[-1]]
    else:
        parent[at[-1]] = new
    return Mutant(Path(document.file).name, change, at, written(value))


def mutants(registry: Registry) -> st.SearchStrategy[Mutant]:
    """Return the strategy of all changes to all shipped contracts, each of the three alike."""
    known = documents()
    places = {
        "rename": [list(renamed(one)) for one in known],
        "remove": [[(at, [None]) for at in required(one, registry)] for one in known],
        "retype": [list(retyped(one)) for one in known],
    }

    @st.composite
    def one(draw: st.DrawFn) -> Mutant:
        change = draw(st.sampled_from(sorted(places)))
        index = draw(st.sampled_from([i for i, found in enumerate(places[change]) if found]))
        at, options = draw(st.sampled_from(places[change][index]))
        return changed(known[index], at, change, draw(st.sampled_from(list(options))))

    return one()
