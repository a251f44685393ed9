"""What a book says of each agreement, read from a document of any shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbc_rules.agreements.book import Entry, Provider
from vbc_rules.contracts.text.located import Located


def entries(book: Located) -> tuple[Entry, ...]:
    """Return the agreements of a book; what cannot be read is empty."""
    listed = book.value["agreements"]
    return tuple(_entry(book, index, raw) for index, raw in enumerate(listed))


def _entry(book: Located, index: int, written: object) -> Entry:
    raw = written if isinstance(written, dict) else {}
    id, contract = _text(raw, "agreement"), _text(raw, "contract")
    return Entry(
        id=id,
        contract=contract,
        provider=_provider(raw.get("provider")),
        entity=_text(raw, "entity") or id,
        facts=_text(raw, "facts") or _common_facts(book, contract),
        place=book.place_of(("agreements", index)),
    )


def _common_facts(book: Located, contract: str) -> str:
    """Return the facts file that the book names for a contract, or for all of them."""
    facts = book.value.get("facts", "")
    found = facts.get(contract, "") if isinstance(facts, dict) else facts
    return found if isinstance(found, str) else ""


def _provider(raw: Any) -> Provider:  # noqa: ANN401 - plain data of any shape
    if not isinstance(raw, dict):
        return Provider(raw if isinstance(raw, str) else "")
    tin, npi = (_listed(raw.get(key)) for key in ("tin", "npi"))
    return Provider(_text(raw, "name"), tin, npi)


def _listed(raw: object) -> tuple[str, ...]:
    return tuple(map(str, raw)) if isinstance(raw, list) else ()


def _text(raw: Mapping[str, Any], key: str) -> str:
    found = raw.get(key)
    return found if isinstance(found, str) else ""
