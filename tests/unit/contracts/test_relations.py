"""Relations between the terms of a contract, beyond what the recorded outputs show."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.language.authored import model
from vbc_rules.contracts.load import check_contract
from vbc_rules.contracts.schema.bundle import InstalledModel, schema_text
from vbc_rules.hooks.declarations import PluginInfo
from vbc_rules.hooks.registry import Registry
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import PaymentModel

SOURCE = '''class Steps(Table):
    share_of: Rate = starts_at(first=0)
    share: Rate = column(optional=True)


class Inner(PaymentModel):
    """Limits of a part."""

    id = "acme.inner"
    domain = axis("Domain")
    share: Rate = fact("Share", per=domain, places=4)
    floor: Rate = parameter("Least share")
    floors: Rate = parameter("Least share of the domain", per=domain, optional=True)
    ceiling: Rate = parameter("Greatest share", per=domain, not_below=("floor", "floors"))
    limit: Rate = parameter("Limit", optional=True)
    steps: Steps = table("Steps", optional=True)
    months: Rate = parameter("Months of a step", optional=True, maximum=12,
                             only_with="steps.share", needed_with="steps.share")
    rising: Rate = parameter("Rising limit", optional=True, not_with="limit")
    lasting: Rate = parameter("Years", optional=True, only_with="rising", needed_without="base")
    base: Choice = parameter("Base", choices=("premium", "target"), optional=True,
                             only_with="limit", needed_with="limit")

    @clause(cites="1")
    def bounded(self) -> Rate:
        low = if_missing(self.floors, self.floor)
        return clamp(self.share, greater_of(low, self.floor), self.ceiling)

    @clause(cites="1")
    def mean(self) -> Rate:
        return total(self.bounded, over=self.domain)

    @clause(cites="1")
    def limited(self) -> Rate:
        used = when(self.base.is_("premium"), self.limit, self.limit)
        years = if_missing(self.lasting, 1, because="one year")
        rising = if_missing(self.rising * years, self.mean)
        return if_missing(lesser_of(self.mean, used), rising)

    @result(cites="1")
    def score(self) -> Rate:
        stepped = self.steps.row(self.mean).share / self.months
        return if_missing(stepped, self.limited)


class Model(PaymentModel):
    """A part with limits."""

    id = "acme.outer"
    inner = part(Inner)

    @result(cites="1")
    def score(self) -> Rate:
        return self.inner.score
'''
HEAD = """contract: acme-limits
title: Limits
carrier: acme
plugins: {acme: ">=0"}
term: {from: 2024-01-01, to: 2025-12-31}
line_of_business: commercial
parties: {payer: Acme, provider: Prairie}
payment:
  - name: limits
    model: acme.outer
    parameters:
"""


@pytest.fixture
def registry() -> Registry:
    authored = model(SOURCE)

    @hookimpl
    def vbc_plugin() -> PluginInfo:
        return PluginInfo("acme", "Acme")

    @hookimpl
    def vbc_payment_models() -> list[type[PaymentModel]]:
        return [authored]

    acme = ModuleType("acme")
    vars(acme).update(vbc_plugin=vbc_plugin, vbc_payment_models=vbc_payment_models)
    return Registry.of(acme)


def found(registry: Registry, tmp_path: Path, parameters: str) -> list[tuple[str, int, str]]:
    path = tmp_path / "acme-limits.yaml"
    path.write_text(HEAD + parameters, encoding="utf-8")
    _, findings = check_contract(path, registry)
    return [(one.code, one.place.line if one.place else 0, one.message) for one in findings]


def test_each_entry_is_held_against_the_one_value_of_all(
    registry: Registry, tmp_path: Path
) -> None:
    written = """      inner.floor: 0.4
      inner.ceiling: {entries: {access: 0.5, outcomes: 0.3}}
"""
    assert found(registry, tmp_path, written) == [
        ("VBC220", 13, "`inner.ceiling` is 0.3, below `inner.floor`, 0.4.")
    ]


def test_entry_is_held_against_entry(registry: Registry, tmp_path: Path) -> None:
    written = """      inner.floor: 0
      inner.floors: {entries: {access: 0.5, outcomes: 0.2}}
      inner.ceiling: {entries: {access: 0.4, outcomes: 0.2}}
"""
    assert found(registry, tmp_path, written) == [
        ("VBC220", 14, "`inner.ceiling` is 0.4, below `inner.floors`, 0.5.")
    ]


def test_values_of_times_that_do_not_meet_are_not_compared(
    registry: Registry, tmp_path: Path
) -> None:
    written = """      inner.floor:
        - {from: 2024-01-01, value: 0.2}
        - {from: 2025-01-01, value: 0.4}
      inner.ceiling:
        - {from: 2024-01-01, entries: {access: 0.3}}
        - {from: 2025-01-01, entries: {access: 0.5}}
"""
    assert found(registry, tmp_path, written) == []


def test_a_value_is_told_once_for_each_time_in_which_it_is_too_low(
    registry: Registry, tmp_path: Path
) -> None:
    written = """      inner.floor:
        - {from: 2024-01-01, value: 0.4}
        - {from: 2025-01-01, value: 0.5}
      inner.ceiling: {entries: {access: 0.3}}
