"""A replay as a scoreboard for people and as CSV, one line for each published result."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from vbc_rules.diagnostics.text import csv_cell, plain
from vbc_rules.settlement.replay import VERDICTS, Replay, ReplayedRow
from vbc_rules.statements.numbers import exact_text

_HEADER = ("published", "computed", "difference", "verdict", "reason")
_MOST_SHOWN = 20


def scoreboard(replay: Replay) -> str:
    """Return the counts of a replay, and the rows that no cause explains."""
    counts = [
        (_matched(replay), replay.count("matched")),
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
        *_by_result(replay),
        *_worst(replay),
    ]
    return "\n".join(lines) + "\n"


def _matched(replay: Replay) -> str:
    if replay.money:
        return f"matched within {_money(replay.tolerance)}"
    if replay.tolerance == 0:
        return "matched exactly"
    return f"matched within {exact_text(replay.tolerance)}"


def _by_result(replay: Replay) -> list[str]:
    """Return how each result fared, where the file publishes several."""
    results = replay.results()
    if list(results) == [""]:
        return []
    width = len(f"{max(results.values()):,}")
    words = {name: name.replace("_", " ") or "main result" for name in results}
    fared = {name: _fared(replay, name) for name in results}
    lines = (f"{n:>{width},}  {words[name]}: {fared[name]}" for name, n in results.items())
    return ["", *lines]


def _fared(replay: Replay, result: str) -> str:
    """Return how many values of a result have each verdict that occurs."""
    verdicts = [row.verdict for row in replay.rows if row.result.partition("[")[0] == result]
    counts = ((one, verdicts.count(one)) for one in VERDICTS)
    return ", ".join(f"{count:,} {verdict}" for verdict, count in counts if count)


def replay_csv(replay: Replay) -> str:
    """Return `entity,published,computed,difference,verdict,reason`, a line for each result.

    Where the file publishes several results, `result` after the entity says which it is.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    several = list(replay.results()) != [""]
    writer.writerow(("entity", *(["result"] if several else []), *_HEADER))
    writer.writerows(_cells(row, several=several) for row in replay.rows)
    return text.getvalue()


def _cells(row: ReplayedRow, *, several: bool) -> tuple[str, ...]:
    numbers = (row.published, row.computed, row.difference)
    amounts = ("" if one is None else exact_text(one) for one in numbers)
    result = (row.result,) if several else ()
    return (csv_cell(row.entity), *result, *amounts, row.verdict, csv_cell(row.reason))


def _worst(replay: Replay) -> list[str]:
    """Return the unexplained rows, the largest difference first."""
    rows = [row for row in replay.rows if row.verdict == "unexplained"]
    rows.sort(key=lambda row: (-abs(row.difference or 0), row.entity, row.result))
    shown = [f"  {plain(_unexplained(replay, row))}" for row in rows[:_MOST_SHOWN]]
    more = len(rows) - len(shown)
    heading = ["", "Unexplained:"] if rows else []
    return [*heading, *shown, *([f"  and {more:,} more in the CSV"] if more else [])]


def _unexplained(replay: Replay, row: ReplayedRow) -> str:
    if not row.is_read:
        return f"{row.entity or 'a row without an entity'}: not read, {row.reason}"
    amounts = (
        f"published {_amount(replay, row.published)}, computed {_amount(replay, row.computed)}"
    )
    return f"{row.entity}{f' {row.result}' if row.result else ''} ({row.contract}): {amounts}"


def _amount(replay: Replay, amount: Fraction | None) -> str:
    if amount is None:
        return "nothing"
    return _money(amount) if replay.money else exact_text(amount)


def _money(amount: Fraction) -> str:
    """Return an amount in dollars and, if there are any, cents."""
    sign = "-" if amount < 0 else ""
    cents = round(abs(amount) * 100)
    text = f"{cents // 100:,}" if cents % 100 == 0 else f"{cents // 100:,}.{cents % 100:02}"
    return f"{sign}${text}"
