"""The recorded reports: which there are, and how to record them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.unit.reports.samples import LOSER, SAVER, ZERO, many
from vbc_rules.reports.csv_statement import csv_statement
from vbc_rules.reports.json_statement import json_statement
from vbc_rules.reports.text.statement import text_statement

RECORDED: dict[str, Callable[[], bytes]] = {
    "three.txt": lambda: text_statement([SAVER, LOSER, ZERO]),
    "seven.txt": lambda: text_statement(many(7)),
    "three.csv": lambda: csv_statement([SAVER, LOSER, ZERO]),
    "loser.json": lambda: json_statement([LOSER]),
}


def record() -> None:
    """Write every recorded report."""
    for name, render in RECORDED.items():
        (Path(__file__).parent / "recorded" / name).write_bytes(render())


if __name__ == "__main__":
    record()
