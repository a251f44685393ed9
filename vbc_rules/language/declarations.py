"""What a model declares at its top: facts, parameters, constants and tables.

Type, unit, limits and description of a term are written once, here; the schema, the
checks of facts, the documentation and the editor's completion all read this line.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from vbc_rules.language.axes import Axis, AxisDeclaration
from vbc_rules.language.errors import author_place, wrong
from vbc_rules.language.operations import exact
from vbc_rules.language.quantities import Ordered
from vbc_rules.language.relations import Names, Relations
from vbc_rules.language.tables import Table, exhibit
from vbc_rules.language.tree import Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


Per = Axis | tuple[Axis, ...]


class Declaration:
    """A named term of a model. `unit` is the class its annotation names."""

    kind: ClassVar[str]
    optional = False
    relations = Relations()
    cites = ""

    def __init__(self, title: str, per: Per = ()) -> None:
        """Keep the description and the axes; name and unit follow from the class body."""
        self.title = title
        declared: Any = per if isinstance(per, tuple) else (per,)
        if not all(isinstance(one, AxisDeclaration) for one in declared):
            raise wrong("VBC606", "`per` names no axis", hint="write per=measure, an axis(...)")
        self.per: tuple[AxisDeclaration, ...] = declared
        self.name = ""
        self.unit: type[Any] = Value
        self.place = author_place()

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the attribute's name."""
        self.name = name

    if not TYPE_CHECKING:  # for mypy an attribute is what its annotation says

        def __get__(self, model: Any, owner: type) -> Any:
            """Return the declaration on the class, a node of the tree on a traced model."""
            return self if model is None else model._read(self)

    def bind(self, unit: type[Any]) -> None:
        """Take the unit from the annotation."""
        self.unit = unit


class Given(Declaration):
    """A term whose value comes from outside: its limits and decimals are checked there."""

    def __init__(  # noqa: PLR0913 - one line of a model declares everything about a term
        self,
        title: str,
        per: Per,
        *,
        optional: bool,
        places: int | None,
        minimum: str | int | None,
        maximum: str | int | None,
        choices: tuple[str, ...],
        relations: Relations,
    ) -> None:
        """Keep what was declared; limits left out come from the unit."""
        super().__init__(title, per)
        self.relations = relations
        self.optional, self.places, self.choices = optional, places, choices
        self.minimum = None if minimum is None else exact(minimum)
        self.maximum = None if maximum is None else exact(maximum)

    def bind(self, unit: type[Any]) -> None:
        """Take unit, decimals and limits from the annotation where none were declared."""
        super().bind(unit)
        _require_unit(self, Value)
        info = unit.unit
        self.places = info.places if self.places is None else self.places
        if self.minimum is None and info.minimum is not None:
            self.minimum = Fraction(info.minimum)
        if self.maximum is None and info.maximum is not None:
            self.maximum = Fraction(info.maximum)


class Fact(Given):
    """A number that is reported for the performance period."""

    kind = "fact"

    def bind(self, unit: type[Any]) -> None:
        """Require that a number says how many decimals it may have."""
        super().bind(unit)
        if self.places is None and unit.__name__ not in ("YesNo", "Choice"):
            raise wrong(
                "VBC608",
                f"fact `{self.name}` does not say how many decimals it has",
                self.place,
                "write places=4",
            )


class Parameter(Given):
    """A number that the parties agree; the contract's YAML gives it."""

    kind = "parameter"


class Constant(Declaration):
    """A number set by law, by the year from which it holds."""

    kind = "constant"

    def __init__(self, title: str, dated: Mapping[int, str | int], cites: str) -> None:
        """Keep the values by year."""
        super().__init__(title)
        self.cites = _cited(cites, "constant")
        self.dated = {year: exact(text) for year, text in sorted(dated.items())}

    def bind(self, unit: type[Any]) -> None:
        """Require a unit of numbers."""
        super().bind(unit)
        _require_unit(self, Ordered)


