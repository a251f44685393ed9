"""Contracts whose facts have many entries: one by one, at once, and told in few words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models import entries
from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.arrays import ArrayRun
from vbc_rules.evaluation.exact import Run
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.text.explanation import explanation
from vbc_rules.reports.text.statement import text_statement
from vbc_rules.settlement import evaluating
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.bulk import settled_in_bulk
from vbc_rules.settlement.explaining import explained
from vbc_rules.settlement.settle import Settler

CONTRACT = """contract: bundles
title: Bundles
carrier: example
plugins: {entries: ">=0"}
term: {from: 2024-01-01, to: 2024-12-31}
line_of_business: commercial
parties: {payer: Payer, provider: Hospital}
payment:
  - name: bundles
    model: entries.episodes
    parameters:
      price: {entries: {knee: 25000, hip: 31000.50, few: 9000}}
      discount: {entries: {knee: 0.03, hip: 0.015, few: 0}}
      outlier: {entries: {knee: 50000, hip: 60000, few: 20000}}
      outlier_share: 0.2
      at_stake: 0.1
      stop_loss: 0.2
"""
MANY, FEW = 260, 3


def episodes(hospital: str, count: int) -> Iterator[str]:
    """Yield rows of episodes: many knees and hips, few of a third category."""
    for number in range(count):
        category = "few" if number < FEW else ("knee", "hip")[number % 2]
        spending = 9_000 + number * 733 % 70_000
        yield f"{hospital},e{number},{category},{spending}.{number % 100:02},1.{number % 97:04}\n"


@pytest.fixture
def bound(tmp_path: Path) -> BoundContract:
    (tmp_path / "bundles.yaml").write_text(CONTRACT, encoding="utf-8")
    registry = Registry.of(entries)
    return bind(load_contract(tmp_path / "bundles.yaml", registry), registry)


def settler(bound: BoundContract, folder: Path, rows: list[str], *hospitals: str) -> Settler:
    wide, long = folder / "hospitals.csv", folder / "episodes.csv"
    wide.write_text("entity,quality\n" + "".join(f"{one},0.8123\n" for one in hospitals))
    long.write_text("entity,episode,category,spending,case_mix\n" + "".join(rows))
    return Settler(bound, read_facts([wide, long], bound.facts))


@pytest.fixture
def two(bound: BoundContract, tmp_path: Path) -> Settler:
    """Return a settler of one hospital with many episodes and one with few."""
    rows = [*episodes("north", 2 * MANY), *episodes("south", 2 * FEW)]
    return settler(bound, tmp_path, rows, "north", "south")


def one_by_one(two: Settler, monkeypatch: pytest.MonkeyPatch) -> Settler:
    """Return the settler as it is without NumPy."""
    monkeypatch.setattr(evaluating, "find_spec", lambda _: None)
    return Settler(two.bound, two.facts)


def test_many_entries_are_computed_at_once_and_few_by_the_reference(two: Settler) -> None:
    assert [type(two.run(row, told=False)) for row in (0, 1)] == [ArrayRun, Run]


def test_statements_are_the_same_with_and_without_numpy(
    two: Settler, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert two.all() == one_by_one(two, monkeypatch).all()


def test_without_lines_the_amounts_are_the_same(two: Settler) -> None:
    told, bulk = two.all(), settled_in_bulk(two)
    assert [[one.value for one in each.results] for each in told] == [
        [one.value for one in each.results] for each in bulk
    ]
    assert [[fall.bars for fall in each.waterfalls] for each in bulk] != []
    assert [[[bar.amount for bar in fall.bars] for fall in each.waterfalls] for each in told] == [
        [[bar.amount for bar in fall.bars] for fall in each.waterfalls] for each in bulk
    ]


def test_a_total_over_many_entries_is_one_line(two: Settler) -> None:
    lines = {line.name: line for line in two.entity("north").lines}
    knee = lines["reconciled[knee]"]
    assert knee.formula.startswith("total over 258 of 258 episode: e4 ")
    assert knee.formula.endswith(", …")
    assert knee.formula.count("$") == 6
    assert "target[e4]" not in lines
    assert "target[e0]" in lines  # the few entries of a small category are told one by one
    assert len(lines) < 40


def test_a_statement_of_many_entries_is_short(two: Settler) -> None:
    text = text_statement([two.entity("north")]).decode()
    assert "total over 520 of 520 episode: e0 $9,000.00, e1 " in text
    assert len(text.splitlines()) < 160


def told(two: Settler, entity: str, name: str | None) -> str:
    found = explained(two, entity, name)
    return explanation("Bundles", entity, "2024", found.lines, found.name)


def test_one_entry_is_explained_down_to_its_row(two: Settler) -> None:
    text = told(two, "north", "counted[e77]")
    assert "counted[e77] = $61,088.35" in text
    assert "outlier[hip] = $60,000.00" in text
    assert "episodes.csv:79:15" in text
    assert "e78" not in text


def test_the_explanation_of_an_entry_is_the_same_with_and_without_numpy(
    two: Settler, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = one_by_one(two, monkeypatch)
    monkeypatch.undo()
    for name in ("target[e300]", "reconciled[hip]", "reconciled[few]", "spending[e9]", None):
        with monkeypatch.context() as patched:
            patched.setattr(evaluating, "find_spec", lambda _: None)
            expected = told(slow, "north", name)
        assert told(two, "north", name) == expected


def test_a_fact_of_an_entry_is_explained_by_its_place(two: Settler) -> None:
    assert "spending[e5] = $12,665.05" in told(two, "north", "spending[e5]")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("target", "VBC526", "`target` varies by episode."),
        ("target[e1,knee]", "VBC526", "`target` varies by episode."),
        ("settlement[e1]", "VBC526", "`settlement` has one value for an entity."),
        ("target[e9999]", "VBC527", "There is no episode `e9999`."),
        ("taret[e1]", "VBC514", "The settlement has no line `taret[e1]`."),
        ("settlment", "VBC514", "The settlement has no line `settlment`."),
    ],
)
def test_a_line_that_does_not_exist_is_refused(
    two: Settler, name: str, code: str, words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        told(two, "north", name)
    [finding] = refused.value.diagnostics
    assert finding.code == code
    assert finding.message.removeprefix("Entity `north`: ") == words
    assert finding.hint


def test_an_entry_in_trouble_is_named_as_by_the_reference(
    bound: BoundContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A category without terms: the first of its episodes is refused, at the hospital's row."""
    rows = [*episodes("north", 2 * MANY), "north,x1,wrist,5,1\n", "north,x2,wrist,5,1\n"]
    two = settler(bound, tmp_path, rows, "north")
    findings = []
    for one in (two, one_by_one(two, monkeypatch)):
        with pytest.raises(Refusal) as refused:
            settled_in_bulk(one)
        findings.append(refused.value.diagnostics)
        monkeypatch.undo()
    assert findings[0] == findings[1]
    assert findings[0][0].message == (
        "Entity `north`: parameter `price` has no entry for category wrist"
    )
