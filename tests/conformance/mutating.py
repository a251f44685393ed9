"""Wrong versions of the teaching plugin: one defect each, as edits of its text.

A mutant is a file of `mutants/`: what is wrong, the edits (`replace` stands once in the file
and becomes `by`), the check that must catch it, and words that its message must say.
"""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import yaml

from vbc_rules.testing import Capped, Monotone, Scales
from vbc_rules.testing.kit.checks import Outcome, outcomes
from vbc_rules.testing.kit.findings import sentences
from vbc_rules.testing.kit.subject import Subject

ROOT = Path(__file__).parents[2]
PACKAGE, MODULE = "vbc_example", "vbc_example.plugin"
LAWS = {
    "willow.shared_savings": [
        Capped("earned", by="cap"),
        Scales(("benchmark", "expenditure")),
        Monotone("expenditure", "falling"),
    ],
}


@attrs.frozen
class Mutant:
    """One wrong version of the plugin."""

    name: str
    edits: list[dict[str, Any]]
    caught_by: str
    says: list[str]


def mutants() -> list[Mutant]:
    """Return every mutant, by name."""
    return [_read(path) for path in sorted(Path(__file__).with_name("mutants").glob("*.yaml"))]


def caught(mutant: Mutant, folder: Path) -> Outcome | None:
    """Return the outcome that catches a mutant in the recorded words, None if there is none."""
    _written(mutant, folder)
    with imported_from(folder):
        for outcome in outcomes(Subject.of(MODULE), LAWS, only=mutant.caught_by):
            text = "\n".join(sentences(outcome.findings))
            if text and all(words in text for words in mutant.says):
                return outcome
    return None


def _read(path: Path) -> Mutant:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Mutant(path.stem, said["edits"], said.get("caught_by", ""), said["says"])


def _written(mutant: Mutant, folder: Path) -> None:
    """Copy the plugin as a wheel would hold it, and change it."""
    source = ROOT / "plugins" / "vbc-example" / "src" / PACKAGE
    unneeded = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, folder / PACKAGE, ignore=unneeded)
    shutil.copytree(ROOT / "contract_specs" / "willow", folder / PACKAGE / "contracts")
    for edit in mutant.edits:
        file = folder / edit["file"]
        if edit.get("delete"):
            file.unlink()
            continue
        text = file.read_text(encoding="utf-8")
        assert text.count(edit["replace"]) == 1, f"{mutant.name}: {edit['replace']!r}"
        file.write_text(text.replace(edit["replace"], edit["by"]), encoding="utf-8")


@contextmanager
def imported_from(folder: Path) -> Iterator[None]:
    """Let the plugin be imported from a folder, and forget it afterwards."""
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_ours(name)}
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if _is_ours(name)]:
            del sys.modules[name]
        sys.modules.update(kept)
        importlib.invalidate_caches()


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == PACKAGE
