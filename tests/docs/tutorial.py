"""Tutorials are done as they are written: files are made, commands are typed.

A block with a `title` is a step. Its title is the name of the file that it writes, or, for a
`console` block, the folder in which its commands are typed; what they print must be what the page
shows, where a line `…` stands for any lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from tests.ci.runner import Machine
from tests.docs.test_console_blocks import matches

BLOCK = re.compile(
    r'^```(?P<language>\w+) title="(?P<title>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)


@attrs.frozen
class Step:
    """A file to write, or commands to type in a folder."""

    language: str
    title: str
    text: str

    def commands(self) -> Iterator[tuple[str, str]]:
        """Yield each command and what it prints."""
        for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def steps(page: Path) -> list[Step]:
    """Return the steps of a tutorial in their order."""
    return [Step(**match.groupdict()) for match in BLOCK.finditer(page.read_text("utf-8"))]


def do(page: Path, machine: Machine, folder: Path) -> None:
    """Do all steps of a tutorial in a folder, and hold what is printed against the page."""
    for step in steps(page):
        if step.language != "console":
            _write(folder / step.title, step.text)
            continue
        for command, output in step.commands():
            ran = machine.bash(f"{command} || true", folder / step.title)
            expected, printed = output.rstrip().splitlines(), ran.out.rstrip().splitlines()
            assert matches(expected, printed), f"{page.name}: $ {command}\n{ran.out}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
