"""One value of the tree for every entry of its axes, exactly, as arrays of integers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import attrs

from vbc_rules.evaluation.entered import Stored
from vbc_rules.evaluation.inputs import Scalar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

Kind = Literal["number", "truth", "option"]
LARGEST_DENOMINATOR = 10**9
"""Numbers are brought to one denominator up to this; beyond it each one keeps its own."""


@attrs.frozen(eq=False)
class Column:
    """Values by position: a number is `values[i] / below[i] * unit`, `below` is above 0.

    A yes/no has true and false, an option its code in the vocabulary. `values` are int64
    where they fit, else Python's integers in an array of objects. Where `missing` holds
    there is no value; where `trouble` holds the reference would stop with an error. The
    integer there is 0.
    """

    kind: Kind
    values: Array
    unit: Fraction = Fraction(1)
    below: Array | None = None
    missing: Array | None = None
    trouble: Array | None = None

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self.values)

    @property
    def shape(self) -> tuple[object, ...]:
        """Return what a compiled program depends on."""
        arrays = (self.below, self.missing, self.trouble)
        return (self.kind, self.unit, *(one is None for one in arrays))

    def number(self, position: int) -> Fraction | None:
        """Return a number, None where it is missing."""
        if self.missing is not None and self.missing[position]:
            return None
        below = 1 if self.below is None else int(self.below[position])
        return Fraction(int(self.values[position]), below) * self.unit

    def spread(self, index: Array | None, count: int) -> Column:
        """Return the values at the positions of an index; without one, the only value."""
        if index is None and len(self) == count:
            return self

        def there(array: Array | None) -> Any:
            from numpy import broadcast_to

            if array is None:
                return None
            return broadcast_to(array, (count,)) if index is None else array[index]

        return attrs.evolve(
            self,
            values=there(self.values),
            below=there(self.below),
            missing=there(self.missing),
            trouble=there(self.trouble),
        )


def integers(values: Sequence[int]) -> Array:
    """Return integers as an array: int64, or objects where one does not fit."""
    import numpy as np

    try:
        return np.asarray(values, np.int64)
    except OverflowError:
        found = np.empty(len(values), object)
        found[:] = values
        return found


def flags(values: Sequence[bool] | Array) -> Array | None:
    """Return conditions as an array, None where none holds."""
    import numpy as np

    found = np.asarray(values, bool)
    return found if found.any() else None


def column_of(
    kind: Kind,
    scalars: Sequence[Scalar],
    vocabulary: Mapping[str, int],
    places: int = 0,
    trouble: Sequence[bool] | Array | None = None,
) -> Column:
    """Return single values as a column; None is missing. `places` are the usual decimals."""
    missing = flags([one is None for one in scalars])
    held = None if trouble is None else flags(trouble)
    if kind == "number":
        numbers = [one if isinstance(one, Fraction) else Fraction(0) for one in scalars]
        return attrs.evolve(numbers_of(numbers, places), missing=missing, trouble=held)
    if kind == "truth":
        import numpy as np

        truths = np.asarray([one is True for one in scalars], bool)
        return Column(kind, truths, missing=missing, trouble=held)
    unknown = len(vocabulary)
    codes = [vocabulary.get(one, unknown) if isinstance(one, str) else 0 for one in scalars]
    return Column(kind, integers(codes), missing=missing, trouble=held)


def numbers_of(numbers: Sequence[Fraction], places: int = 0) -> Column:
    """Return numbers over one denominator, or each over its own where that gets too large."""
    parts = 10**places
    for number in {number.denominator for number in numbers}:
        parts = math.lcm(parts, number)
        if parts > max(LARGEST_DENOMINATOR, 10**places):
            below = integers([number.denominator for number in numbers])
            return Column("number", integers([one.numerator for one in numbers]), below=below)
    values = integers([one.numerator * (parts // one.denominator) for one in numbers])
    return Column("number", values, Fraction(1, parts))


def stored_column(stored: Stored, vocabulary: Mapping[str, int]) -> Column:
    """Return values of a file as a column."""
    import numpy as np

    missing = None if stored.missing is None else flags(np.asarray(stored.missing, bool))
    if stored.truth:
        return Column("truth", np.asarray(stored.integers, bool), missing=missing)
    values = integers(stored.integers)
    if stored.options is not None:
        unknown = len(vocabulary)
        codes = [vocabulary.get(option, unknown) for option in stored.options] or [0]
        return Column("option", np.asarray(codes, np.int64)[values], missing=missing)
    return Column("number", values, Fraction(1, 10**stored.scale), missing=missing)
