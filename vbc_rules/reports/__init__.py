"""Reports: settlements as text, JSON, CSV and HTML. Nothing here computes a payment.

A format is imported when it renders: who only asks which formats there are does not wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbc_rules.hooks.declarations import ReportFormat
    from vbc_rules.statements.settlement import Settlement


FULL_STATEMENTS = 3
"""Up to so many entities the terminal shows whole statements, beyond them a table of results."""


def report_formats() -> list[ReportFormat]:
    """Return the generic report formats of the built-in plugin `core`."""
    from vbc_rules.hooks.declarations import ReportFormat

    return [
        ReportFormat(
            "core.statement_csv",
            "Results and waterfall bars, one row for each entity",
            "text/csv",
            ".csv",
            _csv,
            lines_up_to=0,
        ),
        ReportFormat(
            "core.statement_html",
            "Printable statement with waterfall and reasons",
            "text/html",
            ".html",
            _html,
        ),
        ReportFormat(
            "core.statement_json",
            "Settlement document for other programs",
            "application/json",
            ".json",
            _json,
        ),
        ReportFormat(
            "core.statement_text",
            "Statement for the terminal",
            "text/plain",
            ".txt",
            _text,
            lines_up_to=FULL_STATEMENTS,
        ),
    ]


def _csv(settlements: Sequence[Settlement]) -> bytes:
    from vbc_rules.reports.csv_statement import csv_statement

    return csv_statement(settlements)


def _html(settlements: Sequence[Settlement]) -> bytes:
    from vbc_rules.reports.html import html_statement

    return html_statement(settlements)


def _json(settlements: Sequence[Settlement]) -> bytes:
    from vbc_rules.reports.json_statement import json_statement

    return json_statement(settlements)


def _text(settlements: Sequence[Settlement]) -> bytes:
    from vbc_rules.reports.text.statement import text_statement

    return text_statement(settlements)
