"""What is left of an edition when only some of its clauses are asked for."""

from __future__ import annotations

from tests.models.hospital import HospitalPurchasing


def test_the_clauses_behind_a_clause_are_those_that_it_depends_on() -> None:
    behind = HospitalPurchasing.edition(2024).behind(["achieved"])
    assert list(behind.clauses) == ["direction", "achieved"]


def test_only_the_terms_that_these_read_are_left() -> None:
    behind = HospitalPurchasing.edition(2024).behind(["achieved"])
    assert {term.name for term in behind.facts()} == {"performance"}
    assert set(behind.terms) == {"performance", "threshold", "benchmark", "lower_is_better"}


def test_a_result_that_nothing_asked_for_is_left_out() -> None:
    edition = HospitalPurchasing.edition(2024)
    assert edition.behind(["consistency"]).results == ()
    assert edition.behind(["payment_factor"]).results == ("payment_factor",)


def test_all_results_need_the_whole_edition() -> None:
    edition = HospitalPurchasing.edition(2024)
    assert edition.behind(edition.results).clauses == edition.clauses


def test_a_name_that_is_no_clause_has_nothing_behind_it() -> None:
    assert HospitalPurchasing.edition(2024).behind(["no_clause"]).clauses == {}
