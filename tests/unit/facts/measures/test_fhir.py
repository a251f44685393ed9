"""MeasureReports are read with everything that they count, or refused with the place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.facts.measures.samples import (
    MEASURE,
    bundle,
    codes,
    group,
    population,
    read_fhir,
    report,
)
from vbc_rules import Refusal
from vbc_rules.facts.measures.results import Identifier, MeasureResult


def only(resource: object) -> MeasureResult:
    (found,) = read_fhir(resource).results
    return found


def refused(resource: object) -> list[str]:
    with pytest.raises(Refusal) as caught:
        read_fhir(resource)
    return codes(caught.value)


def test_counts_exclusions_and_the_printed_score_are_kept() -> None:
    found = only(report(group(numerator=60, denominator=100, denominator_exclusion=20, score=0.75)))
    assert [(one.name, one.count) for one in found.counts] == [
        ("numerator", 60),
        ("denominator", 100),
        ("denominator_exclusion", 20),
    ]
    assert found.score == Fraction(3, 4)
    assert found.rate == Fraction(60, 80)


def test_a_measure_is_named_with_and_without_its_version() -> None:
    assert only(report(group())).identifiers == (f"{MEASURE}|1.0.0", MEASURE)


def test_period_reporter_type_and_status_are_kept() -> None:
    found = only(report(group()))
    assert (found.first_day, found.last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert found.reporters == (Identifier("Organization/north"),)
    assert (found.kind, found.status) == ("summary", "complete")


def test_a_reporter_is_named_by_its_identifier_first() -> None:
    reporter = {"reference": "Organization/n", "identifier": {"system": "urn:s", "value": "7"}}
    found = only(report(group(), reporter=reporter))
    assert found.reporters == (Identifier("7", "urn:s"), Identifier("Organization/n"))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024", "2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", "2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        (
            "2024-01-01T00:00:00-07:00",
            "2024-12-31T23:59:59-07:00",
            (date(2024, 1, 1), date(2024, 12, 31)),
        ),
    ],
)
def test_a_period_may_be_written_as_year_month_or_time(
    start: str, end: str, days: tuple[date, date]
) -> None:
    found = only(report(group(), period={"start": start, "end": end}))
    assert (found.first_day, found.last_day) == days


def test_the_standard_code_of_a_population_wins_over_other_codes() -> None:
    one = population("denominator", 5)
    one["code"]["coding"].insert(0, {"system": "http://example.org", "code": "beds"})
    assert only(report({"population": [one]})).count("denominator") == 5


def test_groups_of_a_measure_are_rates_of_their_own() -> None:
    one, other = group(numerator=1, denominator=2), group(numerator=2, denominator=2)
    found = read_fhir(report({**one, "id": "first"}, other)).results
    assert [result.group for result in found] == [("first", "1"), ("2",)]


def test_strata_are_kept_with_their_counts() -> None:
    stratum = {"value": {"text": "male"}, **group(numerator=3, denominator=4, score=0.75)}
    stratifier = {"code": [{"text": "sex"}], "stratum": [stratum]}
    (kept,) = only(report({**group(), "stratifier": [stratifier]})).strata
    assert (kept.label, kept.count("numerator"), kept.score) == ("sex: male", 3, Fraction(3, 4))


def test_a_score_that_is_no_number_is_kept_as_text() -> None:
    url = "http://hl7.org/fhir/uv/deqm/StructureDefinition/deqm-alternateScoreType"
    score = {"extension": [{"url": url, "valueBoolean": True}]}
    found = only(report({"measureScore": score}))
    assert (found.score, found.score_text) == (None, "yes")


@pytest.mark.parametrize(("code", "higher"), [("increase", True), ("decrease", False), ("x", None)])
def test_the_better_direction_is_kept(code: str, higher: bool | None) -> None:  # noqa: FBT001
    found = only(report(group(), improvementNotation={"coding": [{"code": code}]}))
    assert found.higher_is_better is higher


def test_a_group_may_have_a_direction_of_its_own() -> None:
    url = "http://hl7.org/fhir/uv/deqm/StructureDefinition/deqm-groupImprovementNotation"
    own = {"url": url, "valueCodeableConcept": {"coding": [{"code": "decrease"}]}}
    increase = {"coding": [{"code": "increase"}]}
    found = only(report({**group(), "extension": [own]}, improvementNotation=increase))
    assert found.higher_is_better is False


def test_a_bundle_gives_its_reports_and_tells_what_else_it_has() -> None:
    file = read_fhir(bundle(report(group()), {"resourceType": "Patient"}))
    assert len(file.results) == 1
    assert file.beside == (("Patient", 1),)


def test_a_report_without_groups_is_kept_without_counts() -> None:
    assert only(report(type="data-collection")).counts == ()


@pytest.mark.parametrize("resource", [{"resourceType": "Patient"}, {}, [], 5, {"entry": []}])
def test_what_has_no_measure_report_is_refused(resource: object) -> None:
    assert refused(resource) == ["VBC451"]


@pytest.mark.parametrize(
    "changed",
    [
        {"measure": ""},
        {"measure": 5},
        {"period": {}},
        {"period": {"start": "2024-12-31", "end": "2024-01-01"}},
        {"period": {"start": "2024-02-30", "end": "2024-12-31"}},
        {"group": {}},
        {"group": [5]},
        {"group": [{"measureScore": 100}]},
        {"group": [{"measureScore": {"value": "0.5"}}]},
        {"group": [{"measureScore": {"value": True}}]},
    ],
)
def test_a_part_of_another_shape_is_refused(changed: dict[str, Any]) -> None:
    assert set(refused(report(**{"group": [group()], **changed}))) == {"VBC454"}


@pytest.mark.parametrize("count", [-1, 1.5, "5x", True, 10**40, None, [1]])
def test_a_count_that_is_no_count_is_refused(count: object) -> None:
    assert refused(report(group(denominator=count))) == ["VBC454"]


def test_a_population_that_stands_twice_is_refused() -> None:
    twice = [population("numerator", 1), population("numerator", 2)]
    assert refused(report({"population": twice})) == ["VBC454"]


def test_everything_wrong_is_told_at_once_with_its_place() -> None:
    with pytest.raises(Refusal) as caught:
        read_fhir(report(group(denominator=-1), group(numerator="x")))
    places = [one.place for one in caught.value.diagnostics]
    assert len({place.line for place in places if place}) == 2


def test_half_of_a_character_is_refused() -> None:
    assert refused(report(group(), measure="urn:\ud800")) == ["VBC006"]


def test_a_character_of_two_halves_is_read() -> None:
    assert only(report(group(), measure="urn:\U0001f600")).measure == "urn:\U0001f600"
