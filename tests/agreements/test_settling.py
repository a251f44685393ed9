"""Settling a book: exact amounts, each agreement for itself, and totals."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules.agreements.load import load_book
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.book import BookQuestion, settle_book
from vbc_rules.statements.book import BookSettlement

BOOK = Path("network.book.yaml")
Change = Callable[[str, str, str], None]
pytestmark = pytest.mark.usefixtures("office")


def settled(registry: Registry, period: str | None = "2025", **question: object) -> BookSettlement:
    asked = BookQuestion(period, **question)  # type: ignore[arg-type]
    return settle_book(load_book(BOOK, registry), registry, asked)


def amounts(book: BookSettlement) -> dict[str, object]:
    return {one.agreement: one.main.value for one in book.settled}


def failures(book: BookSettlement) -> dict[str, list[tuple[str, str]]]:
    return {
        one.agreement: [(each.code, str(each.place)) for each in one.findings]
        for one in book.failed
    }


def test_each_agreement_is_settled_by_its_own_terms(registry: Registry) -> None:
    # 0.40 x 100,000 and 0.30 x 200,000
    assert amounts(settled(registry)) == {"north": 40_000, "south": 60_000}


def test_an_amendment_counts_from_its_day_on(registry: Registry) -> None:
    book = settled(registry, "2024")
    assert amounts(book) == {"north": 50_000}
    assert book.not_effective == 1


def test_the_totals_are_exact(registry: Registry) -> None:
    book = settled(registry)
    [total] = book.by_contract()
    assert (total.contract, total.settled, total.total) == ("track", 2, Fraction(100_000))
    assert book.total() == 100_000


def test_lines_change_no_amount(registry: Registry) -> None:
    plain, explained = settled(registry), settled(registry, lines=True)
    assert amounts(plain) == amounts(explained)
    assert [one.settlement.waterfalls[0].total for one in plain.settled] == [40_000, 60_000]
    assert not any(one.settlement.lines for one in plain.settled)
    assert all(one.settlement.lines for one in explained.settled)


def test_the_provenance_names_the_agreement_and_what_was_amended(registry: Registry) -> None:
    book = settled(registry)
    origins = [one.settlement.provenance.agreement for one in book.settled]
    north, south = origins
    assert north is not None
    assert south is not None
    assert (north.agreement, north.book, north.book_sha256) == (
        "north",
        "network",
        book.book_sha256,
    )
    assert (north.tin, north.npi) == (("123456789",), ("1234567893",))
    assert [(one.name, one.start) for one in north.amendments] == [
        ("First amendment", "2025-01-01")
    ]
    assert south.amendments == ()


def test_an_amendment_of_later_years_is_not_named(registry: Registry) -> None:
    [north] = settled(registry, "2024").settled
    origin = north.settlement.provenance.agreement
    assert origin is not None
    assert origin.amendments == ()


def test_the_hash_of_the_facts_is_that_of_one_agreement(registry: Registry, change: Change) -> None:
    before = settled(registry).settled
    change("facts.csv", "2000000.00", "2000001.00")
    after = settled(registry).settled
    hashes = [[one.settlement.provenance.facts_sha256 for one in book] for book in (before, after)]
    assert hashes[0][0] == hashes[1][0]
    assert hashes[0][1] != hashes[1][1]


def test_only_the_chosen_agreements_are_settled(registry: Registry) -> None:
    assert amounts(settled(registry, chosen=("south",))) == {"south": 60_000}


def test_an_agreement_that_the_book_does_not_have_is_refused(registry: Registry) -> None:
    with pytest.raises(Refusal) as caught:
        settled(registry, chosen=("sout", "nobody"))
    told = [(one.code, one.hint) for one in caught.value.diagnostics]
    assert told == [("VBC570", "did you mean `south`?"), ("VBC570", "it has 2 agreements")]


def test_a_period_without_any_agreement_is_refused(registry: Registry) -> None:
    with pytest.raises(Refusal, match="VBC571"):
        settled(registry, "2030")


def test_the_period_must_be_said_where_agreements_cover_several_years(registry: Registry) -> None:
    with pytest.raises(Refusal, match="VBC512 The agreements cover 2024 to 2026"):
        settled(registry, None)


def test_the_one_year_of_all_agreements_need_not_be_said(
    registry: Registry, change: Change
) -> None:
    change(
        str(BOOK),
        "    elections: {sharing_rate",
        "    effective: {from: 2025-01-01, to: 2025-12-31}\n    elections: {sharing_rate",
    )
    change(
        str(BOOK), "effective: {from: 2025-01-01}", "effective: {from: 2025-01-01, to: 2025-12-31}"
    )
    assert settled(registry, None).period == "2025"


def test_a_bad_agreement_is_told_at_its_line_and_the_others_are_settled(
    registry: Registry, change: Change
) -> None:
    change(str(BOOK), "sharing_rate: 0.50", "sharing_rate: 0.45")
    book = settled(registry)
    assert failures(book) == {"north": [("VBC255", "network.book.yaml:8:31")]}
    assert amounts(book) == {"south": 60_000}


def test_a_term_that_changes_within_the_period_stops_its_agreement_only(
    registry: Registry, change: Change
) -> None:
    change(str(BOOK), "        from: 2025-01-01\n", "        from: 2025-07-01\n")
    book = settled(registry)
    assert [code for code, _ in failures(book)["north"]] == ["VBC215"]
    assert amounts(book) == {"south": 60_000}


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("900000.00,0.7", "900000.00,", "VBC406", "facts.csv:2:28"),
        ("900000.00", "9OOOOO", "VBC410", "facts.csv:2:18"),
        ("north,1000000.00,900000.00,0.7", "north,1000000.00,900000.00", "VBC407", "facts.csv:2:1"),
        ("north,", "nord,", "VBC572", "network.book.yaml:5:5"),
    ],
)
def test_facts_that_are_wrong_for_one_stop_this_one_only(
    old: str, new: str, code: str, place: str, registry: Registry, change: Change
) -> None:
    change("facts.csv", old, new)
    book = settled(registry)
    assert failures(book) == {"north": [(code, place)]}
    assert amounts(book) == {"south": 60_000}


def test_an_entity_that_is_written_twice_is_settled_by_neither_row(
    registry: Registry, change: Change
) -> None:
    change("facts.csv", "south-side,", "north,1000000.00,800000.00,0.7\nsouth-side,")
    book = settled(registry)
    assert failures(book) == {"north": [("VBC408", "facts.csv:3:1")]}
    assert amounts(book) == {"south": 60_000}


def test_a_heading_that_is_wrong_stops_all_that_read_the_file(
    registry: Registry, change: Change
) -> None:
    change("facts.csv", "quality_score", "quality_scor")
    told = failures(settled(registry))
    assert list(told) == ["north", "south"]
    assert told["north"] == told["south"] == [("VBC404", "facts.csv:1:30")]


def test_a_column_of_other_contracts_is_passed_over_where_it_is_empty(
    registry: Registry, office: Path
) -> None:
    rows = [
        "entity,visits,benchmark,expenditure,quality_score",
        "north,,1000000.00,900000.00,0.7",
        "south-side,5,2000000.00,1800000.00,0.8",
        "elsewhere,7,,,",
    ]
    (office / "facts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = failures(settled(registry, chosen=("north",)))
    assert told == {}
    assert "VBC404" in [code for code, _ in failures(settled(registry))["south"]]


def test_a_file_that_is_missing_stops_those_that_name_it(
    registry: Registry, change: Change
) -> None:
    change(str(BOOK), "    entity: south-side\n", "    entity: south-side\n    facts: other.csv\n")
    book = settled(registry)
    assert failures(book) == {"south": [("VBC001", "other.csv")]}
    assert amounts(book) == {"north": 40_000}


def test_the_facts_of_each_period_stand_in_a_file_of_their_own(
    registry: Registry, change: Change, office: Path
) -> None:
    change(str(BOOK), "facts: facts.csv", 'facts: {track.yaml: "facts-{period}.csv"}')
    (office / "facts.csv").rename(office / "facts-2025.csv")
    assert amounts(settled(registry)) == {"north": 40_000, "south": 60_000}
    assert failures(settled(registry, "2024")) == {"north": [("VBC001", "facts-2024.csv")]}


def test_facts_may_stand_in_yaml_with_those_of_other_contracts(
    registry: Registry, change: Change, office: Path
) -> None:
    change(str(BOOK), "facts: facts.csv", "facts: facts.yaml")
    (office / "facts.yaml").write_text(
        "entities:\n"
        "  elsewhere: {visits: 5}\n"
        "  north: {benchmark: 1000000, expenditure: 900000}\n"
        "  south-side: {benchmark: 2000000, expenditure: 1800000, quality_score: 0.8}\n",
        encoding="utf-8",
    )
    book = settled(registry)
    assert failures(book) == {"north": [("VBC406", "facts.yaml:3:10")]}
    assert amounts(book) == {"south": 60_000}


def test_one_entity_is_not_paid_twice_for_the_facts_of_a_year(
    registry: Registry, change: Change
) -> None:
    change(
        str(BOOK),
        "    elections: {sharing_rate",
        "    effective: {to: 2025-06-30}\n    elections: {sharing_rate",
    )
    change(str(BOOK), "entity: south-side", "entity: north")
    change(str(BOOK), "effective: {from: 2025-01-01}", "effective: {from: 2025-07-01}")
    told = failures(settled(registry))
    assert told["north"] == told["south"] == [("VBC573", "network.book.yaml:16:5")]
