"""Layouts of measure results are checked before they are used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.unit.facts.measures.layouts import LAYOUT, layout
from tests.unit.facts.measures.samples import codes
from vbc_rules import Refusal
from vbc_rules.facts.measures.layout import is_result_layout
from vbc_rules.facts.measures.layout_schema import schema_texts

SCHEMAS = Path(__file__).parents[4] / "schemas"


def refused(folder: Path, text: str, id: str = "") -> list[str]:
    with pytest.raises(Refusal) as caught:
        layout(folder, text, id)
    return codes(caught.value)


def test_a_layout_says_entries_and_what_facts_get(tmp_path: Path) -> None:
    found = layout(tmp_path)
    assert [entry.name for entry in found.entries] == ["pressure", "screening"]
    assert found.facts["rate"].decimals == 4
    assert (found.days, found.others_left_out) == (None, False)


def test_a_layout_may_name_the_days_of_the_results(tmp_path: Path) -> None:
    text = f"{LAYOUT}period: {{from: 2023-07-01, to: 2024-06-30}}\n"
    assert layout(tmp_path, text).days == (date(2023, 7, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("figure: eligible", "figure: elligible", "VBC105"),
        ("decimals: 4", "decimal: 4", "VBC101"),
        ("title: Results of a test\n", "", "VBC102"),
        ("{measure: core.breast_cancer_screening}", "{}", "VBC107"),
        ("minimum_denominator: 30", "minimum_denominator: few", "VBC103"),
    ],
)
def test_a_layout_of_another_shape_is_refused(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    assert refused(tmp_path, LAYOUT.replace(old, new)) == [code]


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    text = f"{LAYOUT}period: {{from: 2024-07-01, to: 2024-06-30}}\n"
    assert refused(tmp_path, text) == ["VBC205"]


def test_a_layout_is_called_as_its_plugin_says(tmp_path: Path) -> None:
    assert refused(tmp_path, LAYOUT, "acme.other") == ["VBC433"]
    assert layout(tmp_path, LAYOUT, "acme.results").id == "acme.results"


def test_layouts_of_results_and_of_published_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "layout.yaml"
    assert not is_result_layout(path)
    path.write_text(LAYOUT, encoding="utf-8")
    assert is_result_layout(path)
    path.write_text("layout: acme.results\n", encoding="utf-8")
    assert not is_result_layout(path)


@pytest.mark.parametrize(("name", "text"), sorted(schema_texts().items()))
def test_the_committed_schema_is_up_to_date(name: str, text: str) -> None:
    assert (SCHEMAS / name).read_text(encoding="utf-8") == text
