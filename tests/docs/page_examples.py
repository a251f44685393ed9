"""The two examples of a page about a finding, completed to whole contracts where that can be done.

A page shows a piece of a contract: what stands at its top, a stream, or parameters of a model. It
is laid over the shipped contracts that have these keys, in order, up to a number of them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

from tests.laws.mutations import documents, written
from vbc_rules.contracts.load import check_document
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry

PAGES = sorted((Path(__file__).parents[2] / "docs" / "diagnostics").glob("VBC*.md"))
SECTION = re.compile(r"^## (?P<heading>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)

MOST = 40
"""How many contracts a piece is laid over at most."""


@attrs.frozen
class Example:
    """A block of a page: in which language, and whether it shows the mistake."""

    bad: bool
    language: str
    text: str


def examples(page: Path) -> Iterator[Example]:
    """Yield the blocks under the headings `Not like this` and `But like this`."""
    for section in SECTION.finditer(page.read_text(encoding="utf-8")):
        heading = section["heading"].casefold()
        if heading.startswith(("not like", "but like")):
            for block in BLOCK.finditer(section["body"]):
                yield Example(heading.startswith("not"), block["language"], block["text"])


def codes_in_text(text: str) -> set[str]:
    """Return what is wrong with a piece of YAML as text, whatever it means."""
    try:
        parse_document(text, "page.yaml")
    except Refusal as refusal:
        return {one.code for one in refusal.diagnostics}
    return set()


def as_contracts(text: str) -> dict[str, dict[str, Any]]:
    """Return the whole contracts that a piece of YAML may be a piece of, by name."""
    try:
        piece = parse_document(text, "page.yaml").value
    except Refusal:
        return {}
    return dict(islice(completed(piece), MOST)) if isinstance(piece, dict) else {}


def codes_in_contract(whole: Mapping[str, Any], registry: Registry) -> set[str]:
    """Return what is found in a whole contract."""
    file = f"{whole.get('contract', 'page')}.yaml"
    findings = check_document(parse_document(written(whole), file), registry)[1]
    return {one.code for one in findings}


def shows(page: Path, registry: Registry) -> bool:
    """Return whether the bad example has the finding of its page, where the good one has it not."""
    blocks = [one for one in examples(page) if one.language == "yaml"]
    bad, good = ([one.text for one in blocks if one.bad is side] for side in (True, False))
    code = page.stem
    if code.startswith("VBC0"):
        return any(code in codes_in_text(text) for text in bad) and not any(
            code in codes_in_text(text) for text in good
        )
    mended = [as_contracts(text) for text in good]
    return any(
        code in codes_in_contract(whole, registry)
        and any(code not in codes_in_contract(one[name], registry) for one in mended if name in one)
        for text in bad
        for name, whole in as_contracts(text).items()
    )


def completed(piece: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the shipped contracts with the piece laid over them, where its keys stand in them."""
    for document in documents():
        whole: dict[str, Any] = copy.deepcopy(document.value)
        if piece.keys() <= whole.keys():
            yield document.file, {**whole, **piece}
            continue
        for stream in (*whole.get("payment", []), *whole.get("quality", [])):
            parameters = stream.get("parameters", {})
            inside = piece.get("parameters", piece)
            if isinstance(inside, dict) and inside.keys() <= parameters.keys():
                before = copy.deepcopy(parameters)
                parameters.update(inside)
                yield f"{document.file}: {stream['name']}", copy.deepcopy(whole)
                parameters.clear()
                parameters.update(before)
