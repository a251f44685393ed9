"""Contracts with one defect each, and the exact words in which the program's checks tell it.

`pytest tests/specs plugins/vbc-nysdoh/tests --accept` records the words anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from vbc_nysdoh.files import contracts
from vbc_nysdoh.program.checks import CHECKS

from vbc_rules.contracts.load import check_contract, load_contract
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.text.categories import Categorized, categories_text

HERE = Path(__file__).parent
BAD = sorted(path.stem for path in (HERE / "bad").glob("*.yaml"))
ONLY_WARNED = (
    "all-below",
    "cap-below-3-percent",
    "cap-below-5-percent",
    "losses-below-20-percent",
    "losses-below-20-percent-if-worse",
    "minima-before-2022-unknown",
    "minima-of-2026-unknown",
    "organization-of-tier-2-in-2024",
    "savings-below-40-percent",
)
"""What counts as another level, or cannot be checked: the parties may still sign it."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.installed()


def levels(path: Path, registry: Registry) -> str:
    """Return what `vbc category` says of the program's levels."""
    contract = load_contract(path, registry)
    [program] = registry.contract_classifications(contract.plugins)
    found = Categorized(contract, (), ((program, tuple(program.classify(contract))),))
    return "\n".join(list(categories_text([found]))[1:])


@pytest.mark.parametrize("name", BAD)
def test_a_contract_is_told_in_these_words(
    name: str, registry: Registry, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(HERE)
    path = Path("bad", f"{name}.yaml")
    contract, findings = check_contract(path, registry)
    shown = render_text(findings, {str(path): path.read_text(encoding="utf-8")})
    if contract is not None:
        shown += f"\n{levels(path, registry)}\n"
    recorded = path.with_suffix(".out")
    if request.config.getoption("--accept", default=False):
        recorded.write_text(shown, encoding="utf-8")
    assert (contract is not None) == (name in ONLY_WARNED)
    assert shown == recorded.read_text(encoding="utf-8")


def test_every_check_is_provoked() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in (HERE / "bad").glob("*.out"))
    assert sorted(set(re.findall(r"NYS\d{3}", told))) == [check.code for check in CHECKS]


def test_no_recorded_output_is_without_its_contract() -> None:
    assert sorted(path.stem for path in (HERE / "bad").glob("*.out")) == BAD


def test_every_code_is_in_the_readme() -> None:
    readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (NYS\d{3}) \|", readme, re.MULTILINE) == [one.code for one in CHECKS]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("level-0-hospital", "level 0, not counted as value-based payment"),
        ("level-1-fqhc", "level 1"),
        ("level-2-ipa", "level 2"),
        ("level-2-guideline-2018", "level 2 as written, its minima not known"),
        ("level-3-aco", "level 3"),
        ("level-3-maternity", "level 3"),
    ],
)
def test_a_contract_of_the_plugin_has_its_level(
    name: str, expected: str, registry: Registry
) -> None:
    contract = load_contract(contracts() / f"{name}.yaml", registry)
    [program] = registry.contract_classifications(contract.plugins)
    assert [one.label for one in program.classify(contract)] == [expected]


HEALTH_CENTER = "provider_type: federally_qualified_health_center"


@pytest.mark.parametrize(
    ("contracts_through", "may_lead"),
    [
        ("independent_practice_association", True),
        ("accountable_care_organization", True),
        ("hospital", False),
        ("physician_group", False),
    ],
)
def test_a_health_center_takes_risk_only_through_a_larger_entity(
    contracts_through: str, *, may_lead: bool, registry: Registry, tmp_path: Path
) -> None:
    written = (contracts() / "level-2-ipa.yaml").read_text(encoding="utf-8")
    through = f"{HEALTH_CENTER}\n  contracts_through: {contracts_through}"
    changed = written.replace("provider_type: independent_practice_association", through)
    path = tmp_path / "level-2-ipa.yaml"
    path.write_text(changed, encoding="utf-8")
    contract, findings = check_contract(path, registry)
    assert (contract is not None) is may_lead
    assert {finding.code for finding in findings} == (set() if may_lead else {"NYS104"})


def test_a_health_center_may_sign_losses_that_are_all_zero(
    registry: Registry, tmp_path: Path
) -> None:
    written = (contracts() / "level-2-ipa.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("provider_type: independent_practice_association", HEALTH_CENTER),
        ("hcp_lan: 3B", "hcp_lan: 3A"),
        ("share: 0.50, share_at_end: 0.20", "share: 0, share_at_end: 0"),
        ("share: 0.20, share_at_end: 0.20", "share: 0, share_at_end: 0"),
        ("losses_share_if_worse: {value: 0.50", "losses_share_if_worse: {value: 0"),
    ):
        assert old in written
        written = written.replace(old, new)
    path = tmp_path / "level-2-ipa.yaml"
    path.write_text(written, encoding="utf-8")
    contract, findings = check_contract(path, registry)
    assert contract is not None
    assert [finding.code for finding in findings] == ["NYS101"]
    assert "level 1, written as level 2" in levels(path, registry)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{year: 1, cap: 0.03}", "{year: 1, cap: 0.0299999}", "NYS102"),
        ("{year: 2, cap: 0.05}", "{year: 2, cap: 0.0499999}", "NYS102"),
        (
            "share: 0.20, share_at_end: 0.20}",
            "share: 0.1999999, share_at_end: 0.1999999}",
            "NYS101",
        ),
    ],
)
def test_a_hair_below_a_minimum_counts_as_level_1(
    old: str, new: str, code: str, registry: Registry, tmp_path: Path
) -> None:
    written = (contracts() / "level-2-ipa.yaml").read_text(encoding="utf-8")
    assert old in written
    path = tmp_path / "level-2-ipa.yaml"
    path.write_text(written.replace(old, new), encoding="utf-8")
    contract, findings = check_contract(path, registry)
    assert contract is not None
    assert [(one.code, one.severity) for one in findings] == [(code, "warning")]
    assert "level 1, written as level 2" in levels(path, registry)


def test_ten_measures_are_allowed_in_2026_and_eleven_were_before(
    registry: Registry, tmp_path: Path
) -> None:
    written = (HERE / "bad" / "eleven-measures.yaml").read_text(encoding="utf-8")
    before = written.replace("to: 2026-12-31", "to: 2026-03-31")
    ten = re.sub(r"^ +asthma_medication:.*\n", "", written, flags=re.MULTILINE)
    for text, expected in ((before, []), (ten, ["NYS112"])):
        path = tmp_path / "eleven-measures.yaml"
        path.write_text(text, encoding="utf-8")
        assert [one.code for one in check_contract(path, registry)[1]] == expected
