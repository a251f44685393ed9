"""Laws of episodes on random lines: dollars add up, order says nothing, windows only grow."""

from __future__ import annotations

import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.episodes.cases_of_episodes import (
    USUAL,
    EpisodeCase,
    changed,
    told_facts,
    told_parts,
)
from vbc_rules.episodes.build import Built
from vbc_rules.episodes.definition import CROSSINGS, OVERLAP_RULES

FEW = settings(max_examples=50, deadline=None)
KINDS = ("knee", "hip", "therapy", "stay", "home", "cancer")
WATCHED: dict[str, Any] = {
    "facts": {"after": "care_after"},
    "categories": {
        "knee": {"watched_days": 9, "excluded": [{"diagnoses": ["C*"], "reason": "cancer"}]},
        "hip": {"watched_days": 4, "window": {"days_before": 3, "days_after": 30}},
    },
}


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Return lines of two members, written short."""
    found = []
    for number in range(draw(st.integers(1, 14))):
        first = draw(st.integers(1, 170))
        last = first + draw(st.integers(0, 20))
        cents = draw(st.integers(-50_000, 3_000_000))
        kind = draw(st.sampled_from(KINDS))
        member = draw(st.sampled_from(["M1", "M2"]))
        dollars = f"{'-' * (cents < 0)}{abs(cents) // 100}.{abs(cents) % 100:02}"
        found.append(f"L{number} {kind} {_day(first)}..{_day(last)} {dollars} member {member}")
    return found


def _day(number: int) -> str:
    from datetime import date

    return date.fromordinal(date(2024, 1, 1).toordinal() + number).isoformat()[5:]


@st.composite
def overlaps(draw: st.DrawFn) -> dict[str, Any]:
    rule = draw(st.sampled_from(OVERLAP_RULES))
    if rule == "both_kept":
        return {"rule": rule, "shared_services": draw(st.sampled_from(["each", "first", "last"]))}
    return {"rule": rule, "rank": draw(st.permutations(["knee", "hip"]))}


def built(written: list[str], definition: dict[str, Any]) -> Built:
    with tempfile.TemporaryDirectory() as folder:
        case = EpisodeCase("law", {"lines": written, "definition": definition})
        return case.built(Path(folder))


def with_rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {**changed(USUAL, WATCHED), "overlaps": rule}


@FEW
@given(lines(), overlaps(), st.sampled_from(CROSSINGS))
def test_every_dollar_of_every_line_is_in_one_part(
    written: list[str], rule: dict[str, Any], crossing: str
) -> None:
    definition = with_rule(rule)
    definition["categories"]["knee"]["crossing"] = {"otherwise": crossing}
    found = built(written, definition)
    told = Counter[int]()
    for part in found.parts:
        told[part.row] += 0 if part.status == "again" else part.cents
    assert [told[row] for row in range(len(found.lines))] == list(found.lines.allowed)


@FEW
@given(lines(), overlaps())
def test_facts_hold_what_lines_put_into_episodes(written: list[str], rule: dict[str, Any]) -> None:
    found = built(written, with_rule(rule))
    told = Counter[str]()
    for part in found.parts:
        if part.episode is not None and part.status not in {"excluded", "outside"}:
            told[part.episode.id] += part.cents
    held = {one.id: sum(one.cents.values()) for one in found.episodes}
    assert {id: cents for id, cents in held.items() if cents} == {
        id: cents for id, cents in told.items() if cents
    }


@FEW
@given(lines(), overlaps(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(
    written: list[str], rule: dict[str, Any], chance: Any
) -> None:
    other = list(written)
    chance.shuffle(other)
    first, second = (built(one, with_rule(rule)) for one in (written, other))
    assert told_parts(first) == told_parts(second)
    assert told_facts(first) == told_facts(second)


@FEW
@given(lines(), overlaps())
def test_episodes_that_count_overlap_only_where_both_are_kept(
    written: list[str], rule: dict[str, Any]
) -> None:
    found = built(written, with_rule(rule))
    counting = [one for one in found.episodes if not one.cancelled]
    pairs = combinations(counting, 2)
    overlapping = [(a.id, b.id) for a, b in pairs if a.member == b.member and a.overlaps(b)]
    if rule["rule"] != "both_kept":
        assert overlapping == []


@FEW
@given(lines(), st.integers(1, 60), st.integers(0, 40))
def test_a_longer_window_never_loses_a_line(written: list[str], days: int, more: int) -> None:
    """Of one category, and no trigger but the first: nothing else moves with the window."""
    anchor = "K0 knee 01-01..01-03 14000"
    others = [one for one in written if " knee " not in one and " hip " not in one]

    def counted(length: int) -> Counter[str]:
        window = {"categories": {"knee": {"window": {"days_after": length}}}}
        found = built([f"{anchor} member M1", *others], changed(USUAL, window))
        return Counter(
            {
                found.lines.line[part.row]: abs(part.cents)
                for part in found.parts
                if part.status == "in_episode"
            }
        )

    short, long = counted(days), counted(days + more)
    assert all(long[line] >= cents for line, cents in short.items())


@FEW
@given(st.integers(-(10**9), 10**9), st.integers(0, 40))
def test_prorated_parts_are_whole_cents_that_differ_from_their_share_by_half_a_cent(
    cents: int, beyond: int
) -> None:
    dollars = f"{'-' * (cents < 0)}{abs(cents) // 100}.{abs(cents) % 100:02}"
    found = built(
        ["K1 knee 03-01..03-03 14000", f"A stay 03-10..{_day(72 + beyond)} {dollars}"],
        changed(USUAL, {"categories": {"knee": {"window": {"days_after": 10}}}}),
    )
    (inside,) = [part.cents for part in found.parts
                 if part.status == "in_episode" and found.lines.line[part.row] == "A"]  # fmt: skip
    days = found.lines.last[1] - found.lines.first[1] + 1
    assert abs(2 * (inside * days - cents * min(4, days))) <= days


@pytest.mark.parametrize("rule", OVERLAP_RULES)
def test_lines_without_a_trigger_are_all_outside(rule: str) -> None:
    shared = {"shared_services": "each"} if rule == "both_kept" else {"rank": ["hip", "knee"]}
    found = built(["A therapy 03-10 100"], with_rule({"rule": rule, **shared}))
    assert [part.status for part in found.parts] == ["outside"]
