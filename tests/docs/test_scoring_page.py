"""The page about scoring shows clauses and what they give: each is evaluated."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.language.authored import model
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import scoring

PAGE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+\(.*\))` \| (missing|[0-9.]+) \|", re.MULTILINE)
EXAMPLES = ROW.findall(PAGE)


def block(language: str) -> str:
    fence = rf"^```{language}(?: no-run)?\n(.*?)^```$"
    (found,) = re.findall(fence, PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def given() -> dict[str, Any]:
    written = yaml.load(block("yaml"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return {name: _value(value) for name, value in written.items()}


def _value(written: Any) -> Any:
    if isinstance(written, dict):
        return {(entry,): Fraction(number) for entry, number in written.items()}
    return {"true": True, "false": False}.get(written) if written.isalpha() else Fraction(written)


def evaluated(call: str) -> Any:
    unit = "Points" if call.startswith(("attained", "band_points")) else "Rate"
    source = f"""{block("python")}
    @result(cites="example")
    def done(self) -> YesNo:
        return self.higher

    @clause(cites="example")
    def tested(self) -> {unit}:
        return {call}
"""
    values = given()
    edition = model(source, "Scores").edition(2024)
    return Run(edition, Inputs(values, values, MEMBERS)).clause("tested")


MEMBERS = {"measure": ("a", "b", "c"), "band": ("b1", "b2", "b3", "b4", "b5")}


@pytest.mark.parametrize(("call", "expected"), EXAMPLES)
def test_a_clause_gives_what_the_page_says(call: str, expected: str) -> None:
    assert evaluated(call) == (None if expected == "missing" else Fraction(expected))


def test_every_function_has_an_example() -> None:
    assert {call.partition("(")[0] for call, _ in EXAMPLES} == set(scoring.__all__)
