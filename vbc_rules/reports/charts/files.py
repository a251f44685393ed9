"""Charts as files of their own: which formats there are, and the style that an SVG file carries."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from vbc_rules.diagnostics import refuse
from vbc_rules.diagnostics.text import plain
from vbc_rules.reports.charts.plane import WIDE, ChartLayout
from vbc_rules.reports.charts.svg import element


def chart_file(
    suffix: str, *, svg: Callable[[ChartLayout, str], str], html: Callable[[], bytes]
) -> bytes:
    """Return a chart for a file with the suffix ".svg" or ".html".

    `svg` draws it for a layout with a style, `html` makes a page of it.

    Raises:
        Refusal: VBC708 for another suffix.
    """
    if suffix.lower() == ".html":
        return html()
    if suffix.lower() == ".svg":
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg(WIDE, _style())}\n'.encode()
    message = f"A chart cannot be written as `{plain(suffix)}`."
    raise refuse("VBC708", message, hint="Name a file that ends in .svg or .html.")


def _style() -> str:
    return element("style", "".join(stylesheet(name) for name in ("colours.css", "chart.css")))


def stylesheet(name: str) -> str:
    """Return one of the style sheets that drawings and pages share."""
    folder = files("vbc_rules.reports.html") / "templates"
    return (folder / name).read_text(encoding="utf-8")
