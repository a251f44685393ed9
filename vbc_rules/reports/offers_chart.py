"""Contracts side by side as a chart: an SVG file, or a page with charts and table."""

from __future__ import annotations

from vbc_rules.diagnostics import refuse
from vbc_rules.diagnostics.text import plain
from vbc_rules.settlement.choosing import Choice


def chart(choice: Choice, suffix: str) -> bytes:
    """Return a chart for a file with the suffix ".svg" or ".html".

    Raises `Refusal` for another suffix (VBC708), and for HTML without Jinja2 (VBC704).
    """
    from vbc_rules.reports.html.offers import html_offers

    forms = {".svg": _svg_file, ".html": html_offers}
    if suffix.lower() not in forms:
        message = f"A chart cannot be written as `{plain(suffix)}`."
        raise refuse("VBC708", message, hint="Name a file that ends in .svg or .html.")
    return forms[suffix.lower()](choice)


def _svg_file(choice: Choice) -> bytes:
    """Return the payments over the first range, or without a range as bars, in one file."""
    from vbc_rules.reports.offers_svg import bounds_svg, lines_svg
    from vbc_rules.reports.plane import WIDE
    from vbc_rules.reports.svg import element
    from vbc_rules.reports.sweep_svg import stylesheet

    style = element("style", "".join(stylesheet(name) for name in ("colours.css", "chart.css")))
    drawing = (lines_svg if choice.ranges else bounds_svg)(choice, WIDE, style)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'.encode()
