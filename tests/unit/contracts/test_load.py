from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import check_contract, load_contract
from vbc_rules.diagnostics import Place, Refusal
from vbc_rules.hooks.registry import Registry

SPECS = Path(__file__).parents[2] / "specs"
ALL_FORMS = SPECS / "good" / "acme-all-forms.yaml"

Write = Callable[[str], Path]


@pytest.fixture
def contract(registry: Registry) -> Contract:
    return load_contract(ALL_FORMS, registry)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / ALL_FORMS.name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_head_of_a_contract_is_read(contract: Contract) -> None:
    assert (contract.id, contract.carrier) == ("acme-all-forms", "acme")
    assert contract.description == "A contract of three streams."
    assert (contract.term.start, contract.term.end) == (date(2022, 7, 1), date(2025, 12, 31))
    assert contract.parties.provider == "Prairie Medical Group"
    assert contract.plugins == {"acme": ">=0,<1"}
    assert contract.reports == ("acme.ledger",)


def test_a_stream_is_found_by_its_name(contract: Contract) -> None:
    assert contract.stream("base").model == "acme.capitation"
    with pytest.raises(KeyError):
        contract.stream("bonus")


def test_a_plain_value_applies_always(contract: Contract) -> None:
    (cap,) = contract.stream("savings").parameters["cap"].values
    assert (cap.value, cap.start, cap.end, cap.cites) == (Fraction(1_000_000), None, None, "")


def test_a_value_keeps_its_citation_and_its_place(contract: Contract) -> None:
    (track,) = contract.stream("savings").parameters["track"].values
    assert (track.value, track.cites) == ("two_sided", "Exhibit B")
    assert track.place == Place(str(ALL_FORMS), 17, 22)


def test_a_dated_value_ends_before_the_next_one_begins(contract: Contract) -> None:
    first, second = contract.stream("savings").parameters["sharing_rate"].values
    assert (first.value, first.start, first.end) == (
        Fraction(2, 5),
        date(2022, 7, 1),
        date(2023, 12, 31),
    )
    assert (second.value, second.end) == (Fraction(1, 2), None)


def test_a_table_is_read_as_rows(contract: Contract) -> None:
    first, _ = contract.stream("savings").parameters["tiers"].values
    assert first.value == (
        {"members": Fraction(0), "minimum_savings_rate": Fraction(39, 1000)},
        {"members": Fraction(5000), "minimum_savings_rate": Fraction(1, 50)},
    )


def test_a_value_by_entry_is_read_by_its_entries(contract: Contract) -> None:
    (rates,) = contract.stream("base").parameters["base_rate"].values
    assert rates.value == {("adult",): Fraction("250.8"), ("child",): Fraction("116.5")}


@pytest.mark.parametrize(
    ("start", "end", "value"),
    [
        (date(2022, 7, 1), date(2022, 12, 31), Fraction(2, 5)),
        (date(2023, 1, 1), date(2023, 12, 31), Fraction(2, 5)),
        (date(2024, 1, 1), date(2024, 12, 31), Fraction(1, 2)),
        (date(2030, 1, 1), date(2030, 12, 31), Fraction(1, 2)),
    ],
)
def test_the_period_chooses_the_value(
    contract: Contract, start: date, end: date, value: Fraction
) -> None:
    sharing_rate = contract.stream("savings").parameters["sharing_rate"]
    assert sharing_rate.during(start, end).value == value


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), "`sharing_rate` has no value on 2022-01-01."),
        (
            date(2023, 7, 1),
            date(2024, 6, 30),
            "`sharing_rate` changes between 2023-07-01 and 2024-06-30.",
        ),
    ],
)
def test_a_period_without_one_value_is_refused_at_the_parameter(
    contract: Contract, start: date, end: date, message: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        contract.stream("savings").parameters["sharing_rate"].during(start, end)
    (finding,) = refusal.value.diagnostics
    assert (finding.code, finding.message) == ("VBC215", message)
    assert finding.place == Place(str(ALL_FORMS), 14, 7)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Every form", "# Another comment"),
        ("116.5", "116.50"),
        (
            "{payer: Acme Health Plan, provider: Prairie Medical Group}",
            "{provider: Prairie Medical Group, payer: Acme Health Plan}",
        ),
    ],
)
def test_the_hash_does_not_see_how_a_contract_is_written(
    contract: Contract, registry: Registry, write: Write, old: str, new: str
) -> None:
    text = ALL_FORMS.read_text(encoding="utf-8")
    assert old in text
    assert load_contract(write(text.replace(old, new)), registry).sha256 == contract.sha256


def test_the_hash_sees_what_a_contract_says(
    contract: Contract, registry: Registry, write: Write
) -> None:
    text = ALL_FORMS.read_text(encoding="utf-8").replace("116.5", "116.51")
    assert load_contract(write(text), registry).sha256 != contract.sha256


def test_a_contract_with_errors_is_refused_with_all_of_them(
    registry: Registry, write: Write
) -> None:
    text = ALL_FORMS.read_text(encoding="utf-8")
    path = write(text.replace("value: 0.4", "value: 40").replace("acme.ledger", "acme.leger"))
    with pytest.raises(Refusal) as refusal:
        load_contract(path, registry)
    assert [finding.code for finding in refusal.value.diagnostics] == ["VBC104", "VBC302"]


def test_a_missing_file_is_a_finding_like_others(registry: Registry, tmp_path: Path) -> None:
    contract, findings = check_contract(tmp_path / "none.yaml", registry)
    assert contract is None
    assert [finding.code for finding in findings] == ["VBC001"]


def test_meaning_is_checked_beside_a_part_of_wrong_shape(registry: Registry, write: Write) -> None:
    text = ALL_FORMS.read_text(encoding="utf-8")
    path = write(text.replace("value: 0.4", 'value: "0.4"').replace("members: 5000", "members: 0"))
    _, findings = check_contract(path, registry)
    assert [finding.code for finding in findings] == ["VBC103", "VBC209"]


def test_a_value_may_begin_before_and_end_after_the_term(registry: Registry, write: Write) -> None:
    text = ALL_FORMS.read_text(encoding="utf-8").replace(
        "from: 2022-07-01, value", "from: 2000-01-01, value"
    )
    _, findings = check_contract(write(text), registry)
    assert findings == ()


def test_a_parameter_of_later_years_needs_no_value_before_them(
    registry: Registry, write: Write
) -> None:
    text = ALL_FORMS.read_text(encoding="utf-8").replace(
        "{from: 2024-01-01, value: 25000.00}", "{from: 2025-01-01, value: 25000.00}"
    )
    _, findings = check_contract(write(text), registry)
    assert [finding.message for finding in findings] == [
        "`rural_bonus` has no value from 2024-01-01 to 2024-12-31, inside the term."
    ]
