from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.unit.reports.samples import LOSER, SAVER
from vbc_rules.hooks.declarations import ReportFormat
from vbc_rules.reports import report_formats

BEGINNINGS = {
    "core.statement_csv": b"contract,entity,period",
    "core.statement_html": b"<!DOCTYPE html>",
    "core.statement_json": b'{\n  "format": "vbc-rules/settlement"',
    "core.statement_text": b"Medicare Shared Savings Program",
}


def test_the_generic_formats_are_these() -> None:
    assert {report.id for report in report_formats()} == set(BEGINNINGS)


@pytest.mark.parametrize("report", report_formats(), ids=lambda report: report.id)
def test_each_format_renders(report: ReportFormat) -> None:
    assert report.render([SAVER, LOSER]).startswith(BEGINNINGS[report.id])


@pytest.mark.parametrize("report", report_formats(), ids=lambda report: report.id)
def test_each_format_renders_no_settlements(report: ReportFormat) -> None:
    assert isinstance(report.render([]), bytes)


def test_listing_the_formats_loads_no_template_engine() -> None:
    code = (
        "import json, sys; from vbc_rules.reports import report_formats; report_formats();"
        "print(json.dumps(sorted({'jinja2', 'jsonschema', 'numpy'} & set(sys.modules))))"
    )
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own
    assert json.loads(printed) == []
