"""A new contract from an example that a plugin carries: its terms, its facts, one case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import load_contract
from vbc_rules.contracts.schema.editors import first_line
from vbc_rules.contracts.text.strict_yaml import LARGEST_FILE
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.readers import read_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.declarations import Example
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.starters.case_text import case_text, results
from vbc_rules.starters.model_starter import Starter
from vbc_rules.starters.placeholders import Plain, plain_number
from vbc_rules.starters.yaml_text import comment

_SCHEMA_LINE = re.compile(r"# yaml-language-server:.*\n")
_ID = re.compile(r"^contract:.*$", re.MULTILINE)
_FACTS = re.compile(r"\.facts\.[a-z]+$")
_CARRIER = re.compile(r"^carrier:.*$", re.MULTILINE)


@attrs.frozen
class Copy:
    """What a copy of an example says in place of it; None and empty leave it out or as it is.

    `schema` is the way to the schema, `year` the one that the case is about.
    """

    name: str
    carrier: str | None = None
    year: int | None = None
    schema: str = ""


def from_example(example: Example, copy: Copy, registry: Registry) -> Starter:
    """Return the contract of an example under a new name, with its facts and a case.

    The case is about the first entity, in the year that is wanted, or else in the last one of
    the contract for which the example has all facts.

    Raises:
        Refusal: the findings about the example, or VBC511 where its contract does not
            cover the year.
    """
    contract = load_contract(example.contract, registry)
    first, last = contract.term.start.year, contract.term.end.year
    wanted = [copy.year] if copy.year else list(range(last, first - 1, -1))
    bound, table = _settled(example, contract, wanted, registry)
    text = _renamed(read_text(example.contract, LARGEST_FILE), example.id, copy)
    facts = zip(_ends(example), example.facts, strict=True)
    texts = {
        ".yaml": text.encode(),
        **{end: path.read_bytes() for end, path in facts},
        ".case.yaml": _case(bound, table, copy.name).encode(),
    }
    return Starter(texts, period=bound.period.name if last > first else "")


def _ends(example: Example) -> list[str]:
    """Return how the names of the facts' files end: none the same, and each as of facts.

    Where several begin as the contract does, what follows says which facts they are.
    """
    kinds = [path.suffix for path in example.facts]
    if len(kinds) == 1:
        return [f".facts{kinds[0]}"]
    stem = example.contract.stem
    own = [one.name.removeprefix(stem) for one in example.facts if one.name.startswith(f"{stem}.")]
    if len(set(own)) == len(kinds) and all(_FACTS.search(end) for end in own):
        return own
    return [f".{number}.facts{kind}" for number, kind in enumerate(kinds, 1)]


def _settled(
    example: Example, contract: Contract, years: Sequence[int], registry: Registry
) -> tuple[BoundContract, FactTable]:
    """Return contract and facts in the first of some years in which they settle.

    Raises:
        Refusal: the findings about the first year, if there is none.
    """
    refused: list[Refusal] = []
    for year in years:
        try:
            bound = bind(contract, registry, parse_period(str(year)))
            table = read_facts(example.facts, bound.facts)
            Settler(bound, table).row(0)
        except Refusal as refusal:
            refused.append(refusal)
        else:
            return bound, table
    raise refused[0]


def _renamed(text: str, example: str, copy: Copy) -> str:
    """Return the text under its new name, and where it comes from above it."""
    renamed = _ID.sub(f"contract: {copy.name}", _SCHEMA_LINE.sub("", text, count=1), count=1)
    if copy.carrier:
        renamed = _CARRIER.sub(f"carrier: {copy.carrier}", renamed, count=1)
    line = first_line(copy.schema) if copy.schema else ""
    told = f"Begun from the example {example}: change what this agreement says otherwise."
    return line + "".join(f"{one}\n" for one in comment(told)) + renamed


def _case(bound: BoundContract, table: FactTable, name: str) -> str:
    """Return a case about the first entity."""
    axes = {axis: dict(entries) for axis, entries in table.parents_of(0).items()}
    expected = results(bound, table, 0)
    text = case_text(bound, table.entities[0], _first_facts(table), axes, expected)
    return text.replace(f"contract: {bound.contract.id}\n", f"contract: {name}\n", 1)


def _first_facts(table: FactTable) -> dict[str, Plain]:
    """Return the facts of the first entity, one level of mapping for each axis."""
    found: dict[str, Plain] = {}
    for name, given in table.facts_of(0).items():
        entries = given.items() if isinstance(given, Mapping) else [((), given)]
        for entry, value in entries:
            if value is None:
                continue
            below, key = found, name
            for one in entry:
                below, key = below.setdefault(key, {}), one
            below[key] = plain_number(value) if isinstance(value, Fraction) else value
    return found
