"""A contract with what an agreement states laid over it; only what changes is copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.overlaid import Overlaid, Written, overlaid
from vbc_rules.contracts.written.sections import SECTIONS

_OPEN = frozenset({"elections", "exhibits"})


class Overlay:
    """The terms of one agreement as they grow. The contract itself stays as it is."""

    def __init__(self, contract: Located) -> None:
        """Begin with the contract alone; once its terms are agreed it leaves nothing open."""
        self._contract = contract
        self._written: dict[Pointer, tuple[Located, Pointer]] = {}
        self.value: dict[str, Any] = {
            key: list(map(_without_open, one)) if key in SECTIONS else one
            for key, one in contract.value.items()
        }

    def set_keys(self, key: str, values: Mapping[str, Any], book: Located, at: Pointer) -> None:
        """Set keys of a mapping at the top of the contract; `at` has the same keys in the book."""
        self.value[key] = {**self.value[key], **values}
        self._written |= {(key, name): (book, (*at, name)) for name in values}
        self._written[(key,)] = (book, at)

    def set_parameter(self, at: Pointer, raw: Any, written: Written) -> None:  # noqa: ANN401 - plain data
        """Set the parameter of a stream; `written` says where its parts stand."""
        section, index, _, name = at
        stream = self.value[str(section)][index]
        stream["parameters"] = {**stream.get("parameters", {}), name: raw}
        self._written |= written

    def document(self) -> Overlaid:
        """Return the terms as a document."""
        return overlaid(self._contract, self.value, self._written)


def _without_open(stream: Mapping[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in stream.items() if key not in _OPEN}