class TableDeclaration(Declaration):
    """A table: law if it has rows here, otherwise a parameter of the contract."""

    def __init__(  # noqa: PLR0913 - one line of a model declares everything about a table
        self,
        title: str,
        per: Per,
        rows: str | Mapping[int, str] | None,
        cites: str,
        *,
        optional: bool,
        relations: Relations,
    ) -> None:
        """Keep the exhibit as written; its rows are read when the columns are known."""
        super().__init__(title, per)
        self.optional, self.relations = optional, relations
        self.cites = cites if rows is None else _cited(cites, "table")
        self._written = {0: rows} if isinstance(rows, str) else dict(rows or {})
        self.dated: dict[int, Sequence[Mapping[str, Any]]] = {}

    @property
    def kind(self) -> str:  # type: ignore[override]
        """Return constant for a table of the law, parameter for one of the contract."""
        return "constant" if self._written else "parameter"

    def bind(self, unit: type[Any]) -> None:
        """Take the columns from the annotation and read the exhibit by them."""
        super().bind(unit)
        _require_unit(self, Table)
        if self.optional and self._written:
            message = f"table `{self.name}` of the law cannot be left out of a contract"
            raise wrong("VBC610", message, self.place)
        if self.per and self._written:
            message = f"table `{self.name}` of the law cannot vary: it has one exhibit a year"
            raise wrong("VBC610", message, self.place)
        self.dated = {
            year: exhibit(unit, text, self.place) for year, text in sorted(self._written.items())
        }


def _require_unit(declared: Declaration, kind: type[Any]) -> None:
    """Require that a term is annotated with a unit, or a table with a table class."""
    if not issubclass(declared.unit, kind):
        message = f"`{declared.name}` cannot be of type {declared.unit.__name__}"
        raise wrong("VBC608", message, declared.place, "annotate it with a unit, such as USD")


def _cited(cites: str, what: str) -> str:
    if not cites.strip():
        raise wrong("VBC609", f"a {what} of the law needs a citation", hint='write cites="..."')
    return cites


def fact(  # noqa: PLR0913 - one line declares everything about a term
    title: str,
    *,
    per: Per = (),
    optional: bool = False,
    places: int | None = None,
    minimum: str | int | None = None,
    maximum: str | int | None = None,
    choices: tuple[str, ...] = (),
    needed_with: Names = (),
) -> Any:
    """Declare a fact.

    `per` gives the axes it varies by, `places` the most decimals a value may have,
    `minimum` and `maximum` its limits (a rate is 0 to 1 unless they say otherwise),
    `choices` the options of a Choice. An optional fact may be missing, except under a
    contract that states one of the parameters `needed_with`.
    """
    return Fact(
        title,
        per,
        optional=optional,
        places=places,
        minimum=minimum,
        maximum=maximum,
        choices=choices,
        relations=Relations(needed_with=needed_with),
    )


def parameter(  # noqa: PLR0913 - one line declares everything about a term
    title: str,
    *,
    per: Per = (),
    optional: bool = False,
    places: int | None = None,
    minimum: str | int | None = None,
    maximum: str | int | None = None,
    choices: tuple[str, ...] = (),
    not_below: Names = (),
    only_with: Names = (),
    needed_with: Names = (),
    not_with: Names = (),
    needed_without: Names = (),
) -> Any:
    """Declare a parameter of the contract; the arguments are those of `fact`.

    Besides, a contract is refused in which the value is less than that of a parameter
    `not_below`, or in which it is stated without any of the parameters `only_with`, or beside
    one `not_with` it; and one that states neither it nor a parameter `needed_without`.
    """
    return Parameter(
        title,
        per,
        optional=optional,
        places=places,
        minimum=minimum,
        maximum=maximum,
        choices=choices,
        relations=Relations(not_below, only_with, needed_with, not_with, needed_without),
    )


def constant(title: str, dated: Mapping[int, str | int], *, cites: str) -> Any:
    """Declare a number set by law: `{2013: "0.02", 2019: "0"}`, each from its year on."""
    return Constant(title, dated, cites)


def table(  # noqa: PLR0913 - one line declares everything about a table
    title: str,
    *,
    per: Per = (),
    rows: str | Mapping[int, str] | None = None,
    cites: str = "",
    optional: bool = False,
    only_with: Names = (),
    needed_with: Names = (),
    not_with: Names = (),
    needed_without: Names = (),
) -> Any:
    """Declare a table. With `rows` (an exhibit, or one by year) it is law and needs `cites`.

    A contract may leave out an optional table: what is read from it is missing, and it has
    no rows to sum over. The relations are those of `parameter`.
    """
    relations = Relations((), only_with, needed_with, not_with, needed_without)
    return TableDeclaration(title, per, rows, cites, optional=optional, relations=relations)
