"""pre-commit itself runs the hooks of this repository on the example, offline.

git is told where the address in the example's configuration leads: to a repository with the
hooks as they are here. `language: system` takes the programs of the machine; that pre-commit makes
an environment of its own for `language: python` needs a package index, and is not tested.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ci.runner import EXAMPLE, ROOT, Machine, Ran, read

(CONFIGURED,) = read(EXAMPLE / ".pre-commit-config.yaml")["repos"]
HOOKS = [hook["id"] for hook in CONFIGURED["hooks"]]


@pytest.fixture
def commit(machine: Machine, repository: Path, tmp_path: Path) -> Callable[[], Ran]:
    """Return what runs the hooks on all files of the example, as a commit would."""
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", mirror)
    (tmp_path / ".gitconfig").write_text(
        f'[url "file://{mirror}"]\n  insteadOf = {CONFIGURED["repo"]}\n'
        "[user]\n  name = Prairie\n  email = contracts@example.com\n",
        encoding="utf-8",
    )
    variables = {"HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "home")}
    started = "git init --quiet && git add . && git commit --quiet --message Contracts"
    for folder, more in ((mirror, f" && git tag {CONFIGURED['rev']}"), (repository, "")):
        made = machine.bash(started + more, folder, **variables)
        assert made.code == 0, made.out
    script = "git add . && python -m pre_commit run --all-files --color never"
    return lambda: machine.bash(script, repository, **variables)


def outcomes(ran: Ran) -> dict[str, str]:
    lines = [line for line in ran.out.splitlines() if line.startswith("vbc ")]
    return {line.split(".")[0]: line.rsplit(".", 1)[1] for line in lines}


def test_the_example_passes_every_hook(commit: Callable[[], Ran]) -> None:
    ran = commit()
    assert ran.code == 0, ran.out
    assert outcomes(ran) == {name.replace("-", " "): "Passed" for name in HOOKS}


def test_a_misspelt_key_stops_the_commit(commit: Callable[[], Ran], repository: Path) -> None:
    path = repository / "contracts" / "prairie-primary-care.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("sharing_rate", "sharing_rte"), encoding="utf-8")
    ran = commit()
    assert ran.code == 1
    assert "prairie-primary-care.yaml:14:7: error VBC101" in ran.out
    assert outcomes(ran)["vbc lint"] == "Failed"


def test_a_changed_term_is_stopped_by_the_cases(
    commit: Callable[[], Ran], repository: Path
) -> None:
    path = repository / "contracts" / "prairie-primary-care.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value: 0.50", "value: 0.55"), encoding="utf-8")
    assert outcomes(commit())["vbc test"] == "Failed"


def test_a_contract_in_another_form_is_laid_out(
    commit: Callable[[], Ran], repository: Path
) -> None:
    path = repository / "contracts" / "prairie-primary-care.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{value: 0.02", "{value:    0.02"), encoding="utf-8")
    ran = commit()
    assert outcomes(ran)["vbc format"] == "Failed", "the change is for its author to look at"
    assert path.read_text(encoding="utf-8") == text
