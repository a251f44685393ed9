"""However a layout or a published file is damaged, it is read as written or refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sample_facts
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.laws.damage import damaged_layouts
from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.facts.layouts import load_layout_file, parse_published
from vbc_rules.facts.layouts.contract_facts import contract_facts
from vbc_rules.facts.layouts.layout import Layout

GOOD = Path(__file__).parents[1] / "specs" / "layouts" / "good"
HEADER = "Plan ID,Benchmark ($),Expenditures ($),Score,Met,Start,Level,Paid\n"
ROW = "P1,1000,900,90,yes,1/1/2024,one,5\n"
LAYOUT = load_layout_file(GOOD / "results.yaml")
CELLS = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        ["-", "$1,000", "(5)", "90%", "1e9", "NA", "reported", "yes", "7/1/2024", "two"]
    ),
)
ROWS = st.lists(st.lists(CELLS, min_size=7, max_size=9).map(",".join), max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("layouts")
    shutil.copy(GOOD / "base.yaml", found)
    return found


def problems(text: str, layout: Layout) -> Refusal | None:
    """Read a file and the facts of all its contracts; return what was refused."""
    try:
        file = parse_published(text, "results.csv", layout)
        for contract in file.contracts():
            contract_facts(file, contract, sample_facts.FACTS)
    except Refusal as refusal:
        return refusal
    return None


def check(refusal: Refusal | None) -> None:
    findings = refusal.diagnostics if refusal else ()
    assert {one.code for one in findings} <= set(CODES)
    assert render_text(findings, {})


@given(damaged_layouts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_layout_is_read_or_refused(folder: Path, text: str) -> None:
    path = folder / "results.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        layout = load_layout_file(path)
    except Refusal as refusal:
        check(refusal)
    else:
        check(problems(HEADER + ROW, layout))


@given(ROWS)
@example(["P1,1000,900,90,yes,1/1/2024,one,5"])
@example(['P1,"1000,900,90,yes,1/1/2024,one,5'])
def test_any_rows_are_read_or_refused(rows: list[str]) -> None:
    check(problems(HEADER + "\n".join(rows), LAYOUT))


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(problems(text, LAYOUT))
