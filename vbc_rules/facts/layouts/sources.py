"""The files of a layout: the one that is named, and those that it extends, as one document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.schema.keywords import violations
from vbc_rules.contracts.schema.sentences import problems
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.facts.layouts.schema import REQUIRED, layout_schema

_DEEPEST = 16


@attrs.frozen(eq=False)
class LayoutText:
    """A layout as plain data, with everything that it extends, and the place of each part.

    An entry of a section replaces the entry of the same name in the file that is extended.
    """

    documents: tuple[Located, ...]
    value: dict[str, Any]

    def place_of(self, pointer: Pointer) -> Place:
        """Return where a value is written, in whichever file it stands."""
        for length in range(len(pointer), 0, -1):
            for document in self.documents:
                if document.has(pointer[:length]):
                    return document.place_of(pointer)
        return self.documents[0].place_of(())


def read_layout_text(path: Path) -> LayoutText:
    """Return the merged data of a layout file.

    Raises:
        Refusal: findings of the YAML reader and of the schema; VBC431 for files that extend
            each other in a circle or from elsewhere, VBC432 for a part that no file has.
    """
    documents = tuple(_chain(path))
    findings = [one for document in documents for one in _shape_findings(document)]
    if findings:
        raise Refusal(findings)
    value: dict[str, Any] = {}
    for document in reversed(documents):
        _merge(value, document.value)
    text = LayoutText(documents, value)
    if absent := [name for name in REQUIRED if name not in value]:
        raise Refusal(
            Diagnostic(
                "VBC432", f"The layout has no `{name}`.", text.place_of(()), f"add `{name}:`"
            )
            for name in absent
        )
    return text


def _chain(path: Path) -> Iterator[Located]:
    """Yield the document and those that it extends, nearest first."""
    seen: set[Path] = set()
    while True:
        document = read_document(path)
        yield document
        seen.add(path)
        value = document.value if isinstance(document.value, dict) else {}
        name = value.get("extends")
        if not isinstance(name, str):
            return
        is_name = name != "" and Path(name).name == name
        beside = path.with_name(name) if is_name else path  # which extends itself
        if beside in seen or len(seen) > _DEEPEST:
            message = f"The layout cannot extend `{name}`."
            hint = "name another file of the same folder that does not extend this one"
            raise refuse("VBC431", message, document.place_of(("extends",)), hint)
        path = beside


def _merge(into: dict[str, Any], above: dict[str, Any]) -> None:
    for section, value in above.items():
        if isinstance(value, dict) and section not in {"entity", "published"}:
            into[section] = {**into.get(section, {}), **value}
        else:
            into[section] = value


def _shape_findings(document: Located) -> Iterator[Diagnostic]:
    for violation in violations(document.value, layout_schema()):
        for problem in problems(violation):
            place = document.key_place_of if problem.on_key else document.place_of
            message = problem.message.replace("The contract ", "The layout ", 1)
            yield Diagnostic(problem.code, message, place(problem.at), problem.hint)
