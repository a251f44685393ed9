"""The page of a sweep: the chart, its jumps with their reasons, and its pieces."""

from __future__ import annotations

from vbc_rules.evaluation.sweep import Sweep
from vbc_rules.reports.charts.plane import NARROW, WIDE
from vbc_rules.reports.charts.sweep import sweep_svg
from vbc_rules.reports.html.page import render_page
from vbc_rules.reports.text.sweep import reasons, shown, shown_jump, shown_slope


def html_sweep(sweep: Sweep) -> bytes:
    """Return a self-contained page. Raises `Refusal` (VBC704) where Jinja2 is not installed."""
    return render_page(
        "sweep.html.jinja",
        title=f"{sweep.result} as {sweep.vary} moves",
        sweep=sweep,
        drawings=(sweep_svg(sweep, WIDE), sweep_svg(sweep, NARROW)),
        reasons=reasons,
        shown=shown,
        shown_jump=shown_jump,
        shown_slope=shown_slope,
    )
