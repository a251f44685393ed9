"""A contract whose quality comes from reports settles as it does on facts written by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from tests.unit.facts.measures.samples import bundle, group, report
from vbc_rules import Refusal
from vbc_rules.cli.main import cli

CONTRACT = Path(__file__).parents[3] / "contract_specs/example/harbor-quality-gate.yaml"
FACTS = CONTRACT.with_name("harbor-quality-gate.facts.yaml")
BY_HAND: dict[str, dict[str, Any]] = yaml.safe_load(FACTS.read_text("utf-8"))["entities"]

MEASURES = (
    "blood_pressure_control",
    "breast_cancer_screening",
    "colorectal_screening",
    "hba1c_poor_control",
    "readmission_30_days",
)
LAYOUT = f"""\
measure_results: harbor.reports
title: Quality reports to Harbor Health Plan
entries:
{"".join(f"  {name}: {{identifiers: ['urn:{name}']}}{chr(10)}" for name in MEASURES)}
facts:
  rate: {{figure: score}}
  denominator: {{figure: denominator}}
"""


def reports() -> list[dict[str, Any]]:
    """Return a MeasureReport for each rate that was written by hand."""
    return [
        report(
            group(denominator=facts["denominator"][measure], score=rate),
            measure=f"urn:{measure}",
            reporter={"reference": entity},
        )
        for entity, facts in BY_HAND.items()
        for measure, rate in facts["rate"].items()
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [f"{name},{one['benchmark']},{one['expenditure']}" for name, one in BY_HAND.items()]
    text = "\n".join(["entity,benchmark,expenditure", *lines, ""])
    (tmp_path / "amounts.csv").write_text(text, "utf-8")
    (tmp_path / "layout.yaml").write_text(LAYOUT, "utf-8")
    (tmp_path / "reports.json").write_text(json.dumps(bundle(*reports())), "utf-8")
    return tmp_path


def settle(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["settle", str(CONTRACT), "--period", "2024", *arguments])


def by_results(folder: Path, more: Sequence[str] = ()) -> Result:
    results = str(folder / "reports.json")
    amounts = str(folder / "amounts.csv")
    return settle("--facts", amounts, "--results", results, *more)


def test_reports_settle_as_facts_written_by_hand(folder: Path) -> None:
    result = by_results(folder, ["--layout", str(folder / "layout.yaml"), "--format", "csv"])
    assert result.exit_code == 0, result.output
    assert result.stdout == settle("--facts", str(FACTS), "--format", "csv").stdout


def test_a_statement_shows_the_report_that_a_fact_stands_in(folder: Path) -> None:
    result = by_results(folder, ["--layout", str(folder / "layout.yaml")])
    printed = "".join(result.stdout.split())  # a long path goes on in the next line
    assert f"fact,{folder / 'reports.json'}:1:" in printed
    assert f"fact,{folder / 'amounts.csv'}:2:" in printed


def test_what_the_reports_have_besides_is_told(folder: Path) -> None:
    path = folder / "reports.json"
    path.write_text(json.dumps(bundle(*reports(), {"resourceType": "Patient"})), "utf-8")
    result = by_results(folder, ["--layout", str(folder / "layout.yaml")])
    assert f"left out of {path}: Patient" in result.stderr


def test_results_without_a_layout_say_what_is_missing(folder: Path) -> None:
    assert "--results needs --layout" in by_results(folder).output


def test_a_report_of_another_year_is_refused(folder: Path) -> None:
    path = folder / "reports.json"
    path.write_text(path.read_text("utf-8").replace("2024-", "2023-"), "utf-8")
    result = by_results(folder, ["--layout", str(folder / "layout.yaml")])
    assert isinstance(result.exception, Refusal)
    assert {one.code for one in result.exception.diagnostics} == {"VBC457"}


def test_results_alone_may_be_the_facts(folder: Path) -> None:
    result = settle(
        "--facts", str(folder / "reports.json"), "--layout", str(folder / "layout.yaml")
    )
    assert isinstance(result.exception, Refusal)
    messages = [one.message for one in result.exception.diagnostics]
    assert any("benchmark" in one for one in messages)  # no report has it
    assert not any("rate" in one for one in messages)
