"""Reports: settlements as text, JSON, CSV and HTML. Nothing here computes a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbc_rules.hooks.declarations import ReportFormat


def report_formats() -> list[ReportFormat]:
    """Return the generic report formats of the built-in plugin `core`."""
    from vbc_rules.hooks.declarations import ReportFormat
    from vbc_rules.reports.csv_statement import csv_statement
    from vbc_rules.reports.html import html_statement
    from vbc_rules.reports.json_statement import json_statement
    from vbc_rules.reports.text import text_statement

    return [
        ReportFormat(
            "core.statement_csv",
            "Results and waterfall bars, one row for each entity",
            "text/csv",
            ".csv",
            csv_statement,
        ),
        ReportFormat(
            "core.statement_html",
            "Printable statement with waterfall and reasons",
            "text/html",
            ".html",
            html_statement,
        ),
        ReportFormat(
            "core.statement_json",
            "Settlement document for other programs",
            "application/json",
            ".json",
            json_statement,
        ),
        ReportFormat(
            "core.statement_text",
            "Statement for the terminal",
            "text/plain",
            ".txt",
            text_statement,
        ),
    ]
