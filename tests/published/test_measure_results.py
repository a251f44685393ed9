"""The published samples of FHIR MeasureReports and QRDA III are read, or refused with a reason.

They lie in a folder `shared/published` beside the project folder; without it the tests
are skipped.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules import Refusal
from vbc_rules.facts.measures.read import read_results
from vbc_rules.facts.measures.results import ResultFile

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "published"
REPORTS = sorted((PUBLISHED / "fhir" / "deqm").glob("*.json"))
DOCUMENTS = sorted((PUBLISHED / "qrda3").glob("*.xml"))

pytestmark = [
    pytest.mark.published,
    pytest.mark.skipif(not REPORTS or not DOCUMENTS, reason=f"no published files in {PUBLISHED}"),
]

REFUSED = {
    "MeasureReport-indv-measurereport01.json": "VBC454",  # its score is 100, not a Quantity
    "MeasureReport-indv-measurereportlist2.json": "VBC451",  # a List
}
"""All others without results are resources of other kinds, called after them."""


def name_of(path: Path) -> str:
    return path.name


def sample(name: str) -> ResultFile:
    return read_results(PUBLISHED / "fhir" / "deqm" / name)


@pytest.mark.parametrize("path", REPORTS, ids=name_of)
def test_a_sample_is_read_or_refused_with_a_reason(path: Path) -> None:
    is_other = path.name.startswith(("Organization", "Patient"))
    wanted = REFUSED.get(path.name, "VBC451" if is_other else "")
    if not wanted:
        assert read_results(path).results
        return
    with pytest.raises(Refusal) as caught:
        read_results(path)
    assert [one.code for one in caught.value.diagnostics] == [wanted]


def test_a_sample_keeps_what_it_prints() -> None:
    (found,) = sample("MeasureReport-summ-measurereport02.json").results
    assert {one.name: one.count for one in found.counts} == {
        "initial_population": 100,
        "numerator": 60,
        "denominator": 100,
        "denominator_exclusion": 10,
    }
    assert (found.score, found.rate) == (Fraction(66, 100), Fraction(60, 90))
    assert found.period == "2019-08-01..2019-09-01"


def test_scores_that_the_counts_of_a_sample_do_not_give_are_told() -> None:
    file = sample("MeasureReport-summ-contained-supplemental.json")
    assert [one.code for one in file.remarks] == ["VBC462"]


def test_the_strata_of_a_sample_are_kept() -> None:
    (found,) = sample("MeasureReport-summ-medicare-stratification-example.json").results
    assert len(found.strata) == 3
    assert found.strata[0].count("numerator") == 243


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_the_printed_rates_of_a_document_are_those_of_its_counts(path: Path) -> None:
    file = read_results(path)
    rates = [one for one in file.results if one.score is not None]
    assert [str(one.score_text) for one in rates] == [
        ".336026", ".663806", ".17507", ".987514", ".97764",
    ]  # fmt: skip
    assert {one.code for one in file.remarks} == {"VBC461"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_measure_of_a_document_is_read(path: Path) -> None:
    results = read_results(path).results
    answers = Counter(one.attested for one in results)
    assert len(results) == path.read_text("utf-8").count("2.16.840.1.113883.10.20.24.3.98")
    assert answers == {None: 5, True: 15, False: 1}
