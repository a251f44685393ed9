"""Results that cannot be are refused; results that are odd are kept and told."""

from __future__ import annotations

import pytest

from tests.unit.facts.measures.samples import bundle, codes, group, read_csv, read_fhir, report
from vbc_rules import Refusal
from vbc_rules.facts.measures.results import ResultFile

SCORING = "http://hl7.org/fhir/uv/deqm/StructureDefinition/deqm-measureScoring"


def refused(resource: object) -> list[str]:
    with pytest.raises(Refusal) as caught:
        read_fhir(resource)
    return codes(caught.value)


def remarks(file: ResultFile) -> list[str]:
    assert all(one.severity == "warning" for one in file.remarks)
    return [one.code for one in file.remarks]


def scored(scoring: str) -> dict[str, object]:
    concept = {"coding": [{"code": scoring}]}
    return {"extension": [{"url": SCORING, "valueCodeableConcept": concept}]}


def test_a_numerator_above_the_denominator_is_refused() -> None:
    assert refused(report(group(numerator=80, denominator=60))) == ["VBC455"]


def test_exclusions_above_the_denominator_are_refused() -> None:
    counts = group(numerator=5, denominator=10, denominator_exclusion=8, denominator_exception=3)
    assert refused(report(counts)) == ["VBC455"]


def test_a_stratum_with_a_numerator_above_its_denominator_is_refused() -> None:
    stratum = {"value": {"text": "male"}, **group(numerator=9, denominator=4)}
    stratifier = {"code": [{"text": "sex"}], "stratum": [stratum]}
    whole = {**group(numerator=9, denominator=10), "stratifier": [stratifier]}
    assert refused(report(whole)) == ["VBC455"]


def test_counts_that_give_more_than_all_are_refused() -> None:
    counts = group(numerator=9, denominator=10, denominator_exclusion=5)
    assert refused(report(counts)) == ["VBC456"]


@pytest.mark.parametrize("score", [75, 1.01, -0.1])
def test_a_score_of_a_proportion_outside_0_to_1_is_refused(score: float) -> None:
    assert refused(report(group(score=score), **scored("proportion"))) == ["VBC456"]


def test_a_ratio_may_be_above_one() -> None:
    counts = group(numerator=80, denominator=60, score=1.33)
    assert remarks(read_fhir(report(counts, **scored("ratio")))) == []


def test_the_same_result_twice_is_refused() -> None:
    one = report(group(numerator=1, denominator=2))
    assert refused(bundle(one, one)) == ["VBC459"]


def test_results_of_two_persons_are_not_the_same() -> None:
    persons = [
        report(group(), type="individual", subject={"reference": f"Patient/{number}"})
        for number in (1, 2)
    ]
    assert len(read_fhir(bundle(*persons)).results) == 2


@pytest.mark.parametrize("score", ["0.66", "0.67", "0.666", "0.667"])
def test_a_score_may_be_cut_or_rounded(score: str) -> None:
    file = read_csv(f"entity,measure,numerator,denominator,score\nA,M,2,3,{score}\n")
    assert remarks(file) == []


@pytest.mark.parametrize("score", ["0.65", "0.68", "1"])
def test_a_score_that_its_counts_do_not_give_is_told(score: str) -> None:
    file = read_csv(f"entity,measure,numerator,denominator,score\nA,M,2,3,{score}\n")
    assert remarks(file) == ["VBC462"]


def test_strata_that_do_not_add_up_are_kept_and_told() -> None:
    stratum = {"value": {"text": "male"}, **group(denominator=4)}
    stratifier = {"code": [{"text": "sex"}], "stratum": [stratum]}
    file = read_fhir(report({**group(denominator=10), "stratifier": [stratifier]}))
    assert remarks(file) == ["VBC461"]
    assert len(file.results[0].strata) == 1
