"""How large the integers of a program can get, and how they are kept in 64 bits.

For a block of rows the least and greatest value of each column are known. Carried
through the program with Python's integers, they bound every step. From its bound follows
how a step is kept:

**narrow**: it always lies within ±(2^63 - 1). An int64 holds it, and int64 arithmetic on
it is exact.

**wide**: it may be larger. Then two arrays hold it: the integer modulo 2^64, which is
what int64 arithmetic leaves when it overflows, and a float64 that is off by at most
`error`, a bound computed here. Together they determine the integer as long as
`error < 2^62`: v is the only integer of the right residue within 2^62 of the float.
That is enough up to about 2^112. No row of a block is ever guessed.

**beyond**: where not even that holds, the block is refused (`TooWide`) and its rows are
settled by Python's integers.

Why the error bounds hold. A float64 operation returns the nearest float of the exact
result of its operands, so it is off by at most 2^-53 of its size; nothing here is small
enough to underflow or large enough to overflow. With |fa - a| <= ea and |fb - b| <= eb:

- converting an integer v: at most 2^-53 |v|; 0 up to 2^53;
- fa + fb is off from a + b by at most ea + eb, before rounding; likewise the difference;
- fa fb is off from a b by at most |a| eb + |b| ea + ea eb, before rounding;
- rounding adds 2^-53 of at most |result| + that error.

Errors are computed in whole numbers and rounded up, so they are bounds themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import attrs

from vbc_rules.evaluation.batch.quotients import RULES

INT64 = 2**63 - 1
LARGEST_ERROR = 2**62 - 1
LARGEST_QUOTIENT = 2**48
LARGEST_DIVISOR = 2**60


class TooWide(Exception):
    """A block has integers that two 64-bit arrays cannot tell apart."""


@attrs.frozen
class Bound:
    """The least and greatest value of a step, and how far its float may be off."""

    low: int
    high: int
    error: int = 0

    @property
    def size(self) -> int:
        """Return the greatest absolute value."""
        return max(-self.low, self.high)

    @property
    def narrow(self) -> bool:
        """Tell whether an int64 always holds the value."""
        return self.size <= INT64

    @property
    def float_error(self) -> int:
        """Return how far the float may be off; that of a narrow value is made from it."""
        return (0 if self.size <= 2**53 else (self.size >> 53) + 1) if self.narrow else self.error


def checked(bound: Bound) -> Bound:
    """Return a bound, if its integers can be told apart.

    Raises:
        TooWide: if they cannot.
    """
    if not bound.narrow and bound.error > LARGEST_ERROR:
        raise TooWide
    return bound


def rounding(size: int, error: int) -> int:
    """Return the whole error of a float result: what it had before, and its own rounding."""
    return error + ((size + error) >> 53) + 1


def _between(low: int, high: int, error: int) -> Bound:
    size = max(-low, high)
    return checked(Bound(low, high, rounding(size, error) if size > INT64 else 0))


def add(a: Bound, b: Bound) -> Bound:
    """Bound a sum."""
    return _between(a.low + b.low, a.high + b.high, a.float_error + b.float_error)


def subtract(a: Bound, b: Bound) -> Bound:
    """Bound a difference."""
    return _between(a.low - b.high, a.high - b.low, a.float_error + b.float_error)


def multiply(a: Bound, b: Bound) -> Bound:
    """Bound a product."""
    corners = [x * y for x, y in product((a.low, a.high), (b.low, b.high))]
    ea, eb = a.float_error, b.float_error
    return _between(min(corners), max(corners), a.size * eb + b.size * ea + ea * eb)


def least(a: Bound, b: Bound) -> Bound:
    """Bound the lesser of two."""
    low, high = min(a.low, b.low), min(a.high, b.high)
    return checked(Bound(low, high, max(a.float_error, b.float_error)))


def greatest(a: Bound, b: Bound) -> Bound:
    """Bound the greater of two."""
    low, high = max(a.low, b.low), max(a.high, b.high)
    return checked(Bound(low, high, max(a.float_error, b.float_error)))


def hull(a: Bound, b: Bound) -> Bound:
    """Bound a value that is one of two."""
    low, high = min(a.low, b.low), max(a.high, b.high)
    return checked(Bound(low, high, max(a.float_error, b.float_error)))


def divisor(a: Bound) -> Bound:
    """Bound the size of a value, at least 1."""
    least_size = 0 if a.low <= 0 <= a.high else min(abs(a.low), abs(a.high))
    if a.size > LARGEST_DIVISOR:
        raise TooWide
    return Bound(max(least_size, 1), max(a.size, 1))


def quotient(a: Bound, b: Bound, rule: str) -> Bound:
    """Bound a rounded quotient; it is monotone in both operands, so corners suffice."""
    corners = [RULES[rule](x, y) for x, y in product((a.low, a.high), (b.low, b.high))]
    return Bound(min(corners), max(corners))


def entry(position: Bound, values: tuple[int, ...]) -> Bound:
    """Bound a value looked up at a position."""
    reached = values[max(position.low, 0) : position.high + 1]
    found = Bound(min(reached), max(reached))
    if not found.narrow:
        raise TooWide
    return found


def position(key: Bound, starts: tuple[int, ...]) -> Bound:
    """Bound how many starts are not above a key."""
    below = [sum(start <= end for start in starts) for end in (key.low, key.high)]
    return Bound(below[0], below[1])


BOUNDS: dict[str, Callable[..., Bound]] = {
    "add": add,
    "subtract": subtract,
    "multiply": multiply,
    "least": least,
    "greatest": greatest,
    "divisor": divisor,
    "quotient": quotient,
    "entry": entry,
    "position": position,
}


def compared(op: str, a: Bound, b: Bound) -> bool | None:
    """Return a comparison that the bounds decide, else None."""
    if op == "at_least":
        return True if a.low >= b.high else False if a.high < b.low else None
    return True if a.low > b.high else False if a.high <= b.low else None


def constant(value: int) -> Bound:
    """Bound a known number."""
    return Bound(value, value, abs(value) >> 53)


def column(low: Any, high: Any) -> Bound:
    """Bound a column by its least and greatest value."""
    return Bound(int(low), int(high))
