"""Each tutorial is done from its first step to its last, offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ci.runner import ROOT, Machine, new_machine
from tests.docs.tutorial import do, steps

TUTORIALS = [ROOT / "docs" / f"tutorial-{name}.md" for name in ("plugin", "ci")]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Return a machine on which vbc-rules is installed, and no plugin."""
    folder = tmp_path_factory.mktemp("machine")
    fresh = new_machine(folder)
    install = "python -m pip install --quiet --disable-pip-version-check --editable"
    ran = fresh.bash(f'{install} "{ROOT}[all]"', folder)
    assert ran.code == 0, ran.out
    return fresh


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_a_tutorial_can_be_done_as_it_is_written(
    page: Path, machine: Machine, tmp_path: Path
) -> None:
    assert len(steps(page)) > 5
    do(page, machine, tmp_path)
