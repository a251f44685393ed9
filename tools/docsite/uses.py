"""Where the contracts of this repository use a model, with the text of the stream."""

from __future__ import annotations

import textwrap
from pathlib import Path

from docsite.model_pages import Use
from vbc_rules.cli.validate import contract_files
from vbc_rules.contracts.text.located import Located
from vbc_rules.contracts.text.strict_yaml import read_document

OPEN = {"elections", "exhibits"}
SECTIONS = ("quality", "payment")


def uses_of_models(root: Path) -> dict[str, list[Use]]:
    """Return the streams of all contracts under `contract_specs`, by the model they use.

    The plainest stands first: of a contract of few streams that states every term itself.
    """
    found: dict[str, list[tuple[bool, int, str, Use]]] = {}
    for path in contract_files([root / "contract_specs"]):
        document = read_document(path)
        file = path.relative_to(root).as_posix()
        streams = [
            (section, index, stream)
            for section in SECTIONS
            for index, stream in enumerate(document.value.get(section, ()))
        ]
        for section, index, stream in streams:
            use = Use(file, f"{section}:\n{_written(document, section, index)}")
            leaves_open = bool(OPEN & set(stream))
            found.setdefault(stream["model"], []).append((leaves_open, len(streams), file, use))
    return {model: [use for *_, use in sorted(uses)] for model, uses in sorted(found.items())}


def _written(document: Located, section: str, index: int) -> str:
    """Return the lines of a stream as they stand in the file, up to where it ends."""
    place = document.place_of((section, index))
    lines = document.text.splitlines()[place.line - 1 :]
    margin = place.column - 1
    inside = [lines[0]]
    for line in lines[1:]:
        if line.strip() and not line.startswith(" " * margin):
            break
        inside.append(line)
    return textwrap.indent(textwrap.dedent("\n".join(_trimmed(inside, margin))), "  ")


def _trimmed(lines: list[str], margin: int) -> list[str]:
    """Return a stream without the comment that speaks of the next one."""
    while not lines[-1].strip() or lines[-1].lstrip().startswith("#"):
        lines.pop()
    return [" " * (margin - 2) + "- " + lines[0][margin:], *lines[1:]]
