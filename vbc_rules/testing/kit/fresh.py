"""The plugin in a process of its own: what it prints, what it reads, and the bytes it gives.

The process runs `alone.py`, which writes what it saw to a file, so that standard output can be
checked to be empty.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.diagnostics import Diagnostic, Place

if TYPE_CHECKING:
    from vbc_rules.testing.kit.subject import Subject

SEEDS = ("1", "2")
"""Of Python's hashes, by which the order of a set differs: a process for each."""

_TIMEOUT = 300


@attrs.frozen
class Fresh:
    """What one process saw. `digests` are hashes of what was rendered, by example and format."""

    printed: str
    findings: tuple[Diagnostic, ...]
    accesses: list[dict[str, str]]
    digests: Mapping[str, str]


def fresh_run(subject: Subject) -> Fresh:
    """Return what the first process saw."""
    return fresh_runs(subject)[0]


def fresh_runs(subject: Subject) -> tuple[Fresh, ...]:
    """Return what a process for each seed saw; they run once for a subject, side by side."""
    runs = subject.kept_runs
    if not runs:
        runs.extend(_run(subject.origin.entry_point))
    return tuple(runs)


def _run(entry_point: str) -> tuple[Fresh, ...]:
    with tempfile.TemporaryDirectory() as folder:
        outputs = [Path(folder, f"seed-{seed}.json") for seed in SEEDS]
        running = [
            _start(entry_point, output, seed) for output, seed in zip(outputs, SEEDS, strict=True)
        ]
        return tuple(
            _finished(process, output) for process, output in zip(running, outputs, strict=True)
        )


def _start(entry_point: str, output: Path, seed: str) -> subprocess.Popen[str]:
    path = os.pathsep.join(one for one in sys.path if one)
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", f"{__package__}.alone", entry_point, str(output)],
        env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _finished(process: subprocess.Popen[str], output: Path) -> Fresh:
    try:
        printed, _ = process.communicate(timeout=_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return _ended(f"it did not end within {_TIMEOUT} seconds")
    if not output.is_file():
        last = printed.strip().splitlines()[-1:] or [f"it ended with {process.returncode}"]
        return _ended(last[0])
    seen: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    findings = tuple(_finding(one) for one in seen["findings"])
    return Fresh(printed.strip(), findings, seen["accesses"], seen["digests"])


def _ended(why: str) -> Fresh:
    message = f"The plugin does not load in a process of its own: {why}."
    hint = "import it alone: python -c 'import …'"
    return Fresh("", (Diagnostic("VBC307", message, hint=hint),), [], {})


def _finding(one: Mapping[str, str]) -> Diagnostic:
    place = Place(one["file"], int(one["line"]), int(one["column"])) if one["file"] else None
    return Diagnostic(one["code"], one["message"], place, one["hint"])
