"""What a repository says about lint: `[tool.vbc.lint]` in vbc.toml or pyproject.toml.

The file is looked for from a contract's folder upwards; the nearest one counts, alone.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, get_args

import attrs

from vbc_rules.contracts.text.text_file import is_file, read_text
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, Severity, refuse
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.lint.linting import Level

NAMES = ("vbc.toml", "pyproject.toml")
KEYS = ("select", "ignore", "severity", "per-path-ignores")
LEVELS = (*get_args(Severity), "off")
_LARGEST = 1_000_000  # bytes


@attrs.frozen
class Configuration:
    """Which warnings a repository wants told, and how severe its codes are.

    Codes may be written as they begin, besides in `severity`. The patterns of `by_path` are of
    paths from `folder`; `*` stands for any letters, also for `/`.
    """

    folder: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = attrs.field(factory=dict)
    by_path: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    def wants(self, finding: Diagnostic) -> bool:
        """Tell whether a finding is to be told; an error always is."""
        if finding.severity == "error":
            return True
        selected = not self.select or finding.code.startswith(self.select)
        return selected and not finding.code.startswith((*self.ignore, *self._for(finding.place)))

    def _for(self, place: Place | None) -> tuple[str, ...]:
        if self.folder is None or place is None:
            return ()
        path = Path(os.path.relpath(place.file, self.folder)).as_posix()
        return tuple(
            code
            for pattern, codes in self.by_path.items()
            if fnmatchcase(path, pattern)
            for code in codes
        )


def configuration_for(contract: Path, codes: frozenset[str]) -> Configuration:
    """Return what the nearest configuration says; `codes` are all those that exist.

    Raises:
        Refusal: VBC001 to VBC005 for a file that cannot be read, VBC953 for one that is no
            configuration, VBC952 for unknown keys, VBC035 for unknown codes; all at once.
    """
    return _nearest(Path(os.path.abspath(contract)).parent, codes)  # noqa: PTH100 - links stay


@cache
def _nearest(folder: Path, codes: frozenset[str]) -> Configuration:
    for above in (folder, *folder.parents):
        found = [one for name in NAMES if (one := _section(above / name)) is not None]
        if len(found) > 1:
            message = "Both vbc.toml and pyproject.toml configure lint here."
            raise refuse("VBC953", message, found[1].place("lint"), "keep one of the two")
        if found:
            return _configured(above, found[0], codes)
    return Configuration()


@attrs.frozen
class _Section:
    """The table `[tool.vbc.lint]` of a file, as it is written."""

    file: str
    text: str
    table: Mapping[str, Any]

    def place(self, word: str) -> Place:
        """Return where a word first stands."""
        for number, line in enumerate(self.text.split("\n"), 1):
            if word in line and not line.lstrip().startswith("#"):
                return Place(self.file, number, line.index(word) + 1)
        return Place(self.file)


def _section(path: Path) -> _Section | None:
    if not is_file(path):
        return None
    text, file = read_text(path, _LARGEST), _shown(path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if path.name == "pyproject.toml" and "tool.vbc" not in text:
            return None
        raise refuse("VBC953", f"This is not TOML: {error}.", Place(file)) from None
    section = _Section(file, text, {})
    ours = _within(section, _within(section, table, "tool"), "vbc")
    if path.name == "vbc.toml":
        _refuse_others(section, table, ours)
    return attrs.evolve(section, table=ours["lint"]) if "lint" in ours else None


def _within(section: _Section, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise Refusal([_wrong_kind(section, name, "a table")])
    return found


def _refuse_others(section: _Section, table: Mapping[str, Any], ours: Mapping[str, Any]) -> None:
    """Refuse what stands in vbc.toml besides the one table that is read."""
    wrong = [name for name in table if name != "tool"]
    wrong += [name for name in table.get("tool", {}) if name != "vbc"]
    wrong += [name for name in ours if name != "lint"]
    if wrong:
        raise Refusal(_unknown(section, name, "write [tool.vbc.lint]") for name in wrong)


def _shown(path: Path) -> str:
    """Return a path as people see it: from the folder they are in, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _configured(folder: Path, section: _Section, codes: frozenset[str]) -> Configuration:
    if findings := list(_findings(section, codes)):
        raise Refusal(findings)
    table = section.table
    return Configuration(
        folder,
        tuple(table.get("select", ())),
        tuple(table.get("ignore", ())),
        table.get("severity", {}),
        {pattern: tuple(one) for pattern, one in table.get("per-path-ignores", {}).items()},
    )


def _findings(section: _Section, codes: frozenset[str]) -> Iterator[Diagnostic]:
    table: Any = section.table
    if not isinstance(table, dict):
        yield _wrong_kind(section, "lint", "a table")
        return
    for name in table:
        if name not in KEYS:
            hint = suggestion(name, KEYS, f"keys are {', '.join(KEYS)}", table)
            yield _unknown(section, name, hint)
    for name in ("select", "ignore"):
        yield from _listed(section, name, table.get(name, []), codes)
    yield from _severities(section, table.get("severity", {}), codes)
    yield from _paths(section, table.get("per-path-ignores", {}), codes)


def _unknown(section: _Section, name: str, hint: str) -> Diagnostic:
    message = f"The configuration of lint has no key `{name}`."
    return Diagnostic("VBC952", message, section.place(name), hint)


def _wrong_kind(section: _Section, name: str, wanted: str) -> Diagnostic:
    return Diagnostic("VBC953", f"`{name}` must be {wanted}.", section.place(name))


def _listed(
    section: _Section,
    name: str,
    listed: Any,  # noqa: ANN401 - any TOML
    codes: Collection[str],
) -> Iterator[Diagnostic]:
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        yield _wrong_kind(section, name, "a list of codes, or how they begin")
        return
    for one in listed:
        if not any(code.startswith(one) for code in codes):
            yield _no_code(section, one, f"No code is `{one}` or begins so.")


def _no_code(section: _Section, code: str, message: str) -> Diagnostic:
    hint = "vbc lint has the codes of docs/lint.md, and those of the installed plugins"
    return Diagnostic("VBC035", message, section.place(code), hint)


def _severities(
    section: _Section,
    table: Any,  # noqa: ANN401 - any TOML
    codes: Collection[str],
) -> Iterator[Diagnostic]:
    if not isinstance(table, dict):
        yield _wrong_kind(section, "severity", "a table of codes")
        return
    for code, level in table.items():
        if code not in codes:
            yield _no_code(section, code, f"`{code}` is no rule of lint.")
        if level not in LEVELS:
            yield _wrong_kind(section, code, f"one of {', '.join(LEVELS)}")


def _paths(
    section: _Section,
    table: Any,  # noqa: ANN401 - any TOML
    codes: Collection[str],
) -> Iterator[Diagnostic]:
    if not isinstance(table, dict):
        yield _wrong_kind(section, "per-path-ignores", "a table of paths")
        return
    for pattern, listed in table.items():
        yield from _listed(section, pattern, listed, codes)
