"""The category of payment that terms make: worked examples, and every branch of the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.models import care_fee
from vbc_rules.contracts.categories.category import (
    ContractCategory,
    classes_of,
    contract_categories,
)
from vbc_rules.contracts.categories.words import reason
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import check_document, load_contract
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.hooks.declarations import Classified, ContractClassification
from vbc_rules.hooks.registry import Registry

SPECS = Path(__file__).parents[3] / "contract_specs"
HEAD = """contract: tested
title: A contract
carrier: example
plugins: {{example: ">=0"}}
term: {{from: 2024-01-01, to: {to}}}
line_of_business: commercial
parties: {{payer: Plan, provider: Group{parties}}}
payment:
"""
FEE = """
  - name: fee
    model: example.care_fee
    parameters: {per_member: 3}
"""
SAVINGS = """
  - name: savings
    model: core.shared_savings_two_sided
    parameters:
      minimum_savings_rate: 0.02
      minimum_loss_rate: 0.02
      first_dollar: true
      sharing_rate: 0.5
      minimum_quality_score: 0.6
      quality_scales_sharing: false
      loss_rate: 0
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.of(core, care_fee)


def stream(model: str, parameters: str) -> str:
    return f"  - name: paid\n    model: example.{model}\n    parameters: {{{parameters}}}\n"


def read(
    registry: Registry, streams: str, *, to: str = "2024-12-31", parties: str = ""
) -> tuple[Contract | None, tuple[Diagnostic, ...]]:
    text = HEAD.format(to=to, parties=parties) + streams.lstrip("\n").replace("\n\n", "\n")
    return check_document(parse_document(text, "tested.yaml"), registry)


def categories(contract: Contract | None, registry: Registry) -> tuple[ContractCategory, ...]:
    assert contract is not None
    models = {one.model: registry.payment_model(one.model) for one in contract.streams}
    return contract_categories(contract, models)


def category(registry: Registry, streams: str, *, parties: str = "") -> ContractCategory:
    contract, findings = read(registry, streams, parties=parties)
    assert findings == ()
    [found] = categories(contract, registry)
    return found


def test_lan_1_a_care_fee_and_an_upside_share_gated_by_quality_is_3a(registry: Registry) -> None:
    found = category(registry, FEE + SAVINGS)
    assert [one.category for one in found.streams] == ["2A", "3A"]
    assert found.category == "3A"
    assert reason(found.stream("savings")) == (
        "spending against a target; no losses are owed, as `savings.loss_rate` is 0 (line 21); "
        "quality decides (savings.quality_score)"
    )


def test_lan_2_with_a_share_of_losses_it_is_3b(registry: Registry) -> None:
    found = category(registry, FEE + SAVINGS.replace("loss_rate: 0\n", "loss_rate: 0.2\n"))
    assert found.category == "3B"
    assert found.stream("savings").downside.by == ("savings.owed",)


def test_lan_3_without_the_quality_gate_it_is_3n(registry: Registry) -> None:
    found = category(registry, FEE + SAVINGS.replace("score: 0.6", "score: 0"))
    assert (found.category, found.unlinked) == ("3N", ("savings",))
    assert [one.term for one in found.stream("savings").linked.because] == [
        "savings.minimum_quality_score",
        "savings.quality_scales_sharing",
    ]


def test_losses_with_a_limit_of_0_are_no_downside(registry: Registry) -> None:
    terms = SAVINGS.replace("loss_rate: 0\n", "loss_rate: 0.2\n      loss_limit: 0\n")
    found = category(registry, terms)
    assert found.category == "3A"
    assert [one.term for one in found.stream("savings").downside.because] == ["loss_limit"]


def test_losses_that_two_terms_rule_out_are_explained_by_both(registry: Registry) -> None:
    found = category(registry, SAVINGS.replace("rate: 0\n", "rate: 0\n      loss_limit: 0\n"))
    because = [one.term for one in found.stream("savings").downside.because]
    assert sorted(because) == ["loss_limit", "loss_rate"]


@pytest.mark.parametrize(
    ("model", "parameters", "expected"),
    [
        ("care_fee", "per_member: 3", "2A"),
        ("reporting", "per_member: 3", "2B"),
        ("capitation", "per_member: 300, withheld: 0.05", "4B"),
        ("capitation", "per_member: 300, withheld: 0", "4N"),
        ("primary_care", "per_member: 40, withheld: 0.05", "4A"),
        ("episodes", "per_member: 3, share: 0.2", "3N"),
    ],
)
def test_a_kind_of_payment_has_its_category(
    model: str, parameters: str, expected: str, registry: Registry
) -> None:
    assert category(registry, stream(model, parameters)).category == expected


def test_integrated_payer_and_provider_make_a_capitation_4c(registry: Registry) -> None:
    terms = stream("primary_care", "per_member: 40, withheld: 0.05")
    assert category(registry, terms, parties=", integrated: true").category == "4C"


