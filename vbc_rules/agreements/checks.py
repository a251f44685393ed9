"""What only the whole book shows: ids and entities that two agreements have, and identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from vbc_rules.agreements.book import Agreement
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.diagnostics import Diagnostic

Found = tuple[int, Diagnostic]
"""The number of an agreement in the book, from 0, and a finding about it."""

_TIN = re.compile(r"[0-9]{9}|[0-9]{2}-[0-9]{7}")
_NPI = re.compile(r"[12][0-9]{9}")
_NPI_PREFIX = "80840"  # of cards issued in the United States for health applications
_NINE, _TEN = 9, 10


def check_ids(book: Located, ids: Mapping[int, str]) -> Iterator[Found]:
    """Yield a finding for each of two agreements with one id: which is meant is not known."""
    first: dict[str, int] = {}
    for index, id in ids.items():
        if id in first:
            line = book.place_of(("agreements", first[id], "agreement")).line
            message = f"Two agreements have the id `{id}`, the first in line {line}."
            place = book.place_of(("agreements", index, "agreement"))
            finding = Diagnostic("VBC253", message, place, "give each agreement an id of its own")
            yield first[id], finding
            yield index, finding
        first.setdefault(id, index)


def check_entities(book: Located, agreements: Mapping[int, Agreement]) -> Iterator[Found]:
    """Yield a finding for each of two agreements that pay for one entity on one day.

    An entity may have agreements on several contracts, and one after another on the same.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for index, agreement in agreements.items():
        key = (agreement.contract.file, agreement.entry.entity)
        groups.setdefault(key, []).append(index)
    for (_, entity), indices in groups.items():
        for one, other in combinations(indices, 2):
            if day := _shared_day(agreements[one], agreements[other]):
                ids = f"`{agreements[one].entry.id}` and `{agreements[other].entry.id}`"
                contract = agreements[one].contract.id
                message = f"{ids} both pay entity `{entity}` under `{contract}` on {day}."
                place = _place_of_entity(book, other)
                hint = "let one end before the other begins, or name another entity"
                finding = Diagnostic("VBC254", message, place, hint)
                yield one, finding
                yield other, finding


def check_identifiers(book: Located, at: Pointer, provider: object) -> Iterator[Diagnostic]:
    """Yield a finding for each taxpayer number or provider identifier that can be none."""
    if not isinstance(provider, dict):
        return
    kinds = (
        ("tin", _is_tin, "nine digits", "write it as 123456789 or 12-3456789, in quotes"),
        ("npi", _is_npi, "ten digits of which the last checks the others", "look it up again"),
    )
    for key, is_valid, words, hint in kinds:
        for index, written in enumerate(provider.get(key, ())):
            if not is_valid(written):
                message = f"`{written}` is no {key.upper()}: it has {words}."
                place = book.place_of((*at, "provider", key, index))
                yield Diagnostic("VBC264", message, place, hint)


def check_facts_by_contract(book: Located, contracts: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each contract that has facts in the book, but no agreement."""
    known, facts = set(contracts), book.value.get("facts")
    for path in facts if isinstance(facts, dict) else ():
        if path not in known:
            message = f"No agreement is on the contract `{path}`."
            place = book.key_place_of(("facts", path))
            hint = f"contracts are {', '.join(sorted(known))}"
            yield Diagnostic("VBC269", message, place, hint)


def _shared_day(one: Agreement, other: Agreement) -> date | None:
    """Return the first day on which both are effective, or None."""
    first = max(one.contract.term.start, other.contract.term.start)
    last = min(one.contract.term.end, other.contract.term.end)
    return first if first <= last else None


def _place_of_entity(book: Located, index: int) -> Any:  # noqa: ANN401 - a Place
    written: Pointer = ("agreements", index, "entity")
    return book.place_of(written if book.has(written) else (*written[:-1], "agreement"))


def _is_tin(written: str) -> bool:
    return _TIN.fullmatch(written) is not None


def _is_npi(written: str) -> bool:
    """Say whether the check digit fits: Luhn, with the prefix for health (45 CFR 162.406)."""
    if not _NPI.fullmatch(written):
        return False
    total = 0
    for position, digit in enumerate(reversed(_NPI_PREFIX + written)):
        doubled = int(digit) * (2 if position % 2 else 1)
        total += doubled - _NINE if doubled > _NINE else doubled
    return total % _TEN == 0
