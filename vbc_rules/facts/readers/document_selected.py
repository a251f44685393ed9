"""Some entities of a JSON or YAML document of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.diagnostics import Place
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.readers.document_facts import Document, document_facts, read_facts_document
from vbc_rules.facts.table import FactTable


@attrs.frozen(eq=False, slots=False)
class DocumentFacts:
    """A document with the facts of many entities, of one contract or of several."""

    document: Document

    @classmethod
    def at(cls, path: Path) -> DocumentFacts:
        """Return the document; raises Refusal with every finding about its text."""
        return cls(read_facts_document(path))

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.document.file

    @cached_property
    def begins(self) -> Mapping[str | None, Place]:
        """Return the key of each entity, and under None that of what stands after them."""
        top = self.document.value
        entities = top.get("entities") if isinstance(top, dict) else None
        if not isinstance(entities, dict):
            return {}
        found: dict[str | None, Place] = {
            entity: self.document.key_place_of(("entities", entity)) for entity in entities
        }
        last = max(found.values(), default=Place(self.file))
        others = [self.document.key_place_of((key,)) for key in top]
        after = [place for place in others if place > last]
        return {**found, None: min(after)} if after else found

    def table(self, declared: Declared, entities: Sequence[str]) -> FactTable:
        """Return the facts of some entities.

        Raises:
            Refusal: every finding about them and about the rest of the document.
        """
        return document_facts(_Part(self.document, tuple(entities)), declared)


@attrs.frozen(eq=False, slots=False)
class _Part:
    """A document of facts with some of its entities; all its places are those of the whole."""

    whole: Document
    entities: tuple[str, ...]

    @property
    def file(self) -> str:
        return self.whole.file

    @cached_property
    def value(self) -> Any:  # noqa: ANN401 - plain data of any shape
        top = self.whole.value
        return {**top, "entities": {one: top["entities"][one] for one in self.entities}}

    def place_of(self, pointer: Pointer) -> Place:
        """Return where a value is written; what one entity lacks is told at this entity."""
        if pointer == ("entities",) and len(self.entities) == 1:
            return self.whole.key_place_of(("entities", *self.entities))
        return self.whole.place_of(pointer)

    def key_place_of(self, pointer: Pointer) -> Place:
        return self.whole.key_place_of(pointer)
