"""Small pieces of SVG: elements, scales, ticks and wrapped text.

Coordinates are whole numbers in CSS pixels, rounded from exact amounts for drawing and for
nothing else. Colours come from the style of the page, by class.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape

import attrs

from vbc_rules.diagnostics.text import plain
from vbc_rules.reports.formatting import dollars
from vbc_rules.statements.numbers import exact_text

_CHARACTER_WIDTH = Fraction(1, 2)
"""Mean width of a character in parts of the font size; wide enough for common sans-serifs."""


@attrs.frozen
class Scale:
    """Maps amounts from `low` to `high` onto pixels from `first` to `last`."""

    low: Fraction
    high: Fraction
    first: int
    last: int

    def at(self, amount: Fraction) -> int:
        """Return the pixel of an amount; everything is at `first` where the scale is empty."""
        if self.low == self.high:
            return self.first
        share = (amount - self.low) / (self.high - self.low)
        return self.first + round(share * (self.last - self.first))


def element(name: str, content: str = "", **attributes: object) -> str:
    """Return an element; `content` is markup already, attribute values are made safe.

    An underscore in an attribute's name stands for a hyphen, and one at its end is dropped
    (`class_`). Attributes that are None are left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{safe(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def drawing(  # noqa: PLR0913 - what every drawing has
    key: str,
    size: tuple[int, int],
    content: Iterable[str],
    *,
    title: str,
    description: str = "",
    class_: str,
    role: str = "img",
) -> str:
    """Return a whole drawing; its title and description are what screen readers say of it.

    `key` is unique in the page, `size` are its width and height.
    """
    width, height = size
    said = element("title", safe(title), id=f"{key}-title")
    if description:
        said += element("desc", safe(description), id=f"{key}-desc")
    return element(
        "svg",
        said + "".join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        class_=class_,
        role=role,
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc" if description else None,
    )


def safe(text: str) -> str:
    """Return the text as content or attribute value: no markup, no control characters."""
    return escape(plain(text))


def label(text: str, x: int, y: int, class_: str, anchor: str = "start") -> str:
    """Return a line of text with its baseline at `y`."""
    return element("text", safe(text), x=x, y=y, class_=class_, text_anchor=anchor)


def wrapped(text: str, width: int, font_size: int) -> tuple[str, ...]:
    """Return the text in lines that fit the width, by an estimate of character widths."""
    characters = max(int(width / (font_size * _CHARACTER_WIDTH)), 4)
    return tuple(textwrap.wrap(plain(text), characters)) or ("",)


def nice_ticks(low: Fraction, high: Fraction, most: int) -> tuple[Fraction, ...]:
    """Return at most about `most` round numbers (1, 2 or 5 times ten to a power) in the range."""
    if low == high:
        return (low,)
    step = _nice_step((high - low) / most)
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(step * count for count in range(first, last + 1))


def short_dollars(amount: Fraction) -> str:
    """Return a round amount as an axis shows it, such as "$2.5M" or "-$500K"."""
    for size, unit in ((10**9, "B"), (10**6, "M"), (10**3, "K")):
        if abs(amount) >= size and (amount / (size // 1000)).denominator == 1:
            return f"{'−' if amount < 0 else ''}${exact_text(abs(amount) / size)}{unit}"
    whole = amount.denominator == 1
    return f"${amount}" if whole and amount >= 0 else dollars(amount).replace("-", "−")


def _nice_step(least: Fraction) -> Fraction:
    return next(step for step in _nice_steps(least) if step >= least)


def _nice_steps(least: Fraction) -> Iterator[Fraction]:
    """Yield 1, 2, 5 times the powers of ten, from a power that is not above `least`."""
    digits = len(str(least.numerator)) - len(str(least.denominator))
    power = Fraction(10) ** (digits - 1)
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10
