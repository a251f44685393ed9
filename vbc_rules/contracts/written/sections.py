"""The keys of a contract under which streams stand, in a document of any shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vbc_rules.contracts.text.located import Located, Pointer

SECTIONS = ("payment", "quality")


def written_streams(document: Located) -> Iterator[tuple[Pointer, Any]]:
    """Yield where each stream stands and what is written there: payment first, then quality."""
    for section in SECTIONS:
        listed = document.value.get(section) if isinstance(document.value, dict) else None
        for index, stream in enumerate(listed if isinstance(listed, list) else []):
            yield (section, index), stream
