"""Facts of one file are completed by values of another, each with its own place."""

from __future__ import annotations

import attrs
import pytest

from vbc_rules import Refusal
from vbc_rules.core.targets_met import TargetsMet
from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.declared import facts_of_model
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.joining import joined
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.readers.csv_facts import parse_csv_facts

RATE, DENOMINATOR = ("rate", ("a",)), ("denominator", ("a",))


def facts(file: str, **columns: list[Scalar]) -> RawFacts:
    """Return facts of entities A and B; a column is called by its fact."""
    named = {(name, ("a",)): values for name, values in columns.items()}
    return RawFacts(
        file, ["A", "B"], named, {}, lambda row, *_: Place(file, row + 2, 1), Place(file, 1, 1)
    )


def join(one: RawFacts, more: RawFacts) -> RawFacts:
    findings = Findings()
    found = joined(one, more, findings)
    findings.refuse_if_any()
    return found


def test_columns_of_both_files_stand_side_by_side() -> None:
    found = join(facts("a.csv", rate=[1, 2]), facts("b.csv", denominator=[3, None]))
    assert found.columns == {RATE: [1, 2], DENOMINATOR: [3, None]}


def test_one_column_may_come_from_both_for_different_entities() -> None:
    found = join(facts("a.csv", rate=[1, None]), facts("b.csv", rate=[None, 2]))
    assert found.columns == {RATE: [1, 2]}


def test_each_value_has_the_place_of_its_own_file() -> None:
    found = join(facts("a.csv", rate=[1, None]), facts("b.csv", rate=[None, 2]))
    assert [found.place_of(row, *RATE).file for row in (0, 1)] == ["a.csv", "b.csv"]


def test_a_value_in_both_files_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        join(facts("a.csv", rate=[1, None]), facts("b.csv", rate=[1, None]))
    assert [one.code for one in caught.value.diagnostics] == ["VBC465"]


def test_an_entity_that_only_the_other_file_has_is_refused() -> None:
    more = facts("b.csv", rate=[1, 2])
    less = RawFacts("a.csv", ["A"], {}, {}, more.place_of, more.header)
    with pytest.raises(Refusal) as caught:
        join(less, more)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.place) == ("VBC421", Place("b.csv", 3, 1))


def test_what_is_missing_is_told_only_after_the_files_are_joined() -> None:
    declared = facts_of_model(TargetsMet, 2024)
    more = RawFacts("b.csv", ["A"], {RATE: [1]}, {}, lambda *_: Place("b.csv"), Place("b.csv"))
    table = parse_csv_facts(
        "entity,denominator[a]\nA,40\n", "a.csv", declared, lambda raw, f: joined(raw, more, f)
    )
    assert table.facts_of(0) == {"denominator": {("a",): 40}, "rate": {("a",): 1}}


def test_a_damaged_fact_of_either_file_is_not_missing() -> None:
    one = attrs.evolve(facts("a.csv"), damaged=frozenset({"rate"}))
    more = attrs.evolve(facts("b.csv"), damaged=frozenset({"denominator"}))
    assert join(one, more).damaged == {"rate", "denominator"}