def test_a_model_that_does_not_say_its_kind_leaves_the_category_untold(registry: Registry) -> None:
    found = category(registry, FEE + stream("unsaid", "per_member: 3"))
    assert (found.told, found.category) == (False, None)
    assert reason(found.stream("paid")) == "its model does not say what kind of payment it is"


def test_terms_that_change_change_the_category_on_their_day(registry: Registry) -> None:
    later = "[{from: 2024-01-01, value: 0}, {from: 2025-07-01, value: 0.2}]"
    contract, findings = read(
        registry, SAVINGS.replace("loss_rate: 0\n", f"loss_rate: {later}\n"), to="2025-12-31"
    )
    assert findings == ()
    assert [(one.start, one.end, one.category) for one in categories(contract, registry)] == [
        (date(2024, 1, 1), date(2025, 6, 30), "3A"),
        (date(2025, 7, 1), date(2025, 12, 31), "3B"),
    ]


def test_a_declared_category_that_holds_for_a_part_of_the_term_is_a_finding(
    registry: Registry,
) -> None:
    later = "[{from: 2024-01-01, value: 0}, {from: 2025-01-01, value: 0.2}]"
    terms = SAVINGS.replace("loss_rate: 0\n", f"loss_rate: {later}\n")
    terms = terms.replace("two_sided\n", "two_sided\n    hcp_lan: 3A\n")
    _, [finding] = read(registry, terms, to="2025-12-31")
    assert (finding.code, finding.hint) == ("VBC235", "write 3B, or mend the terms")
    assert "from 2025-01-01 to 2025-12-31 the terms make category 3B" in finding.message


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("example/harbor-quality-gate.yaml", ["3A"]),
        ("example/harbor-two-sided.yaml", ["3B"]),
        ("cms/mssp-basic-a.yaml", ["3A", "3A", "3A"]),
        ("cms/mssp-track-2.yaml", ["3B"]),
        ("cms/hrrp-fy2024.yaml", ["2C"]),
        ("cms/mips-2026.yaml", ["2C"]),
        ("cms/mssp-benchmark-first.yaml", [None]),
    ],
)
def test_a_shipped_contract_has_the_category_that_the_field_gives_it(
    file: str, expected: list[str | None]
) -> None:
    registry = Registry.installed()
    found = categories(load_contract(SPECS / file, registry), registry)
    assert [one.category for one in found] == expected


def test_in_2021_and_2022_only_the_quality_standard_decides_shared_savings() -> None:
    registry = Registry.installed()
    found = categories(load_contract(SPECS / "cms" / "mssp-basic-a.yaml", registry), registry)
    [during] = [one for one in found if one.start.year == 2021]
    assert during.stream("shared_savings").linked.by == ("quality_standard_met",)


SCALED = (SPECS / "example" / "harbor-scaled.yaml").read_text(encoding="utf-8")
SCALE = SCALED[SCALED.index("    - step: scaled") : SCALED.index("    - step: due")]
GATE = """    - step: gated
      pay_if: quality.score
      is_at_least: {least}
      otherwise: only_losses
      cites: Article 9.3
"""


def of_steps(before: str, after: str) -> ContractCategory:
    """Return the category with steps before and after the one that adds the savings."""
    head, steps = SCALED.replace(SCALE, "").split("  steps:\n")
    shared = steps.index("    - step: large_enough")
    fee = "    - step: fee\n      add: [fee.settlement]\n      cites: Article 9\n"
    text = f"{head}  steps:\n{fee}{before}{steps[:shared].replace('shared', 'also')}{after}"
    registry = Registry.installed()
    contract, findings = check_document(parse_document(text, "harbor-scaled.yaml"), registry)
    assert [one for one in findings if one.severity == "error"] == []
    [found] = categories(contract, registry)
    return found


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", SCALE, "3B"),
        ("", GATE.format(least="0.4"), "3B"),
        ("", GATE.format(least="0"), "3N"),
        (GATE.format(least="0.4"), "", "3N"),
    ],
    ids=["a score", "a gate", "a gate that everything passes", "a gate before the savings"],
)
def test_a_step_lets_quality_decide_on_what_was_added_before_it(
    before: str, after: str, expected: str
) -> None:
    found = of_steps(before, after).stream("savings")
    assert found.category == expected
    assert found.linked.by == (("quality.rate",) if expected == "3B" else ())


def test_a_classification_that_fails_is_a_finding_about_its_plugin(registry: Registry) -> None:
    contract, _ = read(registry, FEE)
    assert contract is not None

    def fails(checked: object) -> list[Classified]:
        raise ValueError(f"no level of {type(checked).__name__}")

    with pytest.raises(Refusal, match=r"example\.level failed: ValueError: no level of Contract"):
        classes_of(contract, ContractClassification("example.level", "Level", fails))
