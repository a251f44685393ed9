"""docs/editor.md shows what an editor shows: each transcript is what the server answers.

A block `yaml offers`, `yaml explains` or `yaml marks` is a contract with the cursor as `▮`; the
`text` block behind it is the answer. A line `…` stands for any lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from language_server import ROOT, Document

PAGE = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^```yaml (offers|explains|marks)\n(.*?)^```$\s*^```text\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
CURSOR = "▮"


def offers(document: Document, cursor: int) -> Iterator[str]:
    for item in sorted(document.offers_at(cursor), key=lambda one: str(one["label"])):
        told = item.get("documentation", "")
        text = told if isinstance(told, str) else str(told["value"])
        yield f"{item['label']}: {text.splitlines()[0] if text else ''}".rstrip()


def explains(document: Document, cursor: int) -> Iterator[str]:
    shown, _, _ = document.hover_at(cursor).partition("\n\nSource: ")
    yield from shown.splitlines()


def marks(document: Document, cursor: int) -> Iterator[str]:
    del cursor
    for mark in document.marks():
        yield f"line {mark.line - 1}, `{mark.text}`: {mark.message}"  # below the line of the schema


ANSWERS: dict[str, Callable[[Document, int], Iterator[str]]] = {
    "offers": offers,
    "explains": explains,
    "marks": marks,
}


@pytest.mark.parametrize(("kind", "text", "shown"), BLOCK.findall(PAGE))
def test_the_page_shows_what_the_editor_shows(
    kind: str, text: str, shown: str, editor: Callable[[str], Document]
) -> None:
    document = editor(text.replace(CURSOR, ""))
    cursor = len(document.text) - len(text) + text.find(CURSOR) + len(CURSOR)
    answer = "".join(f"{line}\n" for line in ANSWERS[kind](document, cursor))
    pattern = re.escape(shown).replace(re.escape("…\n"), r"(?:.*\n)*?")
    assert re.fullmatch(pattern, answer), answer


def test_the_page_has_a_transcript_of_each_kind() -> None:
    assert {kind for kind, _, _ in BLOCK.findall(PAGE)} == set(ANSWERS)
