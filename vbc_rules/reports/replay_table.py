"""A replay as a scoreboard for people and as CSV, one line for each published result."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from vbc_rules.diagnostics.text import csv_cell, plain
from vbc_rules.settlement.replay import Replay, ReplayedRow
from vbc_rules.statements.numbers import exact_text

_HEADER = ("entity", "published", "computed", "difference", "verdict", "reason")
_MOST_SHOWN = 20


def scoreboard(replay: Replay) -> str:
    """Return the counts of a replay, and the rows that no cause explains."""
    tolerance = _money(replay.tolerance)
    counts = [
        (f"matched within {tolerance}", replay.count("matched")),
        ("within the rounding of printed inputs", replay.count("within rounding")),
        *((f"explained: {reason}", count) for reason, count in replay.causes().items()),
        ("unexplained", replay.count("unexplained")),
    ]
    width = len(f"{len(replay.rows):,}")
    lines = [
        f"{plain(replay.title)}, {replay.period}",
        f"{plain(replay.file)}",
        "",
        f"{len(replay.rows):>{width},}  published results",
        *(f"{count:>{width},}  {plain(label)}" for label, count in counts),
        *_worst(replay),
    ]
    return "\n".join(lines) + "\n"


def replay_csv(replay: Replay) -> str:
    """Return `entity,published,computed,difference,verdict,reason`, a line for each result."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(_cells(row) for row in replay.rows)
    return text.getvalue()


def _cells(row: ReplayedRow) -> tuple[str, ...]:
    amounts = (exact_text(amount) for amount in (row.published, row.computed, row.difference))
    return (csv_cell(row.entity), *amounts, row.verdict, csv_cell(row.reason))


def _worst(replay: Replay) -> list[str]:
    """Return the unexplained rows, the largest difference first."""
    rows = [row for row in replay.rows if row.verdict == "unexplained"]
    rows.sort(key=lambda row: (-abs(row.difference), row.entity))
    shown = [
        f"  {plain(row.entity)} ({row.contract}): published {_money(row.published)}, "
        f"computed {_money(row.computed)}"
        for row in rows[:_MOST_SHOWN]
    ]
    more = len(rows) - len(shown)
    heading = ["", "Unexplained:"] if rows else []
    return [*heading, *shown, *([f"  and {more:,} more in the CSV"] if more else [])]


def _money(amount: Fraction) -> str:
    """Return an amount in dollars and, if there are any, cents."""
    sign = "-" if amount < 0 else ""
    cents = round(abs(amount) * 100)
    text = f"{cents // 100:,}" if cents % 100 == 0 else f"{cents // 100:,}.{cents % 100:02}"
    return f"{sign}${text}"
