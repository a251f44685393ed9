"""Quotients of integers, rounded to an integer by rule. The divisor is above 0."""

from __future__ import annotations

from collections.abc import Callable


def floor(a: int, b: int) -> int:
    """Return a / b rounded towards minus infinity."""
    return a // b


def ceiling(a: int, b: int) -> int:
    """Return a / b rounded towards infinity."""
    return -(-a // b)


def half_up(a: int, b: int) -> int:
    """Return the nearest integer, a tie away from zero."""
    return (2 * a + b) // (2 * b) if a >= 0 else -((b - 2 * a) // (2 * b))


def half_even(a: int, b: int) -> int:
    """Return the nearest integer, a tie to the even one."""
    whole, rest = divmod(a, b)
    return whole + (2 * rest + (whole & 1) > b)


def down(a: int, b: int) -> int:
    """Return a / b rounded towards zero."""
    return a // b if a >= 0 else -(-a // b)


def up(a: int, b: int) -> int:
    """Return a / b rounded away from zero."""
    return -(-a // b) if a >= 0 else a // b


RULES: dict[str, Callable[[int, int], int]] = {
    rule.__name__: rule for rule in (floor, ceiling, half_up, half_even, down, up)
}
