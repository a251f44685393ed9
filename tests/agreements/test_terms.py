"""The terms of an agreement: the contract with what the agreement states, each at its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import acme
import pytest

from vbc_rules.agreements.book import Agreement, BadAgreement
from vbc_rules.agreements.load import check_book, load_book
from vbc_rules.contracts.contract import Dated
from vbc_rules.contracts.load import check_contract, load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry

BOOK = Path("network.book.yaml")
Change = Callable[[str, str, str], None]


def agreement(registry: Registry, id: str = "north") -> Agreement:
    [found] = [one for one in load_book(BOOK, registry).agreements if one.entry.id == id]
    assert isinstance(found, Agreement), found
    return found


def values(registry: Registry, name: str, id: str = "north") -> tuple[Dated, ...]:
    return agreement(registry, id).contract.stream("savings").parameters[name].values


def codes(registry: Registry) -> list[str]:
    return [one.code for one in check_book(BOOK, registry)[1]]


pytestmark = pytest.mark.usefixtures("office")


def test_an_election_has_the_place_in_the_book_and_the_citation_of_the_contract(
    registry: Registry,
) -> None:
    [elected] = values(registry, "sharing_rate", "south")
    assert (elected.value, elected.cites) == (Fraction(3, 10), "Agreement 3.2")
    assert str(elected.place) == "network.book.yaml:20:39"


def test_a_value_of_the_contract_keeps_its_place_there(registry: Registry) -> None:
    [stated] = values(registry, "minimum_savings_rate")
    assert str(stated.place) == "track.yaml:12:37"


def test_an_amendment_holds_from_its_day_on_and_the_election_until_then(
    registry: Registry,
) -> None:
    before, after = values(registry, "sharing_rate")
    assert (before.value, before.start, before.end) == (
        Fraction(1, 2),
        date(2024, 1, 1),
        date(2024, 12, 31),
    )
    assert (after.value, after.start, after.end) == (Fraction(2, 5), date(2025, 1, 1), None)
    assert (str(after.place), after.cites) == ("network.book.yaml:14:33", "Amendment 1")


def test_an_amendment_without_a_citation_is_cited_by_its_name(
    registry: Registry, change: Change
) -> None:
    change(str(BOOK), "        cites: Amendment 1\n", "")
    assert values(registry, "sharing_rate")[1].cites == "First amendment"


def test_two_amendments_follow_one_another(registry: Registry, change: Change) -> None:
    second = "      - {amendment: Second, from: 2026-01-01, changes: {sharing_rate: 0.30}}\n"
    change(str(BOOK), "  - agreement: south", f"{second}  - agreement: south")
    dated = values(registry, "sharing_rate")
    assert [(one.start, one.end) for one in dated] == [
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), None),
    ]


def test_an_amendment_on_the_day_of_a_later_value_replaces_it(
    registry: Registry, change: Change
) -> None:
    change(str(BOOK), "        from: 2025-01-01", "        from: 2026-01-01")
    change(str(BOOK), "sharing_rate: 0.40", "first_dollar: true")
    dated = values(registry, "first_dollar")
    assert [(one.value, one.start, one.end) for one in dated] == [
        (True, date(2024, 1, 1), date(2025, 12, 31)),
        (True, date(2026, 1, 1), None),
    ]


def test_an_amendment_that_a_later_value_would_undo_is_refused(
    registry: Registry, change: Change
) -> None:
    change(str(BOOK), "{sharing_rate: 0.40}", "{first_dollar: false}")
    assert codes(registry) == ["VBC262"]


def test_a_later_value_after_the_end_of_the_agreement_undoes_nothing(
    registry: Registry, change: Change
) -> None:
    change(str(BOOK), "{sharing_rate: 0.40}", "{first_dollar: false}")
    change(str(BOOK), "    elections:", "    effective: {to: 2025-12-31}\n    elections:")
    assert codes(registry) == []
    before, after = values(registry, "first_dollar")
    assert (before.value, after.value, after.start) == (True, False, date(2025, 1, 1))


def test_an_agreement_names_its_provider_and_its_days(registry: Registry) -> None:
    contract = agreement(registry, "south").contract
    assert contract.parties.provider == "South Practice"
    assert (contract.term.start, contract.term.end) == (date(2025, 1, 1), date(2026, 12, 31))
    assert contract.left_open == ()


def test_the_hash_of_the_terms_changes_with_an_election_only(
    registry: Registry, change: Change
) -> None:
    before = agreement(registry), agreement(registry, "south")
    change(str(BOOK), "sharing_rate: 0.50", "sharing_rate: 0.30")
    after = agreement(registry), agreement(registry, "south")
    assert before[0].terms_sha256 != after[0].terms_sha256
    assert before[1].terms_sha256 == after[1].terms_sha256
    assert {one.contract.sha256 for one in (*before, *after)} == {before[0].contract.sha256}


def test_a_bad_agreement_leaves_the_others(registry: Registry, change: Change) -> None:
    change(str(BOOK), "sharing_rate: 0.50", "sharing_rate: 0.45")
    north, south = load_book(BOOK, registry).agreements
    assert isinstance(north, BadAgreement)
    assert isinstance(south, Agreement)


def test_what_a_plugin_finds_in_an_agreement_stands_at_the_agreement(change: Change) -> None:
    from vbc_rules.core import plugin

    change("track.yaml", '{core: ">=0.1,<1"}', '{core: ">=0", acme: ">=0"}')
    change("track.yaml", "title: Savings with elections", "title: Untitled")
    _, findings = check_book(BOOK, Registry.of(plugin, acme))
    assert [(str(one.place), one.message) for one in findings] == [
        ("network.book.yaml:5:5", "Agreement `north`: The contract has no title of its own."),
        ("network.book.yaml:15:5", "Agreement `south`: The contract has no title of its own."),
    ]


def test_a_template_is_valid_but_not_to_be_settled(registry: Registry) -> None:
    contract, findings = check_contract(Path("track.yaml"), registry)
    assert contract is not None
    assert findings == ()
    with pytest.raises(Refusal) as caught:
        load_contract(Path("track.yaml"), registry)
    told = [(one.code, str(one.place)) for one in caught.value.diagnostics]
    assert told == [("VBC252", "track.yaml:19:7"), ("VBC252", "track.yaml:20:16")]


def test_a_contract_that_leaves_nothing_open_may_have_agreements(
    registry: Registry, change: Change, office: Path
) -> None:
    change("track.yaml", "    elections:\n", "")
    change(
        "track.yaml",
        "      sharing_rate: {one_of: [0.30, 0.40, 0.50], cites: Agreement 3.2}\n",
        "      sharing_rate: 0.5\n",
    )
    change("track.yaml", "    exhibits: [payment_limit]\n", "")
    text = (office / BOOK).read_text(encoding="utf-8")
    kept = [
        line for line in text.splitlines() if "elections:" not in line and "exhibits:" not in line
    ]
    (office / BOOK).write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert codes(registry) == []
    assert [one.value for one in values(registry, "sharing_rate")] == [
        Fraction(1, 2),
        Fraction(2, 5),
    ]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("1234567893", []),
        ("1245319599", []),
        ("1234567890", ["VBC264"]),
        ("3234567893", ["VBC264"]),
        ("123456789", ["VBC264"]),
    ],
)
def test_the_last_digit_of_an_npi_checks_the_others(
    number: str, found: list[str], registry: Registry, change: Change
) -> None:
    change(str(BOOK), "1234567893", number)
    assert codes(registry) == found
