"""Cases of files and folders are run one by one; each passes, differs or is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from vbc_rules.contracts.text.text_file import files_below, is_folder
from vbc_rules.diagnostics import Diagnostic, Refusal, refuse
from vbc_rules.diagnostics.suggest import meant_by
from vbc_rules.hooks.registry import Registry
from vbc_rules.testing.cases import SUFFIX, Case, read_cases
from vbc_rules.testing.checking import CaseChecker, Difference


@attrs.frozen
class Outcome:
    """A case, where it differs, and with which findings it was refused. A passed one has neither.

    `explanation` says how the first clause that differs came about.
    """

    case: Case
    differences: tuple[Difference, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    explanation: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether everything came out as expected."""
        return not self.differences and not self.findings


@attrs.frozen
class FileOutcome:
    """A case file and the outcomes of its cases, or the findings for which it cannot be read."""

    file: str
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def case_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the case files in some paths; of folders, every one below them, sorted.

    Raises:
        Refusal: VBC567 for a folder without case files, or a file of another name.
    """
    for path in paths:
        if is_folder(path):
            found = files_below(path, SUFFIX)
        else:
            found = [path] if path.name.endswith(SUFFIX) else []
        if not found:
            raise refuse("VBC567", f"`{path}` holds no case.", hint=f"case files end in {SUFFIX}")
        yield from found


def run_files(
    files: Iterable[Path], registry: Registry, named: Sequence[str] = ()
) -> Iterator[FileOutcome]:
    """Yield what became of each file: its cases are run, or of them those that are named.

    A file that cannot be read is told by its findings.

    Raises:
        Refusal: VBC567 for a name that no case has, where all files can be read.
    """
    checker = CaseChecker(registry)
    read = [_read(file) for file in files]
    if not any(findings for _, _, findings in read):
        _refuse_unknown(named, [case.name for _, cases, _ in read for case in cases])
    for file, cases, findings in read:
        wanted = [case for case in cases if not named or case.name in named]
        yield FileOutcome(file, tuple(outcome(case, checker) for case in wanted), findings)


def _read(file: Path) -> tuple[str, Sequence[Case], tuple[Diagnostic, ...]]:
    try:
        return str(file), read_cases(file), ()
    except Refusal as refusal:
        return str(file), (), refusal.diagnostics


def _refuse_unknown(named: Sequence[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            raise refuse("VBC567", f"No case is named `{name}`.",
                         hint=meant_by(name, known, "cases are"))  # fmt: skip


def outcome(case: Case, checker: CaseChecker) -> Outcome:
    """Return what became of a case."""
    try:
        differences = checker.differences(case)
    except Refusal as refusal:
        return Outcome(case, findings=refusal.diagnostics)
    return Outcome(case, differences, explanation=_explained(case, differences, checker))


def _explained(case: Case, differences: tuple[Difference, ...], checker: CaseChecker) -> str:
    """Return the explanation of the first clause that differs; one that varies has no line."""
    computed = [one for one in differences if not one.entry and not case.findings]
    try:
        return checker.explained(case, computed[0].clause) if computed else ""
    except Refusal:
        return ""  # a clause that no result reads has no line
