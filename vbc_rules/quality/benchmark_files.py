"""Benchmarks that a user loads from a file: our own data files, or a carrier's through a plugin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.hooks.discovery import failure
from vbc_rules.hooks.quality import Benchmark, BenchmarkReader
from vbc_rules.hooks.registry import Registry
from vbc_rules.quality.checks import check_repeated, check_values
from vbc_rules.quality.files import read_benchmarks

LARGEST_FILE = 50_000_000
"""Bytes; the largest file that is known has about 300,000."""

_OWN_SUFFIXES = {".yaml", ".yml"}


def load_benchmarks(
    path: Path, registry: Registry, reader: str | None = None
) -> tuple[Benchmark, ...]:
    """Return the benchmarks of a file, sorted by id.

    A YAML file is one of our own. Any other is read by the named reader, or by the only
    one for files of its suffix.

    Raises:
        Refusal: every finding about the file; VBC813 where no reader, or more than one,
            is for such files.
    """
    if reader is None and path.suffix.lower() in _OWN_SUFFIXES:
        found: Sequence[Benchmark] = read_benchmarks(path)
    else:
        chosen = registry.benchmark_reader(reader) if reader else _only_reader(path, registry)
        found = _read(chosen, read_text(path, LARGEST_FILE), str(path))
    findings = [
        *(finding for one in found for finding in check_values(one)),
        *check_repeated(found),
    ]
    if findings:
        raise Refusal(findings)
    return tuple(sorted(found, key=lambda one: one.id))


def _only_reader(path: Path, registry: Registry) -> BenchmarkReader:
    readers = registry.benchmark_readers()
    fitting = [one for one in readers if one.suffix == path.suffix.lower()]
    if len(fitting) == 1:
        return fitting[0]
    named = ", ".join(one.id for one in fitting or readers) or "none"
    message = f"{len(fitting) or 'No'} installed readers are for files like this."
    hint = f"name one with --reader: {named}"
    raise refuse("VBC813", message, Place(str(path)), hint)


def _read(reader: BenchmarkReader, text: str, file: str) -> Sequence[Benchmark]:
    try:
        return list(reader.read(text, file))
    except Refusal:
        raise
    except Exception as error:  # whatever a stranger's code raises
        message = f"the benchmark reader `{reader.id}` failed"
        raise failure("VBC313", message, error, "tell the authors of the plugin") from error
