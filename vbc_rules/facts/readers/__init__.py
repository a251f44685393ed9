"""Readers of facts files: CSV, JSON and YAML, chosen by the file's suffix."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.raw import Completion, as_read
from vbc_rules.facts.table import FactTable

SUFFIXES = (".csv", ".json", ".yaml", ".yml")


def read_facts(path: Path, declared: Declared, completed: Completion = as_read) -> FactTable:
    """Return the facts in a file, checked against the declarations of the models.

    `completed` adds facts that stand in another file, before it is checked what is missing.

    Raises:
        Refusal: every finding about the file; VBC401 for a file of another kind.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        from vbc_rules.facts.readers.csv_facts import read_csv

        return read_csv(path, declared, completed)
    if suffix in SUFFIXES:
        from vbc_rules.facts.readers.document_facts import read_document_facts

        return read_document_facts(path, declared, completed)
    raise unknown_kind(path)


def unknown_kind(path: Path) -> Refusal:
    """Return the refusal of a file whose suffix says that it holds no facts."""
    message = f"Facts are not read from a file that ends in `{path.suffix or 'nothing'}`."
    return refuse("VBC401", message, Place(str(path)), f"name a file in {', '.join(SUFFIXES)}")
