"""A book of agreements as the engine sees it: frozen values, each knowing where it is written."""

from __future__ import annotations

from datetime import date

import attrs

from vbc_rules.contracts.contract import Contract
from vbc_rules.diagnostics import Diagnostic, Place

SUFFIX = ".book.yaml"
"""What the name of a book's file ends in."""


@attrs.frozen
class Provider:
    """Who provides care: a name, taxpayer numbers and national provider identifiers."""

    name: str
    tin: tuple[str, ...] = ()
    npi: tuple[str, ...] = ()


@attrs.frozen
class Amendment:
    """A change of parameters from a day on, as the agreement names it."""

    name: str
    start: date
    cites: str
    place: Place


@attrs.frozen
class Entry:
    """What the book says of an agreement, whether or not it makes sense.

    `id`, `contract` and the rest are texts as they are written, empty where they cannot be
    read. `contract` and `facts` are paths from the folder of the book. `place` is where the
    agreement begins.
    """

    id: str
    contract: str
    provider: Provider
    entity: str
    facts: str
    place: Place


@attrs.frozen
class Agreement:
    """An agreement whose terms have been checked.

    `contract` has the terms as agreed: with elections, exhibits and amendments, each at its
    place in the book, for the days on which the agreement is effective. Its `sha256` is the
    hash of the template; `terms_sha256` is that of all terms as agreed.
    """

    entry: Entry
    contract: Contract
    amendments: tuple[Amendment, ...]
    terms_sha256: str

    def amended_by(self, day: date) -> tuple[Amendment, ...]:
        """Return the amendments that apply on a day."""
        return tuple(one for one in self.amendments if one.start <= day)


@attrs.frozen
class BadAgreement:
    """An agreement that cannot be relied upon, and why."""

    entry: Entry
    findings: tuple[Diagnostic, ...]


@attrs.frozen
class Book:
    """A book: its agreements in the order of the file, sound ones and bad ones.

    `warnings` stop nothing: they are about the book, its contracts and its agreements.
    """

    id: str
    title: str
    description: str
    file: str
    sha256: str
    agreements: tuple[Agreement | BadAgreement, ...]
    warnings: tuple[Diagnostic, ...]
    place: Place
