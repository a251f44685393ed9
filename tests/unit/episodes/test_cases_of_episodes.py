"""Every worked example of episodes comes out to the cent, with the reason for each line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.episodes.cases_of_episodes import (
    CASES,
    EpisodeCase,
    cases_in,
    told_facts,
    told_parts,
)

ALL = [case for file in sorted(CASES.glob("*.yaml")) for case in cases_in(file)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_worked_example_comes_out_to_the_cent(case: EpisodeCase, tmp_path: Path) -> None:
    built = case.built(tmp_path)
    assert told_parts(built) == case.written["parts"]
    if "facts" in case.written:
        assert told_facts(built) == case.written["facts"]


def test_no_two_cases_have_one_name() -> None:
    assert len({case.name for case in ALL}) == len(ALL)
