"""Measuring whole processes side by side: wall time and peak memory, medians of several runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

Command = Sequence[str]


def vbc() -> str:
    """Return the command `vbc` of the environment this script runs in."""
    return str(Path(sys.executable).with_name("vbc"))


def run(command: Command) -> tuple[float, float]:
    """Run a command; return wall seconds and its peak memory in MiB.

    Raises:
        RuntimeError: for a command that crashes, whose time would say nothing.
    """
    with tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        with subprocess.Popen(
            command, env=_environment(), stdout=subprocess.DEVNULL, stderr=errors
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        if "Traceback" in (said := errors.read()):
            raise RuntimeError(said)
    return seconds, usage.ru_maxrss / 1024


def _environment() -> dict[str, str]:
    """Return the environment in which Python keeps its byte code, as it does for a user."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def compare(commands: Mapping[str, Command], rounds: int) -> dict[str, tuple[float, float]]:
    """Run commands in turn, so that a drift of the machine hits all; return the medians."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for command in commands.values():
        run(command)  # warm: byte code and file cache
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(run(command))
    return {
        name: (statistics.median(s for s, _ in runs), statistics.median(m for _, m in runs))
        for name, runs in found.items()
    }


def table(medians: Mapping[str, tuple[float, float]], against: str) -> str:
    """Return the medians as a table, with the ratio of each to one of them."""
    base = medians[against][0]
    rows = [
        f"{name:<44} {seconds:8.3f} s  {seconds / base:7.2f} x  {memory:7.1f} MiB"
        for name, (seconds, memory) in medians.items()
    ]
    return "\n".join(rows)
