"""What the pages about facts and layouts show is what the readers read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.layouts import load_layout_file
from vbc_rules.facts.layouts.schema import layout_schema
from vbc_rules.facts.readers import read_facts
from vbc_rules.language import Axis

DOCS = Path(__file__).parents[3] / "docs"
FACTS_PAGE = (DOCS / "facts.md").read_text(encoding="utf-8")
LAYOUTS_PAGE = (DOCS / "layouts.md").read_text(encoding="utf-8")
QUALITY_PAGE = (DOCS / "quality-layouts.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(csv|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

JOINT = Axis("category", "Category")
EPISODE = Axis("episode", "Episode", JOINT)
GROUP = Axis("group", "Group")
CELL_AND_MONTH = (
    Axis("cell", "Cell"),
    Axis("month", "Month", Axis("part_of_year", "Part of year")),
)
AXES = {
    "target": (JOINT,), "allowed": (EPISODE,), "member_months": (GROUP,),
    "enrolled": CELL_AND_MONTH, "cost": CELL_AND_MONTH,
}  # fmt: skip
UNITS = {
    "quality_standard_met": ("YesNo", None),
    "elected_rate": ("Rate", 4),
    "quality_score": ("Rate", 4),
}
NAMES = (
    *("benchmark", "expenditure", "quality_score", "quality_standard_met", "elected_rate"),
    *AXES,
)


def _declared() -> Declared:
    facts = {}
    for name in NAMES:
        unit, places = UNITS.get(name, ("USD", 2))
        axes = AXES.get(name, ())
        facts[name] = DeclaredFact(name, name, unit, places, axes=axes, optional=True)
    return facts


@pytest.mark.parametrize(("kind", "text"), BLOCK.findall(FACTS_PAGE))
def test_the_facts_of_the_page_are_read(kind: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / f"facts.{kind}"
    file.write_text(text, encoding="utf-8")
    assert read_facts(file, _declared()).facts_of(0)


def test_the_layout_of_the_page_is_one(tmp_path: Path) -> None:
    text = next(text for _, text in BLOCK.findall(LAYOUTS_PAGE) if text.startswith("layout:"))
    file = tmp_path / "results_2024.yaml"
    file.write_text(text, encoding="utf-8")
    (tmp_path / "results.yaml").write_text(
        "layout: acme.results\ntitle: Results of Acme\n", encoding="utf-8"
    )
    assert load_layout_file(file).id == "acme.results_2024"


def _keys(schema: dict[str, Any]) -> Iterator[str]:
    for name, part in schema.get("properties", {}).items():
        yield name
        yield from _keys(part)
        yield from _keys(part.get("items", {}))


@pytest.mark.parametrize(
    "key",
    sorted({*_keys(layout_schema())}.union(*map(_keys, layout_schema()["$defs"].values()))),
)
def test_every_key_of_the_vocabulary_is_on_a_page(key: str) -> None:
    assert re.search(rf"\b{key}\b", LAYOUTS_PAGE + QUALITY_PAGE)
