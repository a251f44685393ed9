"""The class an author writes: a payment or scoring model that reads like the contract."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from vbc_rules.language.arrangement import Arrangement, check_arrangement
from vbc_rules.language.axes import Axis, AxisDeclaration
from vbc_rules.language.checks import check_edition
from vbc_rules.language.clauses import Clause
from vbc_rules.language.declarations import Constant, Declaration, TableDeclaration
from vbc_rules.language.errors import author_place, code_place, wrong
from vbc_rules.language.parts import Part, Wire
from vbc_rules.language.relation_checks import check_relations
from vbc_rules.language.traced import Traced
from vbc_rules.language.tracing import Trace, unknown
from vbc_rules.language.tree import Nodes
from vbc_rules.language.types import Names, annotation_of, author_names
from vbc_rules.language.waterfall import Stages

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place
    from vbc_rules.language.edition import Edition


class PaymentModel:
    """A payment or scoring model: facts, exhibit, law and terms in one class body.

    `id` is `namespace.name`; a class without an id is a base that others extend.
    `first_year` and `last_year` bound the performance years whose law is written here:
    another year is refused, never computed by the nearest one. `waterfall` declares how
    the money results come about, `arrangement` what kind of payment it is. Defining the
    class traces and checks every edition.
    """

    id: ClassVar[str]
    first_year: ClassVar[int | None] = None
    last_year: ClassVar[int | None] = None
    waterfall: ClassVar[Stages | tuple[Stages, ...]] = ()
    arrangement: ClassVar[Arrangement | None] = None

    declarations: ClassVar[dict[str, Declaration]] = {}
    clauses: ClassVar[dict[str, Clause[Any]]] = {}
    parts: ClassVar[dict[str, Part]] = {}
    defined_at: ClassVar[Place]
    _nodes: ClassVar[Nodes]
    _editions: ClassVar[dict[int, Edition]] = {}

    def __init_subclass__(cls) -> None:
        """Collect what the class declares, then trace and check all of its editions."""
        cls.defined_at = author_place()
        _refuse_helpers(cls)
        _refuse_taken_names(cls)
        names = author_names(cls.__module__)
        cls.declarations = {**cls.declarations, **_declared(cls, names)}
        cls.clauses = {**cls.clauses, **_own_clauses(cls, names)}
        own = {name: one for name, one in vars(cls).items() if isinstance(one, Part)}
        cls.parts = {**cls.parts, **own}
        cls._editions = {}
        if PaymentModel in cls.__bases__:
            cls._nodes = {}  # a family of models has most of its terms in common
        if hasattr(cls, "id"):
            check_relations(cls.declarations)
            check_arrangement(cls)
            for year in cls.edition_years():
                cls.edition(year)

    @classmethod
    def title(cls) -> str:
        """Return the first line of the class's own docstring, or its name."""
        written = (cls.__doc__ or "").strip() or cls.__name__
        return written.splitlines()[0].rstrip(".")

    @classmethod
    def edition_years(cls) -> tuple[int, ...]:
        """Return the first year of each edition, ascending."""
        first, last = cls.covered_years()
        later = sorted(year for year in _changes(cls) if year > first)
        return (first, *(year for year in later if last is None or year <= last))

    @classmethod
    def covered_years(cls) -> tuple[int, int | None]:
        """Return the first and last year that the model and all its parts cover.

        0 is for a model that holds in all earlier years, None for one without an end.
        """
        parts = [one.model.covered_years() for one in cls.parts.values()]
        first = max([cls.first_year or 0, *(start for start, _ in parts)])
        ends = [end for end in (cls.last_year, *(end for _, end in parts)) if end is not None]
        return first, min(ends, default=None)

    @classmethod
    def edition(cls, year: int) -> Edition:
        """Return the tree that holds in a performance year.

        Raises:
            DefinitionError: VBC619 for a year outside the covered years.
        """
        first, last = cls.covered_years()
        if year < first or (last is not None and year > last):
            hint = f"it covers {first or 'all years'} to {last or 'now'}"
            raise wrong("VBC619", f"{cls.id} has no edition for {year}", hint=hint)
        since = max(start for start in cls.edition_years() if start <= year)
        if since not in cls._editions:
            edition = Trace(cls, since).edition()
            check_edition(edition)
            cls._editions[since] = edition
        return cls._editions[since]

    def __init__(
        self, trace: Trace, prefix: str, around: PaymentModel | None, wires: dict[str, Wire]
    ) -> None:
        """Begin a trace of this model; only `Trace` does."""
        self._trace, self._prefix, self._around, self._wires = trace, prefix, around, wires

    def _axis(self, declared: AxisDeclaration) -> Axis:
        return self._trace.axis(self, declared)

    def _read(self, declared: Declaration) -> Any:
        return self._trace.read(self, declared)

    def _clause(self, clause: Clause[Any]) -> Any:
        return self._trace.clause(self, clause)

    def _part(self, part: Part) -> Traced:
        return self._trace.part(self, part)

    if not TYPE_CHECKING:  # mypy must report unknown names itself

        def __getattr__(self, name: str) -> Any:
            """Refuse an unknown name, and suggest the one that was meant."""
            raise unknown(type(self), name)


def _declared(cls: type[PaymentModel], names: Names) -> dict[str, Declaration]:
    own = {name: one for name, one in vars(cls).items() if isinstance(one, Declaration)}
    for name, one in own.items():
        one.bind(annotation_of(cls, name, names))
    return own


def _own_clauses(cls: type[PaymentModel], names: Names) -> dict[str, Clause[Any]]:
    own = {
        name: one for name, one in vars(cls).items() if isinstance(one, Clause) and one.name == name
    }
    for name, one in own.items():
        one.bind(names)
        inherited = name in cls.clauses
        if inherited and not one.amends:
            raise wrong("VBC613", f"clause `{name}` replaces an inherited one without saying so",
                        one.place, 'write @clause(cites="...", amends="425.604(e)")')  # fmt: skip
        if one.amends and not inherited:
            raise wrong("VBC613", f"clause `{name}` amends nothing that is inherited", one.place)
    return own


def _refuse_helpers(cls: type[PaymentModel]) -> None:
    """Refuse plain methods: what they compute would be in no explanation."""
    for name, one in vars(cls).items():
        if inspect.isfunction(one) or isinstance(one, staticmethod | classmethod | property):
            message = f"`{name}` is a method but no clause"
            raise wrong("VBC620", message, _line_of(one), "mark it @clause")


def _refuse_taken_names(cls: type[PaymentModel]) -> None:
    """Refuse a term named like an attribute of every model: it would replace it."""
    taken = {*dir(PaymentModel), *PaymentModel.__annotations__}
    for name, one in vars(cls).items():
        if isinstance(one, Declaration | Clause | Part | AxisDeclaration) and name in taken:
            place = getattr(one, "place", None)
            message = f"`{name}` is a name that every model has"
            raise wrong("VBC626", message, place, f"call it `the_{name}`, or better")


def _line_of(method: Any) -> Place | None:
    function = getattr(method, "fget", None) or inspect.unwrap(method)
    return code_place(function.__code__) if inspect.isfunction(function) else None


def _changes(cls: type[Traced]) -> set[int]:
    """Return the years in which a clause, a constant or a table of the law changes."""
    years = {version.since for one in cls.clauses.values() for version in one.versions}
    for declared in cls.declarations.values():
        if isinstance(declared, Constant | TableDeclaration):
            years.update(declared.dated)
    for one in cls.parts.values():
        years.update(_changes(one.model))
    return years
