"""Composition: models of one contract as one tree, fed by clauses of each other by name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.models.fed import Bonus, Doubled, Quality, Rebate
from vbc_rules import DefinitionError
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Edition
from vbc_rules.language.composition import Source, Use, compose, misfit
from vbc_rules.language.errors import CircularError


def composed(**feeds: str) -> Edition:
    """Return a bonus and a quality model, with facts of the bonus fed by clauses of quality."""
    sources = {fact: Source("quality", clause) for fact, clause in feeds.items()}
    uses = (Use("bonus", Bonus, sources), Use("quality", Quality))
    return compose("harbor", "Harbor", uses, 2024)


def test_each_use_has_terms_clauses_and_axes_of_its_own() -> None:
    edition = composed()
    assert {"bonus.score", "bonus.grade", "quality.grade"} <= set(edition.terms)
    assert {"bonus.paid", "quality.score"} <= set(edition.clauses)
    assert set(edition.axes) == {"bonus.measure", "quality.measure"}


def test_a_model_that_is_used_alone_keeps_its_names() -> None:
    edition = compose("harbor", "Harbor", [Use("bonus", Bonus)], 2024)
    assert edition.fingerprint() == Bonus.edition(2024).fingerprint()


def test_results_are_those_of_the_uses_in_their_order() -> None:
    edition = composed()
    assert edition.results == ("bonus.paid", "quality.score")
    assert edition.headline == "bonus.paid"
    assert [one.name for one in edition.clauses.values() if one.result] == [
        "bonus.paid",
        "quality.score",
    ]


def test_results_of_a_part_within_a_use_are_none_of_the_composition() -> None:
    uses = [Use("bonus", Bonus), Use("doubled", Doubled)]
    edition = compose("harbor", "Harbor", uses, 2024)
    assert edition.results == ("bonus.paid", "doubled.score")
    assert not edition.clauses["doubled.inner.score"].result


def test_ladders_name_the_stages_of_their_use() -> None:
    (ladder,) = composed().ladders
    assert ladder.names == ("bonus.earned", "bonus.paid")


def test_a_fed_fact_is_a_reference_and_is_asked_for_no_longer() -> None:
    edition = composed(score="score")
    assert "bonus.score" not in edition.terms
    assert any(value.op == "ref" and value.args == ("quality.score",) for value in edition.nodes())


def test_a_clause_of_a_part_may_feed_a_fact() -> None:
    source = Source("doubled", "inner.score")
    uses = [Use("bonus", Bonus, {"score": source}), Use("doubled", Doubled)]
    assert "bonus.score" not in compose("harbor", "Harbor", uses, 2024).terms


def test_the_amount_follows_from_what_is_fed() -> None:
    facts = {
        "bonus.pool": Fraction(1000),
        "bonus.grade": "a",
        "bonus.passed": True,
        "bonus.spent": {("x",): Fraction(1)},
        "quality.met": {("bp",): True, ("hba1c",): False, ("crc",): True},
        "quality.grade": "b",
        "quality.cost": Fraction(10),
    }
    parameters = {"bonus.sharing_rate": Fraction(1, 2), "quality.goal": Fraction(4)}
    members = {"quality.measure": ("bp", "hba1c", "crc"), "bonus.measure": ("x",)}
    run = Run(composed(score="score"), Inputs(facts, parameters, members))
    assert run.clause("bonus.paid") == 250


@pytest.mark.parametrize(
    ("fact", "clause", "message"),
    [
        ("score", "reached", "is in rate, but its source in count"),
        ("extra", "half_cost", "is in rate, but its source in USD"),
        ("score", "handicapped", "is required, but its source may be missing"),
        ("grade", "graded", "is a choice"),
        ("spent", "half_cost", "is a value for each measure"),
        ("passed", "late", "is one value, but its source varies by measure"),
        ("pool", "half_cost", "is in cents, but no clause rounds its source"),
    ],
)
def test_a_clause_that_cannot_be_the_fact_is_refused(fact: str, clause: str, message: str) -> None:
    term, edition = Bonus.edition(2024).terms[fact], Quality.edition(2024)
    found = misfit(term, clause, edition)
    assert found is not None
    assert found.message == message
    with pytest.raises(DefinitionError) as caught:
        composed(**{fact: clause})
    (finding,) = caught.value.diagnostics
    assert finding.code == "VBC622"
    assert finding.message == f"bonus.{fact} {message} (`quality.{clause}`)"


@pytest.mark.parametrize(("fact", "clause"), [("score", "score"), ("extra", "handicapped")])
def test_a_clause_of_the_unit_that_is_as_surely_there_fits(fact: str, clause: str) -> None:
    term, edition = Bonus.edition(2024).terms[fact], Quality.edition(2024)
    assert misfit(term, clause, edition) is None


@pytest.mark.parametrize(("fact", "clause"), [("scor", "score"), ("score", "scor")])
def test_a_name_that_nothing_has_is_refused(fact: str, clause: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        composed(**{fact: clause})
    assert [one.code for one in caught.value.diagnostics] == ["VBC623"]


def test_uses_that_feed_each_other_in_a_circle_are_refused_with_the_circle() -> None:
    bonus = Use("bonus", Bonus, {"pool": Source("rebate", "rounded")})
    uses = [bonus, Use("rebate", Rebate, {"cost": Source("bonus", "paid")})]
    with pytest.raises(CircularError) as caught:
        compose("harbor", "Harbor", uses, 2024)
    assert caught.value.circle == (
        *(
            "bonus.earned",
            "bonus.pool",
            "rebate.rounded",
            "rebate.half",
            "rebate.cost",
            "bonus.paid",
        ),
        "bonus.earned",
    )


def test_uses_may_feed_each_other_without_a_circle() -> None:
    bonus = Use("bonus", Bonus, {"score": Source("quality", "score")})
    quality = Use("quality", Quality, {"cost": Source("bonus", "paid")})
    edition = compose("harbor", "Harbor", [bonus, quality], 2024)
    assert not {"bonus.score", "quality.cost"} & set(edition.terms)
