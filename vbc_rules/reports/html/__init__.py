"""The report format core.statement_html: a printable page that needs nothing but itself."""

from vbc_rules.reports.html.statement import html_statement

__all__ = ["html_statement"]
