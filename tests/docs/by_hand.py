"""Arithmetic as a page writes it, such as `(600 − 200) × 50 %`, computed apart from the engine."""

from __future__ import annotations

import re
from fractions import Fraction

NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(\s*%)?")
SIGNS = str.maketrans({"×": "*", "÷": "/", "\N{MINUS SIGN}": "-"})
ARITHMETIC = re.compile(r"[\d.,%×÷+\N{MINUS SIGN}() ]+")
LIMIT = re.compile(r"(\N{MINUS SIGN})?the (lesser|greater) of (.+) and (.+)")


def computed(text: str) -> Fraction:
    """Return what an expression gives; words alone give nothing."""
    limit = LIMIT.fullmatch(text)
    if limit:
        choose = min if limit[2] == "lesser" else max
        chosen = choose(computed(limit[3]), computed(limit[4]))
        return -chosen if limit[1] else chosen
    if not ARITHMETIC.fullmatch(text):
        assert not re.search(r"[×÷+%]", text), f"neither arithmetic nor words: {text}"
        return Fraction(0)
    return Fraction(eval(_python(text), {"Fraction": Fraction}))  # noqa: S307 - digits and signs


def _python(text: str) -> str:
    def exact(match: re.Match[str]) -> str:
        number = f"Fraction('{match[1].replace(',', '')}')"
        return f"({number}/100)" if match[2] else number

    return NUMBER.sub(exact, text).translate(SIGNS)
