"""Write `units.py` from `algebra.py`: `python -m vbc_rules.language.generate_units`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from vbc_rules.language.algebra import NUMERIC, PRODUCTS, QUOTIENTS

TARGET = Path(__file__).with_name("units.py")

# id: (docstring, words, usual decimals of a fact, least, most)
FACTS_OF_UNITS = {
    "USD": ("United States dollars.", "USD", 2, None, None),
    "Pmpm": ("Dollars per member and month.", "USD per member-month", 4, None, None),
    "Pmpy": ("Dollars per member and year.", "USD per member-year", 4, None, None),
    "MemberMonths": ("Months of membership.", "member-months", 4, 0, None),
    "MemberYears": ("Years of membership.", "member-years", 4, 0, None),
    "Count": ("A number of things: members, episodes, measures.", "count", 0, 0, None),
    "Points": ("Points of a score.", "points", 4, None, None),
    "Rate": ("A pure number: share, factor, ratio; 75 % is 0.75.", "rate", None, 0, 1),
}

HEADER = '''"""Units with arithmetic. Written from algebra.py by generate_units.py: do not edit."""

from __future__ import annotations

from typing import Any, overload

from vbc_rules.language.quantities import Ordered, Quantity
from vbc_rules.language.tree import UNITS, Unit, product, quotient
'''

FOOTER = '''

class Percentile(Ordered):
    """A rank among peers, 0 to 100: compared and looked up, never multiplied with money."""

    __slots__ = ()
    unit = Unit("Percentile", "percentile", 4, 0, 100)


UNITS.update(
    {
        cls.__name__: cls
        for cls in (USD, Pmpm, Pmpy, MemberMonths, MemberYears, Count, Points, Rate, Percentile)
    }
)
'''


def source() -> str:
    """Return the text of `units.py`."""
    return HEADER + "".join(_unit_class(unit) for unit in NUMERIC) + FOOTER


def _unit_class(unit: str) -> str:
    docstring, words, places, least, most = FACTS_OF_UNITS[unit]
    info = f'Unit("{unit}", "{words}", {places}, {least}, {most})'
    lines = [
        f"\n\nclass {unit}(Quantity):",
        f'    """{docstring}"""',
        "",
        "    __slots__ = ()",
        f"    unit = {info}",
        *_operator("__mul__", "Product, by the table of products.", PRODUCTS, unit, "product"),
        *_operator("__truediv__", "Quotient, by the table.", QUOTIENTS, unit, "quotient"),
    ]
    return "\n".join(lines) + "\n"


def _operator(
    name: str, docstring: str, table: dict[tuple[str, str], str], unit: str, function: str
) -> list[str]:
    by_result: dict[str, list[str]] = defaultdict(list)
    for (left, right), result in sorted(table.items()):
        if left == unit:
            by_result[result].append(right)
    by_result[unit].append("int")  # a whole number scales, as a rate does
    signatures = [
        f"    def {name}(self, other: {' | '.join(others)}) -> {result}"
        for result, others in sorted(by_result.items())
    ]
    body = [f'        """{docstring}"""', f"        return {function}(self, other)"]
    if len(signatures) == 1:
        scaled = f"        scaled: {unit} = {function}(self, other)"
        return ["", f"{signatures[0]}:", body[0], scaled, "        return scaled"]
    overloads = [line for text in signatures for line in ("    @overload", f"{text}: ...")]
    return ["", *overloads, f"    def {name}(self, other: Any) -> Any:", *body]


if __name__ == "__main__":
    TARGET.write_text(source(), encoding="utf-8")
