"""Cases of files and folders are run one by one; each passes, differs or is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from vbc_rules.contracts.text_file import files_below, is_folder
from vbc_rules.diagnostics import Diagnostic, Refusal, refuse
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


def outcomes(files: Iterable[Path], registry: Registry) -> Iterator[Outcome]:
    """Yield the outcome of every case in some files.

    Raises:
        Refusal: as `read_cases`.
    """
    checker = CaseChecker(registry)
    for file in files:
        for case in read_cases(file):
            yield outcome(case, checker)


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
