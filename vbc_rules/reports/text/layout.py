"""Columns of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from vbc_rules.diagnostics.text import plain

GAP = "  "


@attrs.frozen
class Cell:
    """A text in a column, pushed to the right where it is a number."""

    text: str
    right: bool = False

    def padded(self, width: int) -> str:
        """Return the text with blanks up to the width."""
        return self.text.rjust(width) if self.right else self.text.ljust(width)


def aligned(rows: Sequence[Sequence[Cell | str]]) -> Iterator[str]:
    """Yield a line of text for each row, columns aligned; text from files is made safe.

    All rows have the same number of cells. No line ends in blanks.
    """
    safe = [[_safe(cell) for cell in row] for row in rows]
    widths = [max(len(cell.text) for cell in column) for column in zip(*safe, strict=True)]
    for row in safe:
        cells = (cell.padded(width) for cell, width in zip(row, widths, strict=True))
        yield GAP.join(cells).rstrip()


def _safe(cell: Cell | str) -> Cell:
    if isinstance(cell, str):
        return Cell(plain(cell))
    return attrs.evolve(cell, text=plain(cell.text))
