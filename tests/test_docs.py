"""Documentation is a unit test: the Python of every page runs, and prints what the page shows.

The blocks of a page share their names and run in order. A block marked `no-run` is left out. What
a block prints must be the `text` block that follows it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import attrs
import pytest

from vbc_rules.diagnostics.codes import CODES

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("docs/recipes/*.md"), *ROOT.glob("README.md")])
BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```$(?:\s*^```text\n(?P<shown>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<target>[^)#]*)(?:#(?P<heading>[^)]*))?\)")


@attrs.frozen
class Block:
    """A piece of Python on a page, moved to its own line, and what the page says it prints."""

    code: str
    shown: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        lines_before = text.count("\n", 0, match.start("code"))
        yield Block("\n" * lines_before + match["code"], match["shown"] or "")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


WITH_CODE = [page for page in PAGES if any(blocks(page))]


@pytest.mark.parametrize("page", WITH_CODE, ids=name)
def test_the_python_of_a_page_runs_and_prints_what_the_page_shows(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    module = ModuleType(f"page_{page.stem.replace('-', '_').lower()}")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    for block in blocks(page):
        code = compile(block.code, str(page), "exec", flags=annotations.compiler_flag)
        exec(code, vars(module))  # noqa: S102 - our own documentation
        assert capsys.readouterr().out == block.shown


def test_the_language_has_a_page_with_code() -> None:
    assert ROOT / "docs" / "language.md" in WITH_CODE


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_leads_to_a_file_and_heading(page: Path) -> None:
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        if page.parent == ROOT / "docs" and link["target"].startswith("reference/"):
            continue  # written when the site is built, which checks these links
        target = page.parent / link["target"] if link["target"] else page
        assert target.exists(), link[0]
        if link["heading"]:
            assert link["heading"] in headings(target), link[0]


def headings(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_the_language_page_lists_every_definition_error() -> None:
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(VBC\d+)\]\(diagnostics/\1\.md\) (.+)$", page, re.MULTILINE)
    assert {code: title.casefold() for code, title in listed} == {
        code: title.casefold() for code, title in CODES.items() if code.startswith("VBC6")
    }
