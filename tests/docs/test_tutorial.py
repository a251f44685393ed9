"""The tutorial is one story: its files are written and its commands run, in an empty folder.

A block `console tutorial` holds commands and what each prints; with `fails`, the exit code is 1.
A block with `file=` is written to that file; one with `replace=` holds a line of a file and
what takes its place. A line `…` of a command's output stands for any lines.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from tests.docs.test_console_blocks import matches

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tutorial-analyst.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^```(?P<kind>console tutorial(?: fails)?|\w+ (?:file|replace)=\S+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@attrs.frozen
class Ran:
    command: str
    shown: str
    printed: str
    code: int


def told(folder: Path) -> Iterator[tuple[Ran, int]]:
    """Tell the story; yield what each command printed, and the exit code that it should have."""
    for block in BLOCK.finditer(PAGE):
        kind, text = block["kind"], block["text"]
        if "file=" in kind:
            (folder / kind.partition("file=")[2]).write_text(text, encoding="utf-8")
        elif "replace=" in kind:
            replace(folder / kind.partition("replace=")[2], *text.splitlines())
        else:
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                yield run(folder, *part.partition("\n")[::2]), int(kind.endswith("fails"))


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(f"{before}\n") == 1
    path.write_text(text.replace(f"{before}\n", f"{after}\n"), encoding="utf-8")


def run(folder: Path, command: str, shown: str) -> Ran:
    program, *arguments = shlex.split(command)
    assert program == "vbc"
    beside = Path(sys.executable).with_name("vbc")
    ran = subprocess.run(  # noqa: S603 - the commands of our own page
        [str(beside), *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return Ran(command, shown, ran.stdout + ran.stderr, ran.returncode)


def test_the_tutorial_can_be_followed_from_begin_to_end(tmp_path: Path) -> None:
    story = list(told(tmp_path))
    commands = {ran.command.split()[1] for ran, _ in story}
    assert commands == {"plugins", "new", "validate", "settle", "explain", "sweep", "test"}
    for ran, code in story:
        shown, printed = ran.shown.rstrip().splitlines(), ran.printed.rstrip().splitlines()
        assert matches(shown, printed), f"{ran.command}\n{ran.printed}"
        assert ran.code == code, ran.command


def test_the_tutorial_shows_what_a_new_contract_says(tmp_path: Path) -> None:
    next(ran for ran, _ in told(tmp_path) if ran.command.startswith("vbc new contract"))
    (excerpt,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert excerpt in (tmp_path / "harbor.yaml").read_text(encoding="utf-8")
