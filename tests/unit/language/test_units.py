"""The algebra of units: one table, its generated operators, its page."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from tests.unit.language.authored import tree
from vbc_rules import DefinitionError
from vbc_rules.language import generate_units
from vbc_rules.language.algebra import NUMERIC, PRODUCTS, QUOTIENTS
from vbc_rules.language.tree import UNITS

LEAF = {
    "USD": "self.dollars", "Pmpm": "self.monthly", "Pmpy": "self.yearly",
    "MemberMonths": "self.months", "MemberYears": "years(self.months)",
    "Count": "self.members", "Points": "self.score", "Rate": "self.share",
}  # fmt: skip
PAIRS = list(product(NUMERIC, NUMERIC))
DOCUMENT = Path(__file__).parents[3] / "docs" / "language.md"


def test_the_generated_operators_are_fresh() -> None:
    assert generate_units.TARGET.read_text(encoding="utf-8") == generate_units.source()


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_a_product_has_the_unit_of_the_table_or_is_refused(left: str, right: str) -> None:
    expression, unit = f"{LEAF[left]} * {LEAF[right]}", PRODUCTS.get((left, right))
    if unit is None:
        with pytest.raises(DefinitionError, match="VBC604 cannot compute"):
            tree(expression)
    else:
        assert type(tree(expression, unit)) is UNITS[unit]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_a_quotient_has_the_unit_of_the_table_or_is_refused(left: str, right: str) -> None:
    expression, unit = f"{LEAF[left]} / {LEAF[right]}", QUOTIENTS.get((left, right))
    if unit is None:
        with pytest.raises(DefinitionError, match="VBC604 cannot compute"):
            tree(expression)
    else:
        assert type(tree(expression, unit)) is UNITS[unit]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_only_equal_units_are_added(left: str, right: str) -> None:
    if left == right:
        assert type(tree(f"{LEAF[left]} + {LEAF[right]}", left)) is UNITS[left]
    else:
        with pytest.raises(DefinitionError, match="VBC604 cannot compute"):
            tree(f"{LEAF[left]} + {LEAF[right]}")


@pytest.mark.parametrize(("left", "right"), sorted(PRODUCTS))
def test_a_quotient_undoes_a_product(left: str, right: str) -> None:
    unit = PRODUCTS[left, right]
    counted = {left, right} & {"Count", "Rate"}  # either is a plain number and scales
    assert QUOTIENTS[unit, left] == right or counted


@pytest.mark.parametrize("unit", NUMERIC)
def test_a_whole_number_scales_every_unit(unit: str) -> None:
    for expression in (f"2 * {LEAF[unit]}", f"{LEAF[unit]} * 2", f"{LEAF[unit]} / 2"):
        assert type(tree(expression, unit)) is UNITS[unit]


def documented(sign: str) -> set[tuple[str, str, str]]:
    lines = re.findall(
        rf"^\| `(\w+)` \{sign} `(\w+)` \| `(\w+)` \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )
    return {(left, right, unit) for left, right, unit in lines}


def test_the_page_lists_every_product_of_two_units() -> None:
    listed = {frozenset({*one[:2], "=" + one[2]}) for one in documented("*")}
    table = {
        frozenset({left, right, "=" + unit})
        for (left, right), unit in PRODUCTS.items()
        if "Rate" not in (left, right)
    }
    assert listed == table


def test_the_page_lists_every_quotient_of_two_units() -> None:
    table = {
        (left, right, unit)
        for (left, right), unit in QUOTIENTS.items()
        if "Rate" not in (left, right) and left != right
    }
    assert documented("/") == table
