"""Contracts side by side as a chart: an SVG file, or a page with charts and table."""

from __future__ import annotations

from functools import partial

from vbc_rules.reports.charts.files import chart_file
from vbc_rules.settlement.choosing import Choice


def chart(choice: Choice, suffix: str) -> bytes:
    """Return a chart for a file with the suffix ".svg" or ".html".

    An SVG file has the payments over the first range, or without a range as bars.

    Raises:
        Refusal: VBC708 for another suffix, and VBC704 for HTML without Jinja2.
    """
    from vbc_rules.reports.charts.offers import bounds_svg, lines_svg
    from vbc_rules.reports.html.offers import html_offers

    svg = lines_svg if choice.ranges else bounds_svg
    return chart_file(suffix, svg=partial(svg, choice), html=partial(html_offers, choice))
