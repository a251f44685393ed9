"""Recipes are read from their pages: what a contract says, the lines that say it, what it pays.

A page begins with whole files: blocks of YAML with a `title`, which is the file's name. A recipe is
a section with a quotation. Its blocks entitled `in` a file are laid over that contract:

- keys of a contract stand in place of the same keys; of `payment` and `quality`, streams of the
  same name are laid over each other, and one with a model is a stream of its own;
- `parameters:` are those of the stream that states them already, or else of the first stream; those
  of which a sentence says `Leave out` are taken out.

A block of a facts file stands in place of that file. A table with a column `by hand` holds cases:
facts on its left, the arithmetic, and results on its right, of which the arithmetic gives the last.
A bullet that begins with `If your contract says instead` changes parameters, a model or a step,
and says what a row then pays; a stream that it names is the one that it changes.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.text.strict_yaml import parse_document

SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(
    r'^```yaml title="(?:in )?(?P<file>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
QUOTE = re.compile(r"^> .+", re.MULTILINE)
BULLET = re.compile(r"^- (?P<text>If your contract says instead .+(?:\n  .+)*)", re.MULTILINE)
THEN = re.compile(r"[Tt]he (?P<row>\w+) row then (?P<verb>pays|owes) (?P<amount>[\d,.]*\d)")
LEFT_OUT = re.compile(r"Leave out ((?:`\w+`(?: and )?)+)")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
BY_HAND = "by hand"
PLAIN = {"at": "settlement", "year": "period"}
"""Columns that are neither facts nor results: which settlement, which performance period."""


@attrs.frozen
class Row:
    """A row of a table: a case, and the arithmetic that leads to its last result."""

    facts: Mapping[str, Any]
    choices: Mapping[str, Any]
    by_hand: str
    results: Mapping[str, Any]


@attrs.frozen
class Variation:
    """What a contract may say instead: terms, and those left out; the row that changes; its pay."""

    terms: Mapping[str, Any]
    left_out: tuple[str, ...]
    words: tuple[str, ...]
    row: int
    pays: Decimal


@attrs.frozen
class Recipe:
    """A section of a page, with the contract and the facts that it makes."""

    page: str
    title: str
    contract: Mapping[str, Any]
    facts: Mapping[str, Any]
    rows: tuple[Row, ...]
    variations: tuple[Variation, ...]


def recipes(page: Path) -> Iterator[Recipe]:
    """Yield the recipes of a page."""
    files: dict[str, Any] = {}
    for section in SECTION.finditer(page.read_text(encoding="utf-8")):
        if QUOTE.search(section["body"]):
            yield _recipe(page.stem, section["title"], section["body"], files)
        else:
            files |= dict(pieces(section["body"]))


def pieces(text: str) -> Iterator[tuple[str, Any]]:
    """Yield the blocks of YAML with their file."""
    for block in BLOCK.finditer(text):
        yield block["file"], parse_document(block["text"], block["file"]).value


def _recipe(page: str, title: str, body: str, files: Mapping[str, Any]) -> Recipe:
    changes = [(name, piece) for name, piece in pieces(body) if "entities" not in piece]
    facts = {name: piece for name, piece in pieces(body) if "entities" in piece}
    (name,) = {name for name, _ in changes}
    contract = copy.deepcopy(files[name])
    for _, piece in changes:
        contract = laid_over(contract, piece)
    for names in LEFT_OUT.findall(body):
        for one in re.findall(r"\w+(?=`)", names):
            del _stream_of(contract, one)["parameters"][one]
    rows = tuple(_rows(body))
    varied = tuple(_variations(body))
    of_contract = name.replace(".yaml", ".facts.yaml")
    assert facts.keys() <= {of_contract}, f"{title}: facts of another contract"
    return Recipe(page, title, contract, facts.get(of_contract, files[of_contract]), rows, varied)


def laid_over(contract: dict[str, Any], piece: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contract with a piece laid over it."""
    changed = copy.deepcopy(contract)
    for key, value in piece.items():
        if key == "parameters":
            for name, term in value.items():
                _stream_of(changed, name)["parameters"][name] = term
        elif key in ("payment", "quality"):
            changed[key] = list(_streams(changed.get(key, []), value))
        else:
            changed[key] = value
    return changed


