from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from tests.unit.reports.samples import SAVER, ZERO, many
from vbc_rules.reports.text.statement import FULL_STATEMENTS, text_statement
from vbc_rules.statements.settlement import Bar, Waterfall


def with_bars(*amounts: Fraction) -> str:
    bars = tuple(Bar(f"bar{amount}", f"Bar {amount}", amount, 1) for amount in amounts)
    waterfall = Waterfall("earned", "Earned", bars, sum(amounts, start=Fraction(0)))
    return text_statement([attrs.evolve(ZERO, waterfalls=(waterfall,))]).decode()


def test_a_waterfall_of_zeros_draws_nothing() -> None:
    assert not {"█", "░", "▓"} & set(with_bars(Fraction(0)))


def test_amounts_below_a_cent_are_said_to_be_shown_to_the_cent() -> None:
    assert "shown to the cent" in with_bars(Fraction(1, 3))
    assert "shown to the cent" not in with_bars(Fraction(1, 4))


def test_a_dollar_among_millions_is_still_seen() -> None:
    (row,) = [
        row for row in with_bars(Fraction(-1), Fraction(9_000_000)).splitlines() if "Bar -1" in row
    ]
    assert row.count("░") == 1


@pytest.mark.parametrize("count", range(1, FULL_STATEMENTS + 2))
def test_few_entities_have_full_statements_and_many_a_table(count: int) -> None:
    text = text_statement(many(count)).decode()
    assert ("HOW EACH AMOUNT CAME ABOUT" in text) is (count <= FULL_STATEMENTS)


def test_the_provenance_of_one_run_is_said_once() -> None:
    assert text_statement(many(9)).decode().count("PROVENANCE") == 1


def test_runs_under_other_versions_each_say_their_provenance() -> None:
    other = attrs.evolve(SAVER, provenance=attrs.evolve(SAVER.provenance, engine_version="0.2.0"))
    assert text_statement([*many(9), other]).decode().count("PROVENANCE") == 2


def test_no_settlements_are_no_text() -> None:
    assert text_statement([]) == b""
