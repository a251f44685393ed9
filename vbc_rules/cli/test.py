"""`vbc test`: worked examples are settled and compared exactly."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from vbc_rules.cli.main import FINDINGS
from vbc_rules.cli.output import findings_text, tell, write_bytes
from vbc_rules.diagnostics.text import counted, plain
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.write import write_report
from vbc_rules.testing.accepting import accepted
from vbc_rules.testing.running import Outcome, case_files, outcomes


@click.command("test")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="Record what was computed in place of what differs.")
def command(paths: tuple[Path, ...], accept: bool) -> None:  # noqa: FBT001 - an option
    """Settle the cases in PATHS (case files, or folders with all below them).

    Exits with 0 if all come out as expected, 1 if one does not, 2 for wrong usage.
    """
    files = tuple(dict.fromkeys(case_files(paths)))
    found = tuple(outcomes(files, Registry.installed()))
    if accept:
        _accept(found)
        found = tuple(outcomes(files, Registry.installed()))
    failed = [one for one in found if not one.passed]
    told: dict[str, str] = {}
    lines = [line for one in failed for line in _told(one, told)]
    text = "\n".join([*lines, _count(len(found), len(failed))]) + "\n"
    write_bytes(text.encode())
    if failed:
        sys.exit(FINDINGS)


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
    if outcome.explanation:
        yield "  how the first of these came about:"
        yield from (f"    {line}".rstrip() for line in outcome.explanation.splitlines())
    yield ""


def _count(all_cases: int, failed: int) -> str:
    if not failed:
        return f"{counted(all_cases, 'case')} passed"
    return f"{failed} of {all_cases} cases failed"
