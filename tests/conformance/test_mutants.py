"""Wrong versions of the teaching plugin are caught, each in words that say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.mutating import Mutant, caught, mutants

MUTANTS = mutants()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_wrong_plugin_is_told_what_is_wrong_with_it(
    mutant: Mutant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # one of them leaves a file where it runs
    assert caught(mutant, tmp_path) is not None


def test_the_plugin_without_a_defect_is_caught_by_nothing(tmp_path: Path) -> None:
    assert caught(Mutant("none", [], "", []), tmp_path) is None


def test_there_are_many_mutants() -> None:
    assert len(MUTANTS) >= 40
