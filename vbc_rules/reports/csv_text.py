"""Rows as CSV, for every table that is written as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from vbc_rules.diagnostics.text import csv_cell


def csv_text(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows of cells as UTF-8 text with line ends as RFC 4180 says.

    No cell is read as a formula by a spreadsheet.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows([csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