"""
    assert found(registry, tmp_path, written) == [
        ("VBC220", 15, "`inner.ceiling` is 0.3, below `inner.floor`, 0.4 from 2024-01-01 on."),
        ("VBC220", 15, "`inner.ceiling` is 0.3, below `inner.floor`, 0.5 from 2025-01-01 on."),
    ]


def test_a_value_of_the_wrong_shape_is_told_for_its_shape_alone(
    registry: Registry, tmp_path: Path
) -> None:
    written = """      inner.floor: "0.4"
      inner.ceiling: {entries: {access: 0.3}}
"""
    assert [code for code, *_ in found(registry, tmp_path, written)] == ["VBC103"]


def test_terms_of_a_part_need_each_other_by_their_full_names(
    registry: Registry, tmp_path: Path
) -> None:
    both = "      inner.floor: 0\n      inner.ceiling: {entries: {access: 0.3}}\n"
    assert found(registry, tmp_path, f"{both}      inner.limit: 0.5\n") == [
        ("VBC222", 14, "`inner.limit` is stated without `inner.base`.")
    ]
    assert found(registry, tmp_path, f"{both}      inner.base: target\n") == [
        ("VBC221", 14, "`inner.base` has no effect: the contract does not state `inner.limit`.")
    ]


def test_a_term_may_need_a_column_of_a_table(registry: Registry, tmp_path: Path) -> None:
    both = "      inner.floor: 0\n      inner.ceiling: {entries: {access: 0.3}}\n"
    with_column = "      inner.steps: [{share_of: 0}, {share_of: 0.5, share: 1}]\n"
    months, none = "      inner.months: 6\n", "      inner.steps: [{share_of: 0}]\n"
    assert found(registry, tmp_path, both + with_column + months) == []
    assert found(registry, tmp_path, both + with_column) == [
        ("VBC222", 14, "`inner.steps.share` is stated without `inner.months`.")
    ]
    without = "`inner.months` has no effect: the contract does not state `inner.steps.share`."
    assert found(registry, tmp_path, both + months) == [("VBC221", 14, without)]
    assert found(registry, tmp_path, both + none + months) == [("VBC221", 15, without)]


def test_of_a_table_of_the_wrong_shape_nothing_more_is_told(
    registry: Registry, tmp_path: Path
) -> None:
    both = "      inner.floor: 0\n      inner.ceiling: {entries: {access: 0.3}}\n"
    wrong = "      inner.steps: [{share_of: none}]\n      inner.months: 6\n"
    assert [code for code, *_ in found(registry, tmp_path, both + wrong)] == ["VBC103"]


def test_what_agreements_state_may_be_what_a_term_needs(registry: Registry, tmp_path: Path) -> None:
    both = "      inner.floor: 0\n      inner.ceiling: {entries: {access: 0.3}}\n"
    months, left = "      inner.months: 6\n", "    exhibits: [inner.steps]\n"
    assert found(registry, tmp_path, both + months + left) == []
    steps = "      inner.steps: [{share_of: 0, share: 1}]\n"
    open_months = "    elections: {inner.months: {at_least: 1}}\n"
    assert found(registry, tmp_path, both + steps + open_months) == []


def test_the_schema_says_what_terms_have_to_do_with_each_other(registry: Registry) -> None:
    text = schema_text([InstalledModel(one, "acme 0") for one in registry.payment_models()])
    assert "Not below inner.floor or inner.floors." in text
    assert "Only together with inner.limit. Needed together with inner.limit." in text
    assert "Not together with inner.limit." in text
    assert "Only together with inner.rising. Needed without inner.base." in text


def test_of_terms_that_exclude_each_other_the_later_one_is_told(
    registry: Registry, tmp_path: Path
) -> None:
    both = "      inner.floor: 0\n      inner.ceiling: {entries: {access: 0.3}}\n"
    two = "      inner.limit: 0.5\n      inner.base: target\n"
    assert found(registry, tmp_path, f"{both}{two}      inner.rising: 0.5\n") == [
        (
            "VBC229",
            16,
            "`inner.rising` is stated beside `inner.limit`, and only one of the two can hold.",
        )
    ]
    assert found(registry, tmp_path, f"{both}      inner.rising: 0.5\n{two}")[0][:2] == (
        "VBC229",
        15,
    )


def test_one_of_two_terms_is_needed_where_they_mean_something(
    registry: Registry, tmp_path: Path
) -> None:
    both = "      inner.floor: 0\n      inner.ceiling: {entries: {access: 0.3}}\n"
    assert found(registry, tmp_path, both) == []
    assert found(registry, tmp_path, f"{both}      inner.rising: 0.5\n") == [
        ("VBC222", 14, "`inner.rising` is stated without `inner.lasting` or `inner.base`.")
    ]


def test_a_term_that_is_left_open_counts_as_stated(registry: Registry, tmp_path: Path) -> None:
    written = """      inner.floor: 0
      inner.ceiling: {entries: {access: 0.3}}
      inner.rising: 0.5
    elections:
      inner.lasting: {at_least: 0.1, at_most: 0.9}
"""
    assert found(registry, tmp_path, written) == []


def test_a_term_that_a_misspelt_key_means_counts_as_stated(
    registry: Registry, tmp_path: Path
) -> None:
    written = """      inner.floor: 0
      inner.ceiling: {entries: {access: 0.3}}
      inner.rising: 0.5
      inner.lastin: 0.5
"""
    assert [code for code, *_ in found(registry, tmp_path, written)] == ["VBC101"]
