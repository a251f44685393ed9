"""Operations on blocks of rows that need more than one NumPy function.

Integers stand in int64 arrays, exactly or modulo 2^64; see `bounds.py` for when which of
them may be trusted, and for `error`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


def positive(  # noqa: PLR0913 - two wide integers are four arrays
    a: Any, b: Any, fa: Any, fb: Any, error: float, *, strict: bool
) -> Truths:
    """Return a > b if strict, else a >= b, for wide integers; `error` is below 2^62.

    The float of a - b is off by at most `error`. Where it is farther from 0 than that,
    it has the sign of a - b. Elsewhere |a - b| is at most twice the error, so below
    2^63, and the difference modulo 2^64 is the difference itself.
    """
    roughly: Floats = np.subtract(fa, fb)
    exactly: Integers = np.subtract(a, b)
    sure = np.abs(roughly) > error
    found: Truths = np.where(sure, roughly > 0, exactly > 0 if strict else exactly >= 0)
    return found


def is_number(a: Any, fa: Any, number: int, error: float) -> Truths:
    """Return whether wide integers are a number: the residue fits, and so does the size."""
    found: Truths = (a == number) & (np.abs(np.subtract(fa, float(number))) <= error)
    return found


def quotient(rule: str, a: Integers, b: Any, fa: Any, fb: Any) -> Integers:
    """Return a / b rounded by a rule, for a that may be wide and b up to 2^60.

    The nearest integer to the float quotient is within 1 of a / b (the caller has proved
    it, see `array_code.py`). So the rest a - guess b lies within ±b, below 2^63, and
    computed modulo 2^64 it is exact. The rest then says on which side of the guess, and
    of the tie, the true quotient lies.
    """
    guess: Integers = np.rint(np.divide(fa, fb)).astype(np.int64)
    rest = a - guess * b
    if rule == "half_up":
        ahead = 2 * rest - (np.asarray(fa) < 0)  # a tie below zero counts as just before it
        nearest: Integers = guess + (ahead >= b) - (ahead < -b)
        return nearest
    whole = guess + (rest >= b) - (rest < 0)
    return adjusted(rule, whole, rest + (guess - whole) * b, b, np.asarray(fa) < 0)


def quotient_of_narrow(rule: str, a: Integers, b: Any) -> Integers:
    """Return a / b rounded by a rule, for narrow integers well below 2^63."""
    if rule == "half_up" and isinstance(b, int):
        # a tie away from zero: below zero, an even divisor must not round the tie up
        ahead = a + b // 2 if b % 2 else a + b // 2 + (a >> 63)
        return ahead // b
    whole = a // b
    return whole if rule == "floor" else adjusted(rule, whole, a - whole * b, b, np.less(a, 0))


def adjusted(rule: str, whole: Integers, rest: Integers, b: Any, below: Truths) -> Integers:
    """Return the rounded quotient from its floor and the rest, 0 <= rest < b."""
    found: Integers = whole + _ABOVE_FLOOR[rule](whole, rest, b, below)
    return found


_ABOVE_FLOOR: dict[str, Callable[..., Any]] = {
    "floor": lambda *_: 0,
    "ceiling": lambda _whole, rest, _b, _below: rest > 0,
    "half_up": lambda _whole, rest, b, below: rest >= b - rest + below,
    "half_even": lambda whole, rest, b, _below: rest > b - rest - (whole & 1),
    "down": lambda _whole, rest, _b, below: below & (rest > 0),
    "up": lambda _whole, rest, _b, below: ~below & (rest > 0),
}
"""Whether the floor is one too low, by rule; `below` tells numbers below zero."""


def exact_integers(a: Integers, fa: Floats) -> list[int]:
    """Return wide integers as Python's.

    v - a is a multiple of 2^64; the float difference is off by less than 2^63, so
    dividing by 2^64 and rounding finds the multiple.
    """
    turns = np.rint((fa - a.astype(np.float64)) / 2.0**64)
    return [low + (int(turn) << 64) for low, turn in zip(a.tolist(), turns.tolist(), strict=True)]
