"""What a plugin declares: frozen objects, nothing that acts before or after a settlement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:  # who only checks a contract does not wait for settlements
    from vbc_rules.statements.settlement import Settlement

API_VERSION = 1
"""The version of the hook specification; a plugin says for which it was written."""


@attrs.frozen
class PluginInfo:
    """Who a plugin is. `namespace` is the entry-point name and begins every id it declares."""

    namespace: str
    title: str
    api: int = API_VERSION
    homepage: str = ""


@attrs.frozen
class ModelAt:
    """A payment model by its id and place, `package.module:Class`.

    Where a plugin names its models instead of handing them over, a model is imported and
    traced only when a contract uses it.
    """

    id: str
    place: str


@attrs.frozen
class ReportFormat:
    """A way to write settlements. `render` is pure: the same settlements give the same bytes.

    `lines_up_to` is the most entities for which it reads explanation lines; None if it
    always does. Settlements without lines are computed many at a time.
    """

    id: str
    title: str
    media_type: str
    suffix: str
    render: Callable[[Sequence[Settlement]], bytes]
    lines_up_to: int | None = None

    def reads_lines(self, entities: int) -> bool:
        """Tell whether statements of so many entities need explanation lines."""
        return self.lines_up_to is None or entities <= self.lines_up_to


@attrs.frozen
class FactLayout:
    """A data file (YAML) that maps a carrier's published file to facts and agreements."""

    id: str
    title: str
    file: Path


@attrs.frozen
class PublishedProgram:
    """A program whose results are public, so that `vbc replay` can compute them again.

    `layouts` gives the layout id of each performance year. `contracts` is the folder that
    holds the contract files which the layouts name.
    """

    id: str
    title: str
    layouts: dict[int, str]
    contracts: Path


def _one_path(example: Example, field: attrs.Attribute[Path], value: object) -> None:
    if not isinstance(value, Path):
        message = f"`{field.name}` of Example {example.id} must be one pathlib.Path, not {value!r}"
        raise TypeError(message)


def _paths(example: Example, field: attrs.Attribute[Any], value: Iterable[object]) -> None:
    listed = tuple(value)
    if not listed or not all(isinstance(one, Path) for one in listed):
        said = f"must be a pathlib.Path or several, not {listed!r}"
        raise TypeError(f"`{field.name}` of Example {example.id} {said}")


def _several(value: Path | Iterable[Path]) -> tuple[Path, ...]:
    """Return one path or several as several; what is no path is told by the validator."""
    several: Any = value if isinstance(value, list | tuple) else (value,)
    return tuple(several)


@attrs.frozen
class Example:
    """A contract with facts that settles; used by documentation, tests and `make demo`.

    `facts` is one file, or several of which each gives other facts: one with a row for each
    entity, another one with a row for each entry.
    """

    id: str
    title: str
    contract: Path = attrs.field(validator=_one_path)
    facts: tuple[Path, ...] = attrs.field(converter=_several, validator=_paths)


@attrs.frozen
class ContractCheck:
    """An additional check of a contract's meaning; `check` gets the `Contract`, yields findings."""

    code: str
    title: str
    check: Callable[[Any], Iterable[Diagnostic]]


@attrs.frozen
class Classified:
    """What a contract is in a program's own words from a first to a last day, and why."""

    start: date
    end: date
    label: str
    reasons: tuple[str, ...] = ()


@attrs.frozen
class ContractClassification:
    """A program's own classes of contracts, such as levels; `classify` gets the contract."""

    id: str
    title: str
    classify: Callable[[Any], Iterable[Classified]]


@attrs.frozen
class LintRule:
    """A rule of `vbc lint`: something that a valid contract had better state otherwise.

    `check` gets the contract as lint sees it: its terms, its models, and what they can give. It
    yields findings with the rule's own code; `severity` is theirs unless the configuration of a
    repository says otherwise.
    """

    code: str
    title: str
    severity: Severity
    check: Callable[[Any], Iterable[Diagnostic]]
