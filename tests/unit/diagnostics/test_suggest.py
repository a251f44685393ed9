from __future__ import annotations

import pytest

from vbc_rules.diagnostics.suggest import did_you_mean, id_meant, meant_by

KNOWN = ("maximum_sharing_rate", "minimum_savings_rate", "loss_rate")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("maximum_shring_rate", "maximum_sharing_rate"),
        ("Loss_Rate", "loss_rate"),
        ("minimum_saving_rate", "minimum_savings_rate"),
    ],
)
def test_a_misspelt_name_is_recognised(written: str, meant: str) -> None:
    assert did_you_mean(written, KNOWN) == meant


def test_a_name_that_is_far_from_all_gets_no_suggestion() -> None:
    assert did_you_mean("quality", KNOWN) is None


def test_a_name_that_is_already_written_is_not_suggested() -> None:
    assert did_you_mean("loss_rates", KNOWN, taken=["loss_rate"]) is None


def test_of_two_equally_near_names_the_first_of_the_alphabet_is_suggested() -> None:
    assert did_you_mean("track_x", ["track_b", "track_a"]) == "track_a"


def test_a_very_long_name_is_not_compared() -> None:
    assert did_you_mean("a" * 1000, ["a" * 1000]) is None


NAMES = ("risk.earned", "bonus.earned", "risk.settlement", "risk.saved[a]", "risk.saved[b]")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("settlement", "did you mean `risk.settlement`?"),
        ("risk.setlement", "did you mean `risk.settlement`?"),
        ("earned", "write one of risk.earned, bonus.earned"),
        ("sav", "this is in the names of risk.saved"),
        ("quality", "clauses are risk.earned, bonus.earned, risk.settlement, risk.saved"),
    ],
)
def test_among_names_of_streams_the_one_that_is_meant_is_told(written: str, hint: str) -> None:
    assert meant_by(written, NAMES, "clauses are") == hint


def test_of_very_many_names_a_few_are_told_and_the_others_counted() -> None:
    hint = meant_by("quality", (f"line_{number}" for number in range(300)), "lines are")
    assert hint.startswith("lines are line_0, line_1, ")
    assert hint.endswith(", line_11, … (300 in all)")


IDS = ("nysdoh.capitation", "core.capitation", "acme.capitation_fee", "core.stop_loss")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("capitatio", "core.capitation"),
        ("core.capitatio", "core.capitation"),
        ("nysdoh.capitatio", "nysdoh.capitation"),
        ("nysdo.capitatio", "nysdoh.capitation"),
        ("capitation_fe", "acme.capitation_fee"),
        ("core.capitation_fe", "acme.capitation_fee"),
    ],
)
def test_of_ids_the_nearest_name_is_suggested_then_the_nearest_plugin_then_what_is_built_in(
    written: str, meant: str
) -> None:
    assert id_meant(written, IDS) == meant


def test_a_plugin_that_is_right_makes_no_name_more_alike() -> None:
    assert did_you_mean("a_long_namespace.abc", ["a_long_namespace.xyz"]) is not None
    assert id_meant("a_long_namespace.abc", ["a_long_namespace.xyz"]) is None


def test_a_very_long_id_is_not_compared() -> None:
    assert id_meant("a" * 1000, ["a" * 1000]) is None
