"""QRDA III reports are read with counts, rates and supplemental data, or refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.unit.facts.measures.samples import (
    codes,
    count_of,
    part_of,
    performance,
    qrda,
    read_qrda,
)
from vbc_rules import Refusal
from vbc_rules.facts.measures.results import Identifier

COUNTS = count_of("DENOM", 100) + count_of("NUMER", 60, "N1") + count_of("DENEX", 20)


def refused(text: str) -> list[str]:
    with pytest.raises(Refusal) as caught:
        read_qrda(text)
    return codes(caught.value)


def test_counts_and_the_printed_rate_are_kept() -> None:
    (found,) = read_qrda(qrda(COUNTS, performance(".75", "N1"))).results
    names = ("denominator", "numerator", "denominator_exclusion")
    assert [found.count(name) for name in names] == [100, 60, 20]
    assert (found.score, found.score_text, found.rate) == (Fraction(3, 4), ".75", Fraction(3, 4))


def test_the_measure_is_named_by_its_version_and_its_set() -> None:
    (found,) = read_qrda(qrda(COUNTS)).results
    assert (found.identifiers, found.title) == (("cms165", "set-165"), "Blood pressure")


def test_the_period_and_who_reports_are_kept() -> None:
    (found,) = read_qrda(qrda(COUNTS)).results
    assert (found.first_day, found.last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert found.reporters == (Identifier("north", "2.16.840.1.113883.4.2"),)


def test_supplemental_data_are_strata() -> None:
    parts = part_of("27.3.6", "F", 55) + part_of("27.3.6", "M", 45)
    (found,) = read_qrda(qrda(count_of("IPOP", 100, parts=parts))).results
    assert [(one.label, one.count("initial_population")) for one in found.strata] == [
        ("sex: F", 55),
        ("sex: M", 45),
    ]


def test_several_rates_of_a_measure_are_told_apart_by_their_numerators() -> None:
    second = count_of("DENOM", 50) + count_of("NUMER", 10, "N2") + count_of("DENEX", 0)
    text = qrda(performance("0.2", "N2"), performance("0.75", "N1"), COUNTS, second)
    found = read_qrda(text).results
    assert [(one.group, one.score) for one in found] == [
        (("N1",), Fraction(3, 4)),
        (("N2",), Fraction(1, 5)),
    ]


def test_populations_that_cannot_be_told_apart_are_refused() -> None:
    mixed = count_of("DENOM", 9) + count_of("DENOM", 8) + count_of("NUMER", 1)
    assert refused(qrda(mixed)) == ["VBC454"]


@pytest.mark.parametrize("count", ["-1", "1.5", "", "many"])
def test_a_count_that_is_no_count_is_refused(count: str) -> None:
    assert refused(qrda(count_of("DENOM", count))) == ["VBC454"]


@pytest.mark.parametrize("rate", ["75%", "n/a"])
def test_a_rate_that_is_no_number_is_refused(rate: str) -> None:
    assert refused(qrda(COUNTS, performance(rate))) == ["VBC454"]


@pytest.mark.parametrize("measure", [qrda(COUNTS, first="later"), qrda(COUNTS, first="20250101")])
def test_a_period_that_cannot_be_read_is_refused(measure: str) -> None:
    assert refused(measure) == ["VBC454"]


def without_period(text: str) -> tuple[str, str]:
    """Return a report whose section states no period, and the entry that stated it."""
    start, end = text.index("<entry><act>"), text.index("</act></entry>") + len("</act></entry>")
    return text[:start] + text[end:], text[start:end]


def with_section(text: str, content: str) -> str:
    """Return a report with one more section behind the first."""
    end = "</section></component></structuredBody>"
    more = f"</section></component><component><section>{content}{end}"
    return text.replace(end, more)


def test_a_section_without_measures_may_state_the_period_of_the_others() -> None:
    text, stated = without_period(qrda(COUNTS))
    (found,) = read_qrda(with_section(text, stated)).results
    assert found.period == "2024-01-01..2024-12-31"


def test_the_period_of_other_measures_is_never_taken() -> None:
    text, stated = without_period(qrda(COUNTS))
    organizer = text[text.index("<entry><organizer>") : text.index("</organizer></entry>")]
    other = f"{stated}{organizer.replace('cms165', 'cms122')}</organizer></entry>"
    assert refused(with_section(text, other)) == ["VBC454"]


@pytest.mark.parametrize(
    "text",
    [
        "<html/>",
        '<ClinicalDocument xmlns="urn:hl7-org:v3"/>',
        '<MeasureReport xmlns="http://hl7.org/fhir"/>',
        qrda(COUNTS).replace("24.3.98", "24.3.97"),
    ],
)
def test_another_document_is_refused(text: str) -> None:
    assert refused(text) == ["VBC451"]


def test_a_report_that_ends_early_is_refused() -> None:
    assert refused(qrda(COUNTS)[:-40]) == ["VBC452"]
