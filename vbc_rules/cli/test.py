"""`vbc test`: worked examples are settled and compared exactly."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from vbc_rules.cli.main import FINDINGS
from vbc_rules.cli.output import findings_text, tell, write_bytes
from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.text import counted, plain
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.write import write_report
from vbc_rules.testing.accepting import accepted
from vbc_rules.testing.reporting import FORMATS, render
from vbc_rules.testing.running import FileOutcome, Outcome, case_files, run_files


@click.command("test")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--case", "named", multiple=True, metavar="NAME",
              help="Settle only the case of this name; may be repeated.")  # fmt: skip
@click.option("--accept", is_flag=True, help="Record what was computed in place of what differs.")
@click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text",
              help="How to print what became of the cases.")  # fmt: skip
def command(
    paths: tuple[Path, ...],
    named: tuple[str, ...],
    accept: bool,  # noqa: FBT001 - an option
    form: str,
) -> None:
    """Settle the cases in PATHS (case files, or folders with all below them).

    Exits with 0 if all come out as expected, 1 if one does not, 2 for wrong usage.
    """
    files = tuple(dict.fromkeys(case_files(paths)))
    found = tuple(run_files(files, Registry.installed(), named))
    if accept:
        _require_readable(found)
        _accept([one for file in found for one in file.outcomes])
        found = tuple(run_files(files, Registry.installed(), named))
    write_bytes((_text(found) if form == "text" else render(found, form)).encode())
    if any(file.findings or not all(one.passed for one in file.outcomes) for file in found):
        sys.exit(FINDINGS)


def _text(files: Sequence[FileOutcome]) -> str:
    """Return what differs for a person.

    Raises:
        Refusal: where a file is no case file, with the findings of all such files.
    """
    _require_readable(files)
    found = [one for file in files for one in file.outcomes]
    failed = [one for one in found if not one.passed]
    told: dict[str, str] = {}
    explained: set[str] = set()
    lines = [line for one in failed for line in (*_told(one, told), *_how(one, explained), "")]
    return "\n".join([*lines, _count(len(found), len(failed))]) + "\n"


def _require_readable(files: Sequence[FileOutcome]) -> None:
    if findings := [one for file in files for one in file.findings]:
        raise Refusal(findings)


def _accept(found: Sequence[Outcome]) -> None:
    by_file: dict[str, list[Outcome]] = {}
    for one in found:
        if one.differences:
            by_file.setdefault(one.case.document.file, []).append(one)
    for file, differing in by_file.items():
        differences = [each for one in differing for each in one.differences]
        text = accepted(differing[0].case.document.text, differences)
        write_report(Path(file), text.encode())
        tell(f"recorded {len(differences)} in {file}")


def _told(outcome: Outcome, told: dict[str, str]) -> Iterator[str]:
    """Yield the lines about a case; `told` has the findings so far, and of which case they are."""
    case = outcome.case
    yield plain(f"FAILED {case.document.file}: {case.name}")
    if outcome.findings:
        text = findings_text(outcome.findings, color=False).rstrip("\n")
        first = told.setdefault(text, case.name)
        yield text if first == case.name else plain(f"  refused with the same findings as: {first}")
    for difference in outcome.differences:
        yield f"  {plain(str(difference))}"


def _how(outcome: Outcome, explained: set[str]) -> Iterator[str]:
    """Yield how the first difference came about, for the first case of each file.

    An explanation has a hundred lines: with one for each case nobody finds what differs.
    """
    file = outcome.case.document.file
    if not outcome.explanation:
        return
    if file in explained:
        again = shlex.join(["--case", outcome.case.name, file])
        yield plain(f"  how it came about: vbc test {again}")
        return
    explained.add(file)
    yield "  how the first of these came about:"
    yield from (f"    {line}".rstrip() for line in outcome.explanation.splitlines())


def _count(all_cases: int, failed: int) -> str:
    if not failed:
        return f"{counted(all_cases, 'case')} passed"
    return f"{failed} of {all_cases} cases failed"
