"""An edition: a model's terms as they stand in a performance year, as one tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.language.axes import Axis
from vbc_rules.language.tree import Value
from vbc_rules.language.waterfall import Stages

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place
    from vbc_rules.language.declarations import Declaration


@attrs.frozen(eq=False)
class ClauseRecord:
    """A traced clause. `source` names its module and line, the same on every machine."""

    name: str
    title: str
    expression: Value
    cites: str
    place: Place
    source: str
    result: bool


@attrs.frozen(eq=False)
class Term:
    """A fact, parameter, constant or table that an edition reads, under its full name."""

    name: str
    declaration: Declaration
    axes: tuple[Axis, ...]

    @property
    def kind(self) -> str:
        """Return fact, parameter or constant."""
        return self.declaration.kind


@attrs.frozen
class Law:
    """A value set by law, and the year since which it holds. A table is its rows."""

    value: Fraction | tuple[Mapping[str, Any], ...]
    since: int
    cites: str


@attrs.frozen(eq=False)
class Edition:
    """The tree of one edition. `clauses` are in an order in which each can be computed.

    `since` is the first performance year of the edition (0: always). `terms` are only
    those that some clause reads.
    """

    model: str
    title: str
    since: int
    terms: Mapping[str, Term]
    laws: Mapping[str, Law]
    clauses: Mapping[str, ClauseRecord]
    results: tuple[str, ...]
    ladders: tuple[Stages, ...]
    axes: Mapping[str, Axis]

    @property
    def headline(self) -> str:
        """Return the result that is paid: the one its model declares first."""
        return self.results[0]

    def facts(self) -> tuple[Term, ...]:
        """Return the facts that some clause reads: the data request."""
        return tuple(term for term in self.terms.values() if term.kind == "fact")

    def parameters(self) -> tuple[Term, ...]:
        """Return the parameters and contract tables that some clause reads."""
        return tuple(term for term in self.terms.values() if term.kind == "parameter")

    def behind(self, names: Iterable[str]) -> Edition:
        """Return the edition with only the clauses that these depend on, and their terms."""
        found: set[str] = set()
        waiting = [name for name in names if name in self.clauses]
        terms: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            for value in walk(self.clauses[name].expression, set()):
                if value.op == "ref":
                    waiting.append(value.args[0])
                elif value.op in {"leaf", "lookup", "column"}:
                    terms.add(value.args[0])
        clauses = {name: record for name, record in self.clauses.items() if name in found}
        return attrs.evolve(
            self,
            clauses=clauses,
            terms={name: term for name, term in self.terms.items() if name in terms},
            results=tuple(name for name in self.results if name in found),
            ladders=(),
        )

    def nodes(self) -> Iterator[Value]:
        """Yield every node once, children before parents, in clause order."""
        seen: set[int] = set()
        for record in self.clauses.values():
            yield from walk(record.expression, seen)

    def fingerprint(self) -> str:
        """Return a hash of the terms: equal for equal trees, whatever the file says besides."""
        import hashlib

        lines = [f"{name} = {outline(one.expression)}" for name, one in self.clauses.items()]
        lines += [f"{name} : {law.value}" for name, law in sorted(self.laws.items())]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def walk(value: Value, seen: set[int]) -> Iterator[Value]:
    """Yield the nodes of an expression that are not yet `seen`, children before parents."""
    if id(value) in seen:
        return
    seen.add(id(value))
    for child in value.children:
        yield from walk(child, seen)
    yield value


def outline(value: Value) -> str:
    """Return a tree as text: unit, operation and arguments, without line numbers."""
    args = (outline(arg) if isinstance(arg, Value) else _plain(arg) for arg in value.args)
    return f"{value.unit.id}:{value.op}({', '.join(args)})"


def _plain(arg: object) -> str:
    return arg.name if isinstance(arg, Axis) else str(arg)
