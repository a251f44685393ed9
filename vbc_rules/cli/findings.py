"""What `vbc validate` and other checks share: which findings are told, and in which form."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from vbc_rules.cli.output import findings_text, refuse_overwriting, say, source_of, tell
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Diagnostic, refuse
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.formats import FORMATS, Report, render
from vbc_rules.diagnostics.ignoring import without_ignored
from vbc_rules.diagnostics.render import in_reading_order

FINDINGS = 1
_LARGEST_BASELINE = 50_000_000  # bytes


@attrs.frozen
class Telling:
    """What a person asked for: a form, which warnings, and a baseline."""

    form: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    write_baseline: Path | None = None


def telling(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a report of findings, as the argument `telling`."""

    def with_telling(
        *, form: str, select: tuple[str, ...], ignore: tuple[str, ...],
        baseline: Path | None, write_baseline: Path | None, **others: Any,  # noqa: ANN401 - the command's own
    ) -> None:  # fmt: skip
        asked = Telling(form, _codes(select), _codes(ignore), baseline, write_baseline)
        command(telling=asked, **others)

    with_telling.__doc__ = command.__doc__
    options = (
        click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text",
                     help="How to print the findings."),
        click.option("--select", multiple=True, metavar="CODES",
                     help="Of the warnings tell only these: codes, or how they begin."),
        click.option("--ignore", multiple=True, metavar="CODES",
                     help="Pass over these warnings: codes, or how they begin."),
        click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE",
                     help="Pass over the warnings that this file lists."),
        click.option("--write-baseline", type=click.Path(path_type=Path), metavar="FILE",
                     help="Write the warnings of now to this file, and end well if these are all."),
    )  # fmt: skip
    decorated: Any = with_telling
    for option in reversed(options):
        decorated = option(decorated)
    given: Callable[..., None] = decorated
    return given


def report(
    findings: Iterable[Diagnostic],
    files: Sequence[Path],
    asked: Telling,
    valid: str,
    wanted: Callable[[Diagnostic], bool] | None = None,
) -> None:
    """Print the findings that were asked for, and leave with 1 if an error is among them.

    `valid` is what text says where there is nothing to tell. `wanted` is what lint is
    configured to tell; without it lint did not run, and comments about its rules stay.
    """
    refuse_overwriting(files, [asked.write_baseline])
    told = _told(findings, files, asked, wanted)
    say(_printed(told, files, asked, valid))
    if any(finding.severity == "error" for finding in told):
        sys.exit(FINDINGS)


def _told(
    findings: Iterable[Diagnostic],
    files: Sequence[Path],
    asked: Telling,
    wanted: Callable[[Diagnostic], bool] | None,
) -> tuple[Diagnostic, ...]:
    sources = {str(file): text for file in files if (text := source_of(str(file))) is not None}
    found = in_reading_order(without_ignored(findings, sources, linted=wanted is not None))
    found = [one for one in found if _wanted(one, asked) and (wanted is None or wanted(one))]
    if asked.write_baseline is not None:
        return _baselined(found, asked.write_baseline)
    if asked.baseline is not None:
        from vbc_rules.diagnostics.baseline import new_findings, read_baseline

        name = str(asked.baseline)
        known = read_baseline(read_text(asked.baseline, _LARGEST_BASELINE), name)
        found = in_reading_order(new_findings(found, known, name))
    return tuple(found)


def _baselined(found: Sequence[Diagnostic], path: Path) -> tuple[Diagnostic, ...]:
    from vbc_rules.diagnostics.baseline import baseline_text
    from vbc_rules.reports.write import write_report

    write_report(path, baseline_text(found).encode())
    tell(f"wrote {path}")
    return tuple(finding for finding in found if finding.severity == "error")


def _wanted(finding: Diagnostic, asked: Telling) -> bool:
    """Tell whether a finding was asked for; an error is told whatever was asked."""
    if finding.severity == "error":
        return True
    selected = not asked.select or finding.code.startswith(asked.select)
    return selected and not (asked.ignore and finding.code.startswith(asked.ignore))


def _printed(
    told: tuple[Diagnostic, ...], files: Sequence[Path], asked: Telling, valid: str
) -> str:
    if asked.form != "text":
        return render(Report(told, tuple(map(str, files))), asked.form)
    if not told:
        return f"{valid}\n"
    text = findings_text(told, color=sys.stdout.isatty())
    first = next((one.code for one in told if one.code in CODES), None)  # plugins have others
    return f"{text}more about a code: vbc code {first}\n" if first else text


_BEGINS_A_CODE = re.compile(r"[A-Z]+[0-9]{0,3}")
"""A code has capitals and three digits; those of a plugin begin with letters of its own."""


def _codes(written: Sequence[str]) -> tuple[str, ...]:
    """Return codes, or how they begin, of options that name one or several of them.

    Raises:
        Refusal: VBC035 for what no code begins with.
    """
    codes = tuple(code.strip() for one in written for code in one.split(",") if code.strip())
    for code in codes:
        unknown = code.startswith("VBC") and not any(known.startswith(code) for known in CODES)
        if unknown or not _BEGINS_A_CODE.fullmatch(code):
            raise refuse("VBC035", f"No code is `{code}` or begins so.",
                         hint="the codes are listed in docs/diagnostics/README.md")  # fmt: skip
    return codes