def varied(contract: Mapping[str, Any], variation: Variation) -> dict[str, Any]:
    """Return a contract with the terms of a variation: parameters, a model, or a step."""
    changed = copy.deepcopy(dict(contract))
    if "step" in variation.terms:
        steps = changed["settlement"]["steps"]
        (at,) = (at for at, one in enumerate(steps) if one["step"] == variation.terms["step"])
        steps[at] = {"cites": steps[at]["cites"], **variation.terms}
        return changed
    if "model" in variation.terms:
        _stream_of(changed, "", variation.words).update(variation.terms)
        return changed
    for name, term in variation.terms.items():
        _stream_of(changed, name, variation.words)["parameters"][name] = term
    for name in variation.left_out:
        del _stream_of(changed, name)["parameters"][name]
    return changed


def _stream_of(contract: Mapping[str, Any], parameter: str, words: Container[str] = ()) -> Any:
    streams = [*contract["payment"], *contract.get("quality", [])]
    named = [one for one in streams if one["name"] in words]
    stating = [one for one in named or streams if parameter in one["parameters"]]
    assert len(stating) < 2, f"{parameter} is stated by several streams"
    return (stating or named or streams)[0]


def _streams(before: list[Any], given: list[Any]) -> Iterator[Any]:
    by_name = {one["name"]: one for one in given}
    for stream in before:
        change = by_name.pop(stream["name"], {})
        if "model" in change:
            yield change
            continue
        parameters = stream["parameters"] | change.get("parameters", {})
        yield {**stream, **change, "parameters": parameters}
    yield from by_name.values()


# ---- tables


def _rows(body: str) -> Iterator[Row]:
    for table in re.findall(r"(?:^\|.*\n)+", body, re.MULTILINE):
        heading, _, *rows = (
            [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
        )
        assert BY_HAND in heading, "a table of a recipe has a column `by hand`"
        yield from (_row(heading, cells) for cells in rows)


def _row(heading: list[str], cells: list[str]) -> Row:
    middle = heading.index(BY_HAND)
    left = list(zip(heading[:middle], cells[:middle], strict=True))
    right = zip(heading[middle + 1 :], cells[middle + 1 :], strict=True)
    facts: dict[str, Any] = {}
    for name, cell in left:
        if name.startswith("`"):
            _put(facts, name.strip("`"), value(cell))
    assert all(name.startswith("`") or name in PLAIN for name, _ in left)
    choices = {PLAIN[name]: cell for name, cell in left if name in PLAIN}
    results: dict[str, Any] = {}
    for name, cell in right:
        _put(results, name.strip("`"), value(cell))
    return Row(facts, choices, cells[middle], results)


def _put(values: dict[str, Any], name: str, one: Any) -> None:
    plain, _, entry = name.rstrip("]").partition("[")
    if entry:
        values.setdefault(plain, {})[entry] = one
    else:
        values[plain] = one


def value(cell: str) -> Any:
    """Return what a cell says: a number, yes or no, or a word."""
    if cell in ("yes", "no"):
        return cell == "yes"
    digits = cell.replace(",", "").replace("\N{MINUS SIGN}", "-")
    return Decimal(digits) if re.fullmatch(r"-?\d+(\.\d+)?", digits) else cell


# ---- variations


def _variations(body: str) -> Iterator[Variation]:
    for bullet in BULLET.finditer(body):
        text = re.sub(r"\n\s+", " ", bullet["text"])
        terms: dict[str, Any] = {}
        spans = re.findall(r"`([^`]+)`", text)
        for span in spans:
            piece = parse_document(span, "variation.yaml").value if ": " in span else None
            terms |= piece if isinstance(piece, dict) else {}
        then = THEN.search(text)
        assert bool(terms) == bool(then), f"terms without an amount, or an amount without: {text}"
        if then:
            sign = -1 if then["verb"] == "owes" else 1
            amount = Decimal(then["amount"].replace(",", ""))
            left_out = tuple(re.findall(r"leave out `(\w+)`", text))
            yield Variation(
                terms, left_out, tuple(spans), ORDINALS.index(then["row"]), sign * amount
            )
