"""One machine for all tests of this folder, set up by the action's own step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ci.runner import Machine, copied, new_machine, step


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Return a machine on which the action has installed vbc-rules and a plugin."""
    folder = tmp_path_factory.mktemp("machine")
    fresh = new_machine(folder)
    script, variables = step("Install", {"plugins": "vbc-iha"})
    ran = fresh.bash(script, folder, **variables)
    assert ran.code == 0, ran.out
    assert "2 of 2 plugins can be used" in ran.out
    return fresh


@pytest.fixture
def repository(machine: Machine, tmp_path: Path) -> Path:
    """Return a copy of the example repository, locked to the code as it is now."""
    repository = copied(tmp_path)
    ran = machine.bash("vbc lock --write vbc.lock.json contracts", repository)
    assert ran.code == 0, ran.out
    return repository
