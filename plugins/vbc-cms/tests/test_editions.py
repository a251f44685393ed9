"""What changes from year to year, read from the models: a change here is a change of law."""

from __future__ import annotations

import pytest
from vbc_cms.mssp.fixed_losses import FixedLosses
from vbc_cms.mssp.one_sided import OneSided
from vbc_cms.mssp.quality_losses import QualityLosses
from vbc_cms.mssp.rising_loss_limit import RisingLossLimit

from vbc_rules import DefinitionError, Edition, PaymentModel
from vbc_rules.language.edition import outline

SAVINGS = {
    2019: {"sequestration", "earned"},
    2021: {"sequestration", "sharing_rate"},
    2023: {"sharing_rate"},
    2024: {"savings_qualify", "counted_savings", "final_sharing_rate"},
}
LOSSES = {
    2019: SAVINGS[2019] | {"stated_relief", "owed"},
    2020: {"stated_relief", "relief"},
    2021: SAVINGS[2021],
    2023: SAVINGS[2023] | {"relief"},
    2024: SAVINGS[2024],
}
BY_QUALITY = {**LOSSES, 2023: LOSSES[2023] | {"final_loss_rate", "loss_rate_by_quality"}}


def terms(edition: Edition) -> dict[str, str]:
    """Return every clause and every number set by law as text."""
    clauses = {name: outline(record.expression) for name, record in edition.clauses.items()}
    return {**clauses, **{name: str(law.value) for name, law in edition.laws.items()}}


def changes(model: type[PaymentModel]) -> dict[int, set[str]]:
    first, *later = model.edition_years()
    found, before = {}, terms(model.edition(first))
    for year in later:
        now = terms(model.edition(year))
        found[year] = {name for name in now if now[name] != before.get(name, now[name])}
        before = now
    return found


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (OneSided, SAVINGS),
        (FixedLosses, LOSSES),
        (QualityLosses, BY_QUALITY),
        (RisingLossLimit, BY_QUALITY),
    ],
)
def test_a_year_changes_these_terms_and_no_others(
    model: type[PaymentModel], expected: dict[int, set[str]]
) -> None:
    assert changes(model) == expected


def required(model: type[PaymentModel], year: int) -> set[str]:
    facts = model.edition(year).facts()
    return {term.name for term in facts if not term.declaration.optional}


ALWAYS = {"benchmark", "expenditure", "assigned_beneficiaries", "quality_standard_met"}


@pytest.mark.parametrize(
    ("year", "besides"),
    [
        (2018, {"quality_score"}),
        (2020, {"quality_score", "terminated_early"}),
        (2022, {"terminated_early"}),
        (2023, {"quality_score", "alternative_standard_met", "terminated_early"}),
        (
            2024,
            {
                "quality_score",
                "alternative_standard_met",
                "terminated_early",
                "low_revenue",
                "agreement_from_2024",
                "guardrail",
            },
        ),
    ],
)
def test_a_one_sided_year_needs_these_facts_only(year: int, besides: set[str]) -> None:
    assert required(OneSided, year) == ALWAYS | besides


def test_a_track_with_losses_needs_few_facts_more() -> None:
    more = {
        year: required(FixedLosses, year) - required(OneSided, year) for year in (2018, 2019, 2023)
    }
    assert more == {2018: set(), 2019: {"months_liable", "period_share"}, 2023: {"months_liable"}}


@pytest.mark.parametrize("year", [2012, 2025])
def test_a_year_whose_law_is_not_written_is_refused(year: int) -> None:
    with pytest.raises(
        DefinitionError, match=f"VBC619 cms.mssp_one_sided has no edition for {year}"
    ):
        OneSided.edition(year)
