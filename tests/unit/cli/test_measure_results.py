"""`vbc measures --results` prints what a file of measure results holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.unit.facts.measures.samples import group, report
from vbc_rules import Refusal
from vbc_rules.cli.main import cli


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    counts = group(numerator=60, denominator=100, denominator_exclusion=20, score=0.75)
    path.write_text(json.dumps(report(counts)), encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["measures", "--results", *arguments])


def test_a_line_for_each_result_has_its_counts_and_its_rate(reported: Path) -> None:
    heading, line = run(str(reported)).stdout.splitlines()
    assert heading.split()[-6:] == [
        "numerator", "denominator", "excluded", "excepted", "rate", "score",
    ]  # fmt: skip
    assert line.split()[-6:] == ["60", "100", "20", "–", "0.750000", "0.75"]


def test_the_document_has_everything_that_was_read(reported: Path) -> None:
    (found,) = json.loads(run(str(reported), "--format", "json").stdout)["results"]
    assert found["rate"] == "0.75"
    assert found["counts"][2] == {"population": "denominator_exclusion", "count": 20, "id": ""}


def test_remarks_are_told_beside_the_result(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text("entity,measure,numerator,denominator,score\nA,M,1,2,0.6\n", "utf-8")
    assert "VBC462" in run(str(path)).stderr


def test_what_else_the_file_has_is_told(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text("entity,measure,comment\nA,M,fine\n", "utf-8")
    assert "beside: column comment\n" in run(str(path)).stdout


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    result = run(str(tmp_path / "results.xlsx"))
    assert isinstance(result.exception, Refusal)
    assert [one.code for one in result.exception.diagnostics] == ["VBC401"]
