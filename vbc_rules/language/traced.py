"""A model as those see it who trace it: what its class declares, what an instance is asked."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from vbc_rules.language.tree import Nodes


class Traced(Protocol):
    """A model in a trace. Its attributes ask it for axes, terms, clauses and parts."""

    id: ClassVar[str]
    declarations: ClassVar[dict[str, Any]]
    clauses: ClassVar[dict[str, Any]]
    parts: ClassVar[dict[str, Any]]
    waterfall: ClassVar[Any]
    arrangement: ClassVar[Any]
    _nodes: ClassVar[Nodes]
    _prefix: str
    _around: Any
    _wires: dict[str, Any]

    def __init__(self, trace: Any, prefix: str, around: Any, wires: dict[str, Any]) -> None:
        """Begin a trace of the model under a prefix, wired to the model around it."""

    @classmethod
    def title(cls) -> str:
        """Return the model's title."""
        ...

    @classmethod
    def covered_years(cls) -> tuple[int, int | None]:
        """Return the first and last year that the model covers."""
        ...

    def _part(self, part: Any) -> Any: ...
