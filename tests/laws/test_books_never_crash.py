"""However a book or its contract is damaged, it is read or refused with findings."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.damage import damaged
from vbc_rules.agreements.book import Book
from vbc_rules.agreements.load import check_book
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.book import BookQuestion, settle_book

EXAMPLES = Path(__file__).parents[2] / "contract_specs" / "example"
FILES = sorted(
    path
    for path in EXAMPLES.iterdir()
    if path.name.startswith(("harbor-network.", "harbor-track.", "harbor-primary-care."))
)
REGISTRY = Registry.installed()
BOOK = "harbor-network.book.yaml"

changed = st.sampled_from([path for path in FILES if ".case." not in path.name])


@settings(max_examples=60, deadline=None)
@given(changed.flatmap(lambda path: st.tuples(st.just(path.name), damaged(path))))
def test_a_damaged_book_is_settled_as_far_as_it_is_sound(damage: tuple[str, str]) -> None:
    name, text = damage
    with tempfile.TemporaryDirectory() as folder:
        for path in FILES:
            shutil.copy(path, folder)
        Path(folder, name).write_text(text, encoding="utf-8")
        book, findings = check_book(Path(folder, BOOK), REGISTRY)
        assert (book is not None) or findings
        assert render_text(findings, {name: text})
        if book is not None:
            told = _settled(book)
            assert render_text(told, {name: text})


def _settled(book: Book) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the agreements, each of which is settled or told."""
    try:
        settled = settle_book(book, REGISTRY, BookQuestion("2025"))
    except Refusal as refusal:
        return refusal.diagnostics
    count = len(settled.settled) + len(settled.failed) + settled.not_effective
    assert count == len(book.agreements)
    assert all(one.findings for one in settled.failed)
    return settled.findings
