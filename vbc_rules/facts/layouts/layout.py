"""A layout: how a carrier's published file is read, as values built from its YAML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from vbc_rules.diagnostics import Place

CellValue = Fraction | bool | str | date | None
"""What a cell of a published file says once it is read; None is missing."""

Kind = Literal["number", "rate", "flag", "text", "date"]

SCALES = {
    "fraction": Fraction(1),
    "percent": Fraction(1, 100),
    "divided_twice": Fraction(100),
}
"""What a printed rate is multiplied with: 0.02, 2.00, and 0.0002 where 2 % is meant."""


@attrs.frozen
class ColumnRule:
    """How one column of the file is found and read.

    `headings` are its possible names, the first one there counts. `words` are texts with
    a value of their own, `scales` the scales in which a rate may be printed, of which the
    first is taken that brings the largest value of the column into `largest_between`.
    `printed_to` is the step to which the file rounds. `followed_by` are texts that may
    stand after a number and are left out. Of a column that varies by an axis there is a
    rule for every entry, whose name ends in it: `rate[HAI-1]`.
    """

    name: str
    headings: tuple[str, ...]
    reads: Kind
    place: Place
    optional: bool = False
    words: Mapping[str, Fraction] = attrs.field(factory=dict)
    other_words_missing: bool = False
    blank: Literal["missing", "no", "zero"] = "missing"
    scales: tuple[str, ...] = ("fraction",)
    largest_between: tuple[Fraction, Fraction] | None = None
    decimals: int | None = None
    printed_to: Fraction | None = None
    absolute: bool = False
    followed_by: tuple[str, ...] = ()


@attrs.frozen
class Condition:
    """A condition on the columns of a row; a missing value meets none but `missing: true`.

    Exactly one of `all_of`, `any_of`, `none_of`, `named`, `contracts`, `always`, `ratio`
    and `column` is given; the last two with a comparison. `always` says whether the entry
    that a rule is for is one of those listed: the same for every row.
    """

    place: Place
    all_of: tuple[Condition, ...] = ()
    any_of: tuple[Condition, ...] = ()
    none_of: tuple[Condition, ...] = ()
    named: str = ""
    contracts: tuple[str, ...] = ()
    column: str = ""
    ratio: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    comparison: Comparison | None = None
    always: bool | None = None


Operation = Literal["is", "at_least", "above", "at_most", "below", "on_or_after", "missing"]


@attrs.frozen
class Comparison:
    """What a value is compared with; `is` holds for any of several values."""

    operation: Operation
    with_values: tuple[CellValue, ...]


@attrs.frozen
class ValueRule:
    """How a value follows from the columns of a row.

    Exactly one of `column`, `add`, `fixed`, `met`, `year_of` and `cases` is given.
    `add` holds columns with their signs. `one_of` keeps a value only if it lies within
    `within` of one of these, and then is that one. A value whose `only_if` is not met is
    missing. `if_missing` is used for a missing value.
    """

    place: Place
    column: str = ""
    add: tuple[tuple[int, str], ...] = ()
    fixed: CellValue = None
    met: Condition | None = None
    year_of: str = ""
    counted_from: int = 0
    cases: tuple[tuple[Condition | None, ValueRule], ...] = ()
    one_of: tuple[Fraction, ...] = ()
    within: Fraction = Fraction(0)
    only_if: Condition | None = None
    if_missing: CellValue = None


@attrs.frozen
class ContractCase:
    """The contract of the rows that meet a condition, or of all that are left."""

    when: Condition | None
    contract: str


@attrs.frozen
class Published:
    """A result that the file publishes, and the clause that computes the same.

    `printed_to` is the step to which the file rounds the result; what is computed is
    rounded so before both are compared. `tolerance` is how far they may differ because
    the inputs are printed rounded. A result besides the main one has a name; one that
    varies by an axis stands there once for each entry.
    """

    clause: str
    value: ValueRule
    printed_to: Fraction
    tolerance: Fraction
    because: str
    name: str = ""
    axis: str = ""
    entry: str = ""

    @property
    def label(self) -> str:
        """Return the name with the entry; empty for the main result."""
        return f"{self.name}[{self.entry}]" if self.entry else self.name


@attrs.frozen
class Cause:
    """A known reason for a difference; it never names an entity.

    `published` says on which side of the computed result the published one lies. A cause
    that varies by an axis stands there once for each entry, and explains only its results;
    one that names `results` explains no others.
    """

    name: str
    title: str
    when: Condition
    published: Literal["above", "below", "either", "nearer_zero"]
    entry: str = ""
    results: tuple[str, ...] = ()

    def may_explain(self, one: Published) -> bool:
        """Tell whether the cause is one of this result."""
        named = not self.results or one.name in self.results
        return named and self.entry in {"", one.entry}


@attrs.frozen
class LatestDate:
    """The year in which the latest date of a column must lie, to tell files of years apart."""

    column: str
    earliest: date | None
    last: date | None


@attrs.frozen
class MissingLabel:
    """A heading that the file lacks, so that all that follow stand one column too far left."""

    heading: str
    before: str
    place: Place


@attrs.frozen
class HeaderLines:
    """The lines that hold the headings, and the line in which the rows begin.

    A column is called by the lowest of its headings that is not empty.
    """

    first: int
    last: int
    rows_from: int


@attrs.frozen
class RowPer:
    """A file with a row for each entity and entry of an axis; `heading` is that of the entry.

    The rows of an entity become one, with the columns of each entry: `HAI-1 Score`.
    """

    axis: str
    heading: str


@attrs.frozen
class FileRule:
    """What the file must look like to be the one that the layout is for.

    `records` is the key of the list of records in a JSON file. `rows` says which rows are
    read where a file also has others, such as those of other years.
    """

    has: tuple[str, ...] = ()
    has_not: Mapping[str, str] = attrs.field(factory=dict)
    latest: LatestDate | None = None
    missing_label: MissingLabel | None = None
    header: HeaderLines | None = None
    row_per: RowPer | None = None
    records: str = ""
    rows: Condition | None = None


@attrs.frozen
class FolderFile:
    """A file of a folder, by a pattern of its name; `prefix` begins its headings."""

    pattern: str
    prefix: str = ""


@attrs.frozen
class AxisRule:
    """The entries of an axis, each as headings write it, and what each lies within."""

    entries: Mapping[str, str]
    within: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class EntityRule:
    """Where the id of a row stands; `numbered` tells entities of one name apart."""

    headings: tuple[str, ...]
    place: Place
    numbered: bool = False


@attrs.frozen
class Layout:
    """A layout as it is written, with everything that it extends.

    `facts` are those without axes; `varying` holds the rule of each entry of the others,
    `fact_axes` what they vary by.
    `published` is the main result, `results` are the further ones.
    """

    id: str
    title: str
    file: str
    blank: tuple[str, ...]
    encodings: tuple[str, ...]
    tolerates: tuple[str, ...]
    entity: EntityRule
    file_rule: FileRule
    columns: Mapping[str, ColumnRule]
    conditions: Mapping[str, Condition]
    contracts: tuple[ContractCase, ...]
    facts: Mapping[str, ValueRule]
    published: Published | None
    causes: tuple[Cause, ...]
    files: tuple[FolderFile, ...] = ()
    axes: Mapping[str, AxisRule] = attrs.field(factory=dict)
    varying: Mapping[str, Mapping[str, ValueRule]] = attrs.field(factory=dict)
    fact_axes: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    results: tuple[Published, ...] = ()

    def compared(self) -> tuple[Published, ...]:
        """Return every published result: the main one first, if there is one."""
        return (*((self.published,) if self.published else ()), *self.results)
