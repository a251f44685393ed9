"""What the instructions of the image promise, and that the files it copies are enough.

`test_image.py` builds the image; this holds also where no engine is.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.ci.runner import ROOT, Machine

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
INSTRUCTIONS = {
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "FROM",
    "LABEL",
    "RUN",
    "USER",
    "WORKDIR",
}


def instructions() -> list[tuple[str, str]]:
    lines = [line for line in TEXT.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(word, rest) for word, _, rest in map(_parted, joined.splitlines()) if word]


def _parted(line: str) -> tuple[str, str, str]:
    return line.strip().partition(" ")


def stage(number: int) -> list[tuple[str, str]]:
    found = instructions()
    starts = [index for index, (word, _) in enumerate(found) if word == "FROM"]
    return found[starts[number] : [*starts[1:], None][number]]


def copied() -> list[str]:
    sources = [rest.split()[:-1] for word, rest in instructions() if word == "COPY"]
    return [one for some in sources for one in some]


def test_every_instruction_exists() -> None:
    assert {word for word, _ in instructions()} <= INSTRUCTIONS


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_exists_and_is_not_ignored(source: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert (ROOT / source).exists()
    assert source.split("/", maxsplit=1)[0] not in ignored


def test_the_base_is_pinned_by_version_in_one_place() -> None:
    (argument,) = [rest for word, rest in instructions() if word == "ARG"]
    assert re.fullmatch(r"BASE=python:3\.\d+\.\d+-slim-\w+", argument)
    bases = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    assert bases == ["${BASE}", "${BASE}"]


def test_the_last_stage_downloads_nothing() -> None:
    installing = [rest for word, rest in stage(1) if word == "RUN" and "pip install" in rest]
    assert len(installing) == 1
    assert all("--no-index" in one for one in installing)


def test_it_runs_vbc_as_a_user_without_rights() -> None:
    words = [word for word, _ in stage(1)]
    (user,) = [rest for word, rest in stage(1) if word == "USER"]
    assert all(int(number) >= 10000 for number in user.split(":"))
    assert words.index("USER") > words.index("RUN")
    assert words.index("ENTRYPOINT") > words.index("USER")
    assert ("ENTRYPOINT", '["vbc"]') in stage(1)


def test_the_copied_files_are_enough_to_build_every_wheel(machine: Machine, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    for source in copied():
        target = tmp_path / "source" / source
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, target, ignore=ignored)
        else:
            shutil.copy(ROOT / source, target)
    (build,) = [rest for word, rest in stage(0) if word == "RUN"]
    script = build.replace("/wheels", str(tmp_path / "wheels")).replace(
        "pip wheel", "pip wheel --quiet --no-deps"
    )
    ran = machine.bash(script, tmp_path / "source")
    assert ran.code == 0, ran.out
    wheels = {wheel.name.split("-")[0] for wheel in (tmp_path / "wheels").glob("*.whl")}
    assert wheels == {"vbc_rules", *(path.name.replace("-", "_") for path in PLUGINS)}


PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
