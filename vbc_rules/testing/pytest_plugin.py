"""Cases as pytest tests: `pytest contract_specs` collects every `*.case.yaml` below it.

pytest loads this module by its entry point, so it imports nothing heavy until a case is
collected. `--accept-cases` records what was computed in place of what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Diagnostic
    from vbc_rules.testing.cases import Case
    from vbc_rules.testing.checking import CaseChecker

SUFFIX = ".case.yaml"
_CHECKER = pytest.StashKey["CaseChecker"]()
_TOLD = pytest.StashKey[dict[tuple[str, str], str]]()
_BROKEN = "VBC304"
"""The code of a plugin that cannot be used."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that records cases anew."""
    group = parser.getgroup("vbc-rules")
    group.addoption("--accept-cases", action="store_true",
                    help="record what cases compute in place of what differs")  # fmt: skip


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Collect the cases of a file."""
    if file_path.name.endswith(SUFFIX):
        found: pytest.Collector = CaseFile.from_parent(parent, path=file_path)
        return found
    return None


class CaseFile(pytest.File):
    """The cases of one file; a file that is no case file fails with its findings."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each case."""
        from vbc_rules.diagnostics import Refusal
        from vbc_rules.testing.cases import read_cases

        try:
            cases = read_cases(self.path)
        except Refusal as refusal:
            raise self.CollectError(str(refusal)) from None
        for case in cases:
            yield CaseItem.from_parent(self, name=case.name, case=case)


class CaseItem(pytest.Item):
    """A case as a test."""

    def __init__(self, *, case: Case, **others: Any) -> None:  # noqa: ANN401 - pytest's own
        """Keep the case."""
        super().__init__(**others)
        self.case = case

    def runtest(self) -> None:
        """Settle the case and compare it."""
        from vbc_rules.testing.running import outcome

        found = outcome(self.case, _checker(self.config))
        if found.differences and self.config.getoption("--accept-cases"):
            self._accept()
            return
        if found.findings:
            self._skip_if_told(found.findings)
            raise CaseFailed("\n".join(_sentences(found.findings)))
        if found.differences:
            lines = [*map(str, found.differences), *found.explanation.splitlines()]
            raise CaseFailed("\n".join(lines))

    def _skip_if_told(self, findings: Sequence[Diagnostic]) -> None:
        """Skip a case that fails only since a plugin is broken, as the case of a test before it.

        A broken plugin fails every case of every contract that uses it: one test says why.
        """
        told = self.config.stash.setdefault(_TOLD, {})
        keys = [(one.code, one.message) for one in findings]
        broken = [key for key in keys if key[0] == _BROKEN]
        if broken and all(key in told for key in keys):
            pytest.skip(f"{broken[0][1]}: see {told[broken[0]]}")
        for key in keys:
            told.setdefault(key, self.nodeid)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:  # noqa: ANN401 - pytest's own
        """Show what differs without a traceback."""
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the case by its line."""
        return self.path, max(self.case.place.line - 1, 0), self.name

    def _accept(self) -> None:
        """Record the case in the file as it stands now: cases before it may have changed it."""
        from vbc_rules.testing.accepting import accepted
        from vbc_rules.testing.cases import read_cases

        [case] = [one for one in read_cases(self.path) if one.name == self.case.name]
        differences = _checker(self.config).differences(case)
        self.path.write_text(accepted(case.document.text, differences), encoding="utf-8")


class CaseFailed(Exception):
    """A case that did not come out as expected."""


def _checker(config: pytest.Config) -> CaseChecker:
    """Return the checker of this run: each contract is read once."""
    from vbc_rules.hooks.registry import Registry
    from vbc_rules.testing.checking import CaseChecker

    if _CHECKER not in config.stash:
        config.stash[_CHECKER] = CaseChecker(Registry.installed())
    return config.stash[_CHECKER]


def _sentences(findings: Any) -> Iterator[str]:  # noqa: ANN401 - diagnostics, imported late
    for finding in findings:
        where = f"{finding.place}: " if finding.place else ""
        hint = f" (hint: {finding.hint})" if finding.hint else ""
        yield f"{where}{finding.code} {finding.message}{hint}"
