"""How a value reads: exact digits, thousands separators, the unit's sign or words."""

from __future__ import annotations

from fractions import Fraction

LONGEST = 9  # decimals shown; a longer number ends with an ellipsis
UNIT_STYLE = {
    "USD": ("$", "", 2),
    "Pmpm": ("$", " per member-month", 2),
    "Pmpy": ("$", " per member-year", 2),
    "MemberMonths": ("", " member-months", 0),
    "MemberYears": ("", " member-years", 0),
    "Points": ("", " points", 0),
    "Percentile": ("P", "", 0),
}


def show(unit: str, value: Fraction | bool | str | None) -> str:  # noqa: FBT001 - a yes/no
    """Return a value of a unit (its id) as a person reads it; None is missing."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    sign, words, places = UNIT_STYLE.get(unit, ("", "", 0))
    minus = "-" if value < 0 else ""
    return f"{minus}{sign}{_digits(abs(value), places, LONGEST, grouped=True)}{words}"


def _digits(value: Fraction, least: int, most: int, *, grouped: bool = False) -> str:
    """Return a number with `least` to `most` decimals; an ellipsis says it was cut.

    Digits are cut, not rounded, so that what is shown is never more than there is.
    """
    scaled, rest = divmod(abs(value) * 10**most, 1)
    whole, decimals = divmod(int(scaled), 10**most)
    digits = f"{decimals:0{most}d}" if most else ""
    kept = digits.rstrip("0") if not rest else digits
    kept = kept.ljust(least, "0")
    text = f"{whole:,}" if grouped else str(whole)
    minus = "-" if value < 0 else ""
    return f"{minus}{text}{'.' if kept else ''}{kept}{'…' if rest else ''}"
