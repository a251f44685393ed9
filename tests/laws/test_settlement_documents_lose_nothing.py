from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.settlements import settlements
from vbc_rules.statements.document import from_document, from_json, to_document, to_json
from vbc_rules.statements.numbers import exact_number, exact_text
from vbc_rules.statements.settlement import Settlement


@given(st.lists(settlements(), max_size=2))
def test_a_document_gives_back_the_settlements_it_was_made_of(originals: list[Settlement]) -> None:
    assert from_document(to_document(originals)) == tuple(originals)


@given(st.lists(settlements(), max_size=2))
def test_json_gives_back_the_settlements_it_was_made_of(originals: list[Settlement]) -> None:
    assert from_json(to_json(originals)) == tuple(originals)


@given(st.fractions())
def test_a_number_is_read_back_from_its_text(number: Fraction) -> None:
    assert exact_number(exact_text(number)) == number


@given(st.text(alphabet="0123456789./-", max_size=8))
def test_a_number_has_one_text_only(text: str) -> None:
    try:
        number = exact_number(text)
    except ValueError:
        return
    assert exact_text(number) == text


@given(st.binary(max_size=40))
def test_other_bytes_are_refused_without_a_traceback(data: bytes) -> None:
    from vbc_rules.diagnostics import Refusal

    with pytest.raises(Refusal):
        from_json(data)
