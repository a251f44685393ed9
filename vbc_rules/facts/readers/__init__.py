"""Readers of facts files: CSV, JSON and YAML, chosen by the file's suffix."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.facts.assembly import assemble
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.gathering import gathered
from vbc_rules.facts.raw import Completion, RawFacts, as_read
from vbc_rules.facts.table import FactTable

SUFFIXES = (".csv", ".json", ".yaml", ".yml")


def read_facts(
    paths: Path | Sequence[Path], declared: Declared, completed: Completion = as_read
) -> FactTable:
    """Return the facts in one file or several, checked against the declarations of the models.

    Each file gives other facts: one has a row for each entity, another one a row for each
    entry. `completed` adds facts that stand in yet another file, before it is checked what
    is missing.

    Raises:
        Refusal: every finding about the files; VBC401 for a file of another kind, VBC470
            for a fact that two of them give.
    """
    findings = Findings()
    files = [paths] if isinstance(paths, Path) else paths
    raws: list[RawFacts] = []
    for path in files:
        try:
            raws.append(_raw(path, declared, findings))
        except Refusal as refusal:
            findings.add_all(refusal)
    if len(raws) < len(files):  # what is missing in the others cannot be told
        findings.refuse_if_any()
    return assemble(completed(gathered(raws, findings), findings), declared, findings)


def _raw(path: Path, declared: Declared, findings: Findings) -> RawFacts:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        from vbc_rules.facts.readers.csv_facts import read_raw_csv

        return read_raw_csv(path, declared, findings)
    if suffix in SUFFIXES:
        from vbc_rules.facts.readers.document_facts import read_raw_document

        return read_raw_document(path, declared, findings)
    raise unknown_kind(path)


def unknown_kind(path: Path) -> Refusal:
    """Return the refusal of a file whose suffix says that it holds no facts."""
    message = f"Facts are not read from a file that ends in `{path.suffix or 'nothing'}`."
    return refuse("VBC401", message, Place(str(path)), f"name a file in {', '.join(SUFFIXES)}")
