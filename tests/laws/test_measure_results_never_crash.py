"""Any text is read as measure results whose counts are whole, or is refused with known codes."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.facts.measures.samples import count_of, group, part_of, performance, qrda, report
from vbc_rules import Refusal
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.facts.measures.read import parse_results
from vbc_rules.facts.measures.results import MeasureResult
from vbc_rules.reports.text.measure_results import results_document, results_text

FHIR = json.dumps(
    report({
        **group(numerator=60, denominator=100, denominator_exclusion=20, score=0.75),
        "stratifier": [{"stratum": [{"value": {"text": "a"}, **group(denominator=9)}]}],
    })
)  # fmt: skip
QRDA = qrda(
    count_of("DENOM", 100, parts=part_of("27.3.6", "F", 55)),
    count_of("NUMER", 60, "N1"),
    performance("0.6", "N1"),
)
CSV = "entity,measure,numerator,denominator,score\nA1,CBP,60,80,0.75\n"
WHOLE = {".json": FHIR, ".xml": QRDA, ".csv": CSV}
ODD = [
    "",
    "-1",
    "NaN",
    "1e9",
    "[]",
    "{}",
    "null",
    '"x"',
    "<a>",
    "&x;",
    "\x00",
    "\\ud800",
    ",",
    "9" * 50,
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


def read_or_refused(text: str, suffix: str) -> tuple[MeasureResult, ...]:
    """Return the results of a text, none where it is refused; a refusal is a proper one."""
    try:
        file = parse_results(text, f"file{suffix}", suffix)
        pretty_json(results_document(file)).encode()
        "".join(results_text(file)).encode()
        return file.results  # noqa: TRY300 - a refusal may come from reading only
    except Refusal as refusal:
        improper = [one for one in refusal.diagnostics if one.code not in CODES or not one.place]
    assert improper == []
    return ()


def check(text: str, suffix: str) -> None:
    for result in read_or_refused(text, suffix):
        assert all(one.count is None or one.count >= 0 for one in result.counts)
        assert result.score is None or isinstance(result.score, Fraction)
        assert not result.is_rate or result.rate is None or 0 <= result.rate <= 1


@pytest.mark.parametrize("suffix", sorted(WHOLE))
def test_the_report_that_is_damaged_below_is_whole(suffix: str) -> None:
    assert parse_results(WHOLE[suffix], "file", suffix).results


@pytest.mark.parametrize("suffix", sorted(WHOLE))
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_is_read_or_refused(suffix: str, text: str) -> None:
    check(text, suffix)


@pytest.mark.parametrize("suffix", sorted(WHOLE))
@given(data=st.data())
def test_a_damaged_report_is_read_or_refused(suffix: str, data: st.DataObject) -> None:
    text = WHOLE[suffix]
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 30))
    check(text[:start] + data.draw(st.sampled_from(ODD)) + text[start + length :], suffix)


@given(data=st.data())
def test_a_report_with_another_value_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    values = [one.span() for one in re.finditer(r'(?<=: )("[^"]*"|[0-9.]+)', FHIR)]
    start, end = data.draw(st.sampled_from(values))
    check(FHIR[:start] + json.dumps(data.draw(JSON)) + FHIR[end:], ".json")
