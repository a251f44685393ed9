"""Measure results from a file: FHIR JSON, QRDA III or long CSV, by how its name ends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Place, refuse
from vbc_rules.facts.measures.checking import checked
from vbc_rules.facts.measures.results import ResultFile

LARGEST = 50_000_000
"""Bytes; the reports of a large organization on all its measures have one million."""

SUFFIXES = (".json", ".xml", ".csv")


def read_results(path: Path, headings: Mapping[str, str] | None = None) -> ResultFile:
    """Return the results in a file, checked. `headings` are for CSV.

    Raises:
        Refusal: every finding about the file; VBC401 for a file of another kind.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = f"Measure results are not read from `{path.suffix or 'a file without ending'}`."
        raise refuse("VBC401", message, Place(str(path)), f"name one in {', '.join(SUFFIXES)}")
    return parse_results(read_text(path, LARGEST), str(path), suffix, headings)


def parse_results(
    text: str, file: str, suffix: str, headings: Mapping[str, str] | None = None
) -> ResultFile:
    """Return the results in a text, checked; `file` is the name of its places.

    Raises:
        Refusal: as `read_results`.
    """
    if suffix == ".json":
        from vbc_rules.facts.measures.fhir import parse_fhir

        return checked(parse_fhir(text, file))
    if suffix == ".xml":
        from vbc_rules.facts.measures.qrda import parse_qrda

        return checked(parse_qrda(text, file))
    from vbc_rules.facts.measures.csv_results import parse_csv_results

    return checked(parse_csv_results(text, file, headings or {}))
