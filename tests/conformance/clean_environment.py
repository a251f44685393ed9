"""An environment as a stranger has it: wheels and the packages they need, and nothing of ours.

Nothing is fetched: third-party packages are linked from the environment that runs the tests.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import attrs

ROOT = Path(__file__).parents[2]
NEEDED = ("attrs", "click", "jsonschema", "packaging", "pluggy", "PyYAML",
          "numpy", "jinja2", "pytest", "hatchling", "editables")  # fmt: skip


@attrs.frozen
class Environment:
    """A virtual environment without the project's own folders."""

    folder: Path

    @property
    def python(self) -> Path:
        """Return its interpreter."""
        return self.folder / "bin" / "python"

    def install(self, *arguments: str | Path) -> None:
        """Install by pip, without an index and without dependencies."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "--quiet"]
        offline = ["--no-deps", "--no-index", "--no-build-isolation"]
        _run([*pip, "--disable-pip-version-check", *offline, *map(str, arguments)], ROOT)

    def run(self, program: str, *arguments: str | Path, where: Path) -> str:
        """Run a program of the environment, and return what it prints; it must succeed."""
        return _run([str(self.folder / "bin" / program), *map(str, arguments)], where)

    def outcome(self, program: str, *arguments: str | Path, where: Path) -> tuple[int, str]:
        """Run a program of the environment; return its exit code and all that it prints."""
        ran = _ran([str(self.folder / "bin" / program), *map(str, arguments)], where)
        return ran.returncode, ran.stdout


def clean_environment(folder: Path) -> Environment:
    """Make an environment that has third-party packages only."""
    _run([sys.executable, "-m", "venv", "--without-pip", str(folder)], ROOT)
    [packages] = folder.glob("lib/python*/site-packages")
    for name in sorted(_closure(NEEDED)):
        _link(name, packages)
    return Environment(folder)


def wheel(project: Path, into: Path) -> Path:
    """Build the wheel of a project, without network and without isolation."""
    before = set(into.glob("*.whl"))
    offline = ["--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
    _run([sys.executable, "-m", "pip", "wheel", *offline, "-w", str(into), str(project)], ROOT)
    [made] = set(into.glob("*.whl")) - before
    return made


def _closure(names: Iterable[str]) -> set[str]:
    """Return distributions and all that they need here, as far as it is installed."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower()
        try:
            needed = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # for another platform or an older Python
        if name not in found:
            found.add(name)
            waiting += [_name(one) for one in needed if "extra ==" not in one]
    return found


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0]


def _link(name: str, packages: Path) -> None:
    found = distribution(name)
    tops = {Path(file).parts[0] for file in found.files or () if ".." not in Path(file).parts}
    for top in tops - {"__pycache__"}:
        source, target = Path(str(found.locate_file(top))), packages / top
        if not target.exists():
            target.symlink_to(source)


def _run(command: list[str], where: Path) -> str:
    ran = _ran(command, where)
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


def _ran(command: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and tools
        command, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", check=False, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
