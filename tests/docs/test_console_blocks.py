"""What the documentation shows of a terminal is run, and must print just that.

A `console` block holds commands after `$ ` and what each prints. A line `…` stands for
any lines. Commands run in the project folder.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shown() -> Iterator[object]:
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield pytest.param(command, output, id=f"{page.name}: {command}")


@pytest.mark.parametrize(("command", "output"), list(shown()))
def test_a_page_shows_what_the_command_prints(command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "vbc", "pages show the command vbc only"
    beside = Path(sys.executable).with_name("vbc")
    ran = subprocess.run(  # noqa: S603 - the commands of our own pages
        [str(beside), *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    printed = ran.stdout + ran.stderr
    assert matches(output.rstrip().splitlines(), printed.rstrip().splitlines()), printed


def matches(expected: list[str], printed: list[str]) -> bool:
    """Tell whether lines agree, where a line `…` stands for any number of lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + r"\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None
