"""What CI services do with the files of this repository, done here: steps are run with bash.

Nothing is downloaded: packages are built from this repository, and what they need is taken
from the environment of the tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import yaml

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "book-of-contracts"
SITE = sysconfig.get_path("purelib")


@attrs.frozen
class Ran:
    """What a script left: its exit code and what it wrote."""

    code: int
    out: str


@attrs.frozen
class Machine:
    """A fresh machine with Python: scripts on it see these variables and little else."""

    variables: Mapping[str, str]

    def bash(self, script: str, folder: Path, **variables: str) -> Ran:
        """Run a script as services do: it stops at the first command that fails."""
        ran = subprocess.run(  # noqa: S603 - our own scripts
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607
            cwd=folder,
            env={**self.variables, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Ran(ran.returncode, ran.stdout)


def new_machine(folder: Path) -> Machine:
    """Make an environment without vbc-rules, in which its dependencies can be had offline."""
    made = folder / "python"
    new_python(made, libraries(folder / "libraries"))
    return Machine(
        {
            "PATH": f"{made / 'bin'}:{os.environ['PATH'].replace(_own_programs(), '')}",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PIP_NO_INDEX": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # as pip reads it: no isolation, nothing downloaded
            "PIP_NO_CACHE_DIR": "1",
        }
    )


def libraries(folder: Path, seen_at: str = SITE) -> Path:
    """Link what the environment of the tests has, but for vbc-rules and its plugins."""
    folder.mkdir(parents=True)
    for package in Path(SITE).iterdir():
        if not package.name.startswith(("vbc_", "_editable_impl_vbc", "__editable__")):
            (folder / package.name).symlink_to(Path(seen_at, package.name))
    return folder


def new_python(made: Path, needed: Path | str) -> None:
    """Make an environment of Python that sees these libraries, and pip among them."""
    venv.create(made, with_pip=False, symlinks=True)
    (site,) = made.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(f"{needed}\n", encoding="utf-8")


def _own_programs() -> str:
    """Return the folder of programs of the tests, whose vbc is not what is being tested."""
    return str(Path(sys.executable).parent)


def copied(folder: Path) -> Path:
    """Return a copy of the example repository."""
    ignored = shutil.ignore_patterns("build", ".venv", "__pycache__")
    return shutil.copytree(EXAMPLE, folder / "book-of-contracts", ignore=ignored)


def read(path: Path) -> Any:
    """Return a YAML file; `on` is text, as the services read it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


ACTION = read(ROOT / "action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}


def inputs(given: Mapping[str, str]) -> dict[str, str]:
    """Return the inputs of the action: what is given, and the usual values of the others."""
    unknown = set(given) - set(ACTION["inputs"])
    assert not unknown, f"the action has no inputs {unknown}"
    return {name: given.get(name, one["default"]) for name, one in ACTION["inputs"].items()}


def step(name: str, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the script of a step, and its variables with the expressions in them replaced."""
    values = {f"inputs.{key}": value for key, value in inputs(given).items()}
    values["github.action_path"] = str(ROOT)
    variables = {
        key: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: values[match[1]], written)
        for key, written in STEPS[name]["env"].items()
    }
    return STEPS[name]["run"], variables
