"""Any text either is data whose numbers are exact, or is refused with places in the file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text

PIECES = [
    *("a", "b", ": ", ":", "- ", "\n", "\n  ", "  ", "[", "]", "{", "}", ",", "?", "|", ">", "'"),
    *('"', "#", "&x", "*x", "!", "!!str ", "<<", "%", "---", "...", "\t", "\r", "\\", "0", "1"),
    *(
        ".",
        "e",
        "_",
        "+",
        "-",
        "~",
        "null",
        "yes",
        "2024-01-01",
        "T10:00",
        "$",
        "@",
        "`",
        "é",
        "\x00",
    ),
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def check(value: object) -> None:
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        value = list(value.values())
    if isinstance(value, list):
        for entry in value:
            check(entry)
    else:
        assert type(value) in {str, int, Decimal, bool, date}


@given(TEXTS)
@example("!")
@example("? ")
@example("- !!null")
@example("{a, b: }")
@example("\ud800")
def test_any_text_is_read_exactly_or_refused(text: str) -> None:
    findings: tuple[Diagnostic, ...] = ()
    try:
        check(parse_document(text, "x.yaml").value)
    except Refusal as refusal:
        findings = refusal.diagnostics
    assert {finding.code for finding in findings} <= set(CODES)
    assert render_text(findings, {"x.yaml": text})


@given(
    st.one_of(
        st.integers(-(10**39), 10**39), st.decimals(allow_nan=False, allow_infinity=False, places=6)
    )
)
def test_every_number_keeps_each_of_its_digits(number: int | Decimal) -> None:
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    if text.lstrip("-0.") and len(text) <= 40:
        read = parse_document(f"a: {text}", "x.yaml").value["a"]
        assert read == number
        assert str(read) == text or f"{read:f}" == text
