"""A sweep as a table (text, CSV) and as a chart (SVG, HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from vbc_rules.diagnostics.text import plain
from vbc_rules.evaluation.probe import Cause
from vbc_rules.evaluation.sweep import Jump, Piece, Sweep
from vbc_rules.reports.charts.files import chart_file
from vbc_rules.reports.csv_text import csv_text
from vbc_rules.reports.formatting import csv_number
from vbc_rules.reports.text.layout import Cell, aligned
from vbc_rules.reports.text.sweep import reasons, shown, shown_jump, shown_slope

_COLUMNS = (
    *("kind", "from", "to", "value_at_start", "value_at_end", "slope", "jump"),
    *("clauses", "decisions", "cites"),
)


def table(sweep: Sweep, form: str) -> bytes:
    """Return the pieces and jumps of a sweep as "text" for a terminal or as "csv"."""
    return _csv(sweep) if form == "csv" else _text(sweep)


def chart(sweep: Sweep, suffix: str) -> bytes:
    """Return a chart for a file with the suffix ".svg" or ".html".

    Raises:
        Refusal: VBC708 for another suffix, and VBC704 for HTML without Jinja2.
    """
    from vbc_rules.reports.charts.sweep import sweep_svg
    from vbc_rules.reports.html.sweep import html_sweep

    return chart_file(suffix, svg=partial(sweep_svg, sweep), html=partial(html_sweep, sweep))


def _text(sweep: Sweep) -> bytes:
    title = plain(f"{sweep.result} as {sweep.vary} moves, before rounding to cents")
    lines = [title, "=" * len(title), *_pieces(sweep), "", *_jumps(sweep)]
    return ("\n".join(lines) + "\n").encode()


def _pieces(sweep: Sweep) -> Iterator[str]:
    names = ("From", "To", "Slope", "Value at start", "Value at end")
    header = [*(Cell(name, right=True) for name in names), Cell("Ends by")]
    return aligned([header, *(_piece(sweep, piece) for piece in sweep.pieces)])


def _piece(sweep: Sweep, piece: Piece) -> list[Cell]:
    numbers = (
        shown(sweep.vary_unit, piece.start),
        shown(sweep.vary_unit, piece.end),
        shown_slope(piece.slope),
        shown(sweep.unit, piece.value_at_start),
        shown(sweep.unit, piece.value_at_end),
    )
    clauses = ", ".join(dict.fromkeys(cause.clause for cause in piece.ends_by))
    return [*(Cell(number, right=True) for number in numbers), Cell(clauses)]


def _jumps(sweep: Sweep) -> Iterator[str]:
    if not sweep.jumps:
        yield "No jumps."
        return
    yield "JUMPS"
    rows = [
        (
            Cell(f"  {number}", right=True),
            Cell(f"at {shown(sweep.vary_unit, jump.at)}", right=True),
            Cell(shown_jump(sweep.unit, jump.amount), right=True),
            Cell(f"because {'; '.join(reasons(jump.causes))}"),
        )
        for number, jump in enumerate(sweep.jumps, start=1)
    ]
    yield from aligned(rows)


def _csv(sweep: Sweep) -> bytes:
    """Return the pieces and then the jumps, exact, in one table with the same columns."""
    pieces, jumps = map(_piece_cells, sweep.pieces), map(_jump_cells, sweep.jumps)
    return csv_text([_COLUMNS, *pieces, *jumps])


def _piece_cells(piece: Piece) -> list[str]:
    ends = (piece.start, piece.end, piece.value_at_start, piece.value_at_end, piece.slope)
    return ["piece", *map(csv_number, ends), "", *_cause_cells(piece.ends_by)]


def _jump_cells(jump: Jump) -> list[str]:
    at, amount = csv_number(jump.at), csv_number(jump.amount)
    return ["jump", at, at, "", "", "", amount, *_cause_cells(jump.causes)]


def _cause_cells(causes: Sequence[Cause]) -> list[str]:
    columns = (
        (cause.clause for cause in causes),
        (cause.what for cause in causes),
        (cause.cites for cause in causes if cause.cites),
    )
    return ["; ".join(dict.fromkeys(column)) for column in columns]
