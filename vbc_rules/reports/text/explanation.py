"""The numbered lines of one settlement, or those behind a single one."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from vbc_rules.diagnostics import refuse
from vbc_rules.diagnostics.suggest import meant_by
from vbc_rules.diagnostics.text import plain
from vbc_rules.statements.settlement import Line

WIDTH = 100


def explanation(
    title: str, entity: str, period: str, lines: Sequence[Line], name: str | None = None
) -> str:
    """Return numbered lines: name, value, formula, reason, citation, inputs, place.

    With a name, only that line and all it reads, directly or not, keeping the numbers.

    Raises:
        Refusal: VBC514 for a name that no line has.
    """
    shown = lines if name is None else _behind(lines, name)
    head = (title, f"{entity}, performance period {period}", "")
    width = len(str(shown[-1].number))
    return "".join(f"{plain(row)}\n" for row in head) + "".join(
        _block(line, width) for line in shown
    )


def _behind(lines: Sequence[Line], name: str) -> tuple[Line, ...]:
    by_number = {line.number: line for line in lines}
    wanted = [line.number for line in lines if line.name == name]
    if not wanted:
        hint = meant_by(name, (line.name for line in lines), "lines are")
        raise refuse("VBC514", f"The settlement has no line `{name}`.", hint=hint)
    found: set[int] = set()
    while wanted:
        number = wanted.pop()
        if number not in found:
            found.add(number)
            wanted.extend(by_number[number].inputs)
    return tuple(by_number[number] for number in sorted(found))


def _block(line: Line, width: int) -> str:
    """Return a line as text: what it is on the first row, why on the next ones."""
    indent = " " * (width + 2)
    rows = [f"{line.number:>{width}}. {line.name} = {line.shown}    {line.title}"]
    rows += _details(line)
    text = [plain(rows[0]), *(_wrapped(plain(row), indent) for row in rows[1:])]
    return "\n".join(text) + "\n"


def _details(line: Line) -> list[str]:
    """Return the rows below the first: formula, reason, inputs, citation and place."""
    rows = []
    if line.formula:
        rows.append(f"= {line.formula}")
    if line.because:
        rows.append(f"because {line.because}")
    if line.inputs:
        rows.append(f"from {', '.join(f'line {number}' for number in line.inputs)}")
    where = f"{line.kind} at {line.source}" if line.source else line.kind
    rows.append(f"[{line.cites}] {where}" if line.cites else where)
    return rows


def _wrapped(row: str, indent: str) -> str:
    return textwrap.fill(
        row, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
