"""The page of a comparison: payments over a fact, from worst to best, and the table."""

from __future__ import annotations

from vbc_rules.reports.charts.offers import bounds_svg, lines_svg
from vbc_rules.reports.charts.plane import NARROW, WIDE
from vbc_rules.reports.formatting import dollars
from vbc_rules.reports.html.page import render_page
from vbc_rules.reports.text.offers import heading, where
from vbc_rules.reports.text.sweep import shown
from vbc_rules.settlement.choosing import Choice


def html_offers(choice: Choice) -> bytes:
    """Return a self-contained page. Raises `Refusal` (VBC704) where Jinja2 is not installed."""
    layouts = (WIDE, NARROW)
    return render_page(
        "offers.html.jinja",
        title=heading(choice),
        choice=choice,
        lines=[lines_svg(choice, one) for one in layouts if choice.ranges],
        bounds=[bounds_svg(choice, one) for one in layouts],
        dollars=dollars,
        shown=shown,
        where=where,
    )
