"""Where an episode program bends and jumps as one fact moves: at these points and no others."""

from __future__ import annotations

from fractions import Fraction

from vbc_cms.files import contracts

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.sweep import Sweep
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.sweeping import SweepQuestion, swept


def sweep_of(contract: str, file: str, period: str, question: SweepQuestion) -> Sweep:
    registry = Registry.installed()
    loaded = load_contract(contracts() / f"{contract}.yaml", registry)
    bound = bind(loaded, registry, parse_period(period))
    return swept(bound, read_facts(contracts() / file, bound.facts), question)


def test_track_2_bends_at_both_limits_and_at_the_target() -> None:
    question = SweepQuestion("prairie-view", "spending", "4500000", "5600000")
    found = sweep_of("team-track-2-summed", "team-track-2-summed.facts.csv", "2027", question)
    assert found.jumps == ()
    assert [(piece.end, piece.slope) for piece in found.pieces] == [
        (5_000_000 - Fraction(250_000) / Fraction("0.98"), 0),
        (5_000_000, Fraction("-0.98")),
        (5_000_000 + Fraction(250_000) / Fraction("0.88"), Fraction("-0.88")),
        (5_600_000, 0),
    ]


def test_joint_replacement_pays_a_jump_at_each_quality_category() -> None:
    question = SweepQuestion("mercy-general", "composite_score", "0", "22")
    found = sweep_of("cjr-py6-8-summed", "cjr-py6-8-summed.facts.csv", "2023", question)
    assert [(jump.at, jump.amount) for jump in found.jumps] == [
        (5, 75_000),
        (Fraction("6.9"), 37_500),
        (Fraction("15.01"), 37_500),
    ]


def test_one_episode_of_bpci_advanced_moves_the_payment_between_its_percentiles_only() -> None:
    question = SweepQuestion("valley-heart", "allowed[VH03]", "0", "120000")
    found = sweep_of(
        "bpci-advanced", "bpci-advanced.facts.yaml", "2023-07-01..2023-12-31", question
    )
    assert found.jumps == ()
    flat = [(piece.start, piece.end) for piece in found.pieces if piece.slope == 0]
    assert flat[0] == (0, 9_120)
    assert flat[-1] == (81_600, 120_000)
    assert all(piece.slope <= 0 for piece in found.pieces)


def test_the_thirty_first_baseline_episode_makes_a_category_lose() -> None:
    question = SweepQuestion("st-anne", "baseline_episodes[shfft]", "0", "60")
    found = sweep_of("team-track-3", "team-track-3.facts.yaml", "2027", question)
    [jump] = found.jumps
    assert jump.at == 31
    assert jump.amount < 0
