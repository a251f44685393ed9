"""Books with one defect each, and the exact words in which it is reported.

`pytest tests/specs --accept` records the words anew; the change is then read like code.
"""

from __future__ import annotations

from pathlib import Path

import acme
import pytest

from vbc_rules.agreements.load import check_book
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry

HERE = Path(__file__).parent
BOOKS = HERE / "books"
BAD = sorted(path.name for path in (BOOKS / "bad").glob("*.book.yaml"))


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    monkeypatch.chdir(HERE)
    return Registry.of(acme)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_book_is_reported_in_these_words(
    name: str, registry: Registry, request: pytest.FixtureRequest
) -> None:
    path = Path("books", "bad", name)
    _, findings = check_book(path, registry)
    assert {finding.code for finding in findings} <= set(CODES)
    files = {one.place.file for one in findings if one.place}
    sources = {file: Path(file).read_text(encoding="utf-8") for file in files}
    shown = render_text(findings, sources).replace(f"{HERE}/", "")
    recorded = path.with_name(path.name.replace(".book.yaml", ".out"))
    if request.config.getoption("--accept", default=False):
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")
    assert findings


def test_no_recorded_output_is_without_its_book() -> None:
    outputs = {path.stem for path in (BOOKS / "bad").glob("*.out")}
    assert outputs == {name.removesuffix(".book.yaml") for name in BAD}


def test_every_finding_about_books_is_provoked() -> None:
    recorded = [*(BOOKS / "bad").glob("*.out"), *(HERE / "bad").glob("*.out")]
    words = "".join(path.read_text(encoding="utf-8") for path in recorded)
    used_alone = {"VBC252"}  # told where a template is settled
    about = {code for code in CODES if "VBC250" <= code <= "VBC269"} - used_alone
    assert {code for code in about if code not in words} == set()
