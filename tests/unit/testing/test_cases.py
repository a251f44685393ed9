from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.testing import read_cases

CASE = """
cases:
  - case: one
    contract: harbor
    period: 2024
    facts: {benchmark: 100}
    expect: {settlement: 0}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "harbor.case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def findings(folder: Path, text: str) -> list[str]:
    with pytest.raises(Refusal) as refused:
        read_cases(written(folder, text))
    return [
        f"{finding.place and finding.place.line} {finding.code} {finding.message}"
        for finding in refused.value.diagnostics
    ]


def test_a_case_names_the_contract_beside_its_file(tmp_path: Path) -> None:
    [case] = read_cases(written(tmp_path, CASE))
    assert (case.name, case.contract, case.period) == ("one", tmp_path / "harbor.yaml", "2024")


def test_what_stands_at_the_top_holds_for_each_case(tmp_path: Path) -> None:
    text = "contract: harbor\nperiod: 2024\nfacts: {a: 1, b: 2}\ncases:\n"
    text += "  - {case: one, facts: {b: 3}, expect: {}}\n  - {case: two, expect: {}}\n"
    one, two = read_cases(written(tmp_path, text))
    assert (one.facts, two.facts) == ({"a": 1, "b": 3}, {"a": 1, "b": 2})


def test_a_fact_is_placed_where_it_is_written(tmp_path: Path) -> None:
    text = "contract: harbor\nperiod: 2024\nfacts: {a: 1, b: 2}\ncases:\n"
    text += "  - {case: one, facts: {b: 3}, expect: {}}\n"
    [case] = read_cases(written(tmp_path, text))
    lines = [case.document.place_of(case.fact_pointer(name)).line for name in "ab"]
    assert lines == [3, 5]


def test_a_misspelt_key_is_refused_with_the_key_that_was_meant(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_cases(written(tmp_path, CASE.replace("facts:", "fact:")))
    hints = [finding.hint for finding in refused.value.diagnostics]
    assert hints == ["did you mean `facts`?", "write `facts:`"]


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    found = findings(tmp_path, "cases:\n  - {case: one, period: 2024}\n")
    assert found == [f"2 VBC560 `{key}` is missing." for key in ("contract", "expect", "facts")]


def test_a_value_of_another_kind_is_refused(tmp_path: Path) -> None:
    found = findings(tmp_path, CASE.replace("period: 2024", "period: true"))
    assert found == ["5 VBC560 `period` is of another kind."]


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    assert findings(tmp_path, "contract: harbor\n") == ["1 VBC560 `cases` is missing."]


def test_a_case_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    found = findings(tmp_path, "cases: [one]\n")
    assert found == ["1 VBC560 A case file is made of mappings."]


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = CASE + CASE.partition("cases:\n")[2]
    assert findings(tmp_path, twice) == ["8 VBC561 Two cases are named `one`."]
