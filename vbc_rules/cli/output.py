"""What commands print: findings with their source lines, and text in UTF-8."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from vbc_rules.diagnostics import Diagnostic, refuse
from vbc_rules.diagnostics.render import render_text
from vbc_rules.diagnostics.text import plain

_LARGEST_SOURCE = 2_000_000  # bytes; the line of a larger file is not shown


def findings_text(diagnostics: Iterable[Diagnostic], *, color: bool) -> str:
    """Return findings for a person, each with the line of the file it is about."""
    found = tuple(diagnostics)
    files = sorted({one.place.file for one in found if one.place})
    sources = {file: text for file in files if (text := source_of(file)) is not None}
    return render_text(found, sources, color=color)


def source_of(file: str) -> str | None:
    """Return the text of a file if it can be shown."""
    try:
        if Path(file).stat().st_size > _LARGEST_SOURCE:
            return None
        return Path(file).read_bytes().decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return None


def refuse_overwriting(inputs: Iterable[Path | None], outputs: Iterable[Path | None]) -> None:
    """Refuse, as wrong usage, to write over a file that is read, or to one file twice."""
    given = [path for path in inputs if path is not None]
    taken = {os.path.realpath(path): f"it would replace its input `{path}`" for path in given}
    for path in outputs:
        if path is None:
            continue
        if reason := taken.get(os.path.realpath(path)):
            raise click.UsageError(f"`{path}` cannot be written: {reason}")
        taken[os.path.realpath(path)] = "two reports would be written to it"


def tell(text: str) -> None:
    """Write a line beside the report: to standard error, harmless for a terminal."""
    click.echo(plain(text), err=True)


def tell_findings(diagnostics: Iterable[Diagnostic]) -> None:
    """Write remarks that stop nothing to standard error, if there are any."""
    if found := tuple(diagnostics):
        click.echo(findings_text(found, color=False), err=True, nl=False)


def say(text: str) -> None:
    """Write a report of one piece to standard output; raises as `write_bytes`."""
    write_bytes(text.encode(errors="backslashreplace"))


def say_line(text: str) -> None:
    """Write text and the end of its line to standard output; raises as `write_bytes`."""
    say(f"{text}\n")


def write_bytes(data: bytes) -> None:
    """Write a report to standard output, whatever encoding the terminal claims.

    Raises:
        Refusal: VBC703 where it cannot be written, such as to a disk that is full.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # who reads has read enough; click ends the program quietly
        raise
    except OSError as problem:
        sys.stdout = None  # what it still holds cannot be written either
        message = f"Standard output cannot be written: {problem.strerror}."
        raise refuse("VBC703", message, hint="Choose another place for the output.") from None
