"""From a file to a book: read, shape, and the terms of each agreement.

What is wrong with one agreement leaves the others as they are: a book of a thousand has a
bad one on most days.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vbc_rules.agreements.book import SUFFIX, Agreement, BadAgreement, Book, Entry
from vbc_rules.agreements.checks import (
    check_entities,
    check_facts_by_contract,
    check_identifiers,
    check_ids,
)
from vbc_rules.agreements.entries import entries
from vbc_rules.agreements.schema import book_schema
from vbc_rules.agreements.templates import Templates
from vbc_rules.agreements.terms import Terms
from vbc_rules.contracts.schema.shape import Shape, judged
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import OF_A_BOOK, read_document
from vbc_rules.contracts.text.text_file import is_file
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.progress import Progress, silent
from vbc_rules.diagnostics.render import in_reading_order
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.hooks.registry import Registry


def load_book(path: Path, registry: Registry, progress: Progress = silent) -> Book:
    """Return the book in a file, with its bad agreements as such.

    Raises:
        Refusal: what is wrong with the book as a whole.
    """
    book, findings = check_book(path, registry, progress)
    if book is None:
        raise Refusal(findings)
    return book


def check_book(
    path: Path, registry: Registry, progress: Progress = silent
) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    """Return the book in a file, and every finding in reading order.

    There is no book where the file as a whole cannot be relied upon.
    """
    try:
        document = read_document(path, OF_A_BOOK)
    except Refusal as refusal:
        return None, tuple(in_reading_order(refusal.diagnostics))
    shape = judged(document, book_schema(), "book")
    if findings := list(_of_the_whole(document, shape)):
        return None, tuple(in_reading_order([*findings, *shape.findings]))
    reader = _Reader(document, shape, Templates(registry))
    agreements = reader.agreements(progress)
    book = _book(document, agreements, tuple(reader.warnings()))
    bad = [each for one in agreements if isinstance(one, BadAgreement) for each in one.findings]
    return book, tuple(in_reading_order([*book.warnings, *bad]))


def _book(
    document: Located,
    agreements: tuple[Agreement | BadAgreement, ...],
    warnings: tuple[Diagnostic, ...],
) -> Book:
    data = document.value
    return Book(
        id=data["book"],
        title=data["title"],
        description=data.get("description", ""),
        file=document.file,
        sha256=document.sha256,
        agreements=agreements,
        warnings=warnings,
        place=document.place_of(("book",)),
    )


def _of_the_whole(document: Located, shape: Shape) -> Iterator[Diagnostic]:
    """Yield what is wrong outside the agreements; with that, none of them is settled."""
    written = document.value.get("agreements") if isinstance(document.value, dict) else None
    count = len(written) if isinstance(written, list) else 0
    inside = {one for index in range(count) for one in shape.within(("agreements", index))}
    outside = [one for one in shape.findings if one not in inside]
    yield from outside
    if outside:
        return
    expected = Path(document.file).name.removesuffix(SUFFIX)
    if document.value["book"] != expected:
        message = f"The book `{document.value['book']}` stands in a file of another name."
        hint = f"write `book: {expected}`, or name the file {document.value['book']}{SUFFIX}"
        yield Diagnostic("VBC265", message, document.place_of(("book",)), hint)
    yield from check_facts_by_contract(document, [one.contract for one in entries(document)])


class _Reader:
    """Reads the agreements of one book."""

    def __init__(self, document: Located, shape: Shape, templates: Templates) -> None:
        self._document, self._shape, self._templates = document, shape, templates
        self._folder = Path(document.file).parent
        self._warnings: list[Diagnostic] = []

    def warnings(self) -> Iterator[Diagnostic]:
        """Yield what was found and stops nothing."""
        yield from self._templates.warnings()
        yield from self._warnings

    def agreements(self, progress: Progress) -> tuple[Agreement | BadAgreement, ...]:
        """Return every agreement, sound or bad, in the order of the file."""
        listed = entries(self._document)
        reading = map(self._agreement, range(len(listed)), listed)
        read = list(progress(reading, len(listed), "Reading agreements"))
        ids = {index: one.id for index, one in enumerate(listed) if one.id}
        sound = {index: one for index, one in enumerate(read) if isinstance(one, Agreement)}
        for check in (check_ids(self._document, ids), check_entities(self._document, sound)):
            for index, finding in check:
                read[index] = _worse(read[index], finding)
        return tuple(read)

    def _agreement(self, index: int, entry: Entry) -> Agreement | BadAgreement:
        at: Pointer = ("agreements", index)
        if misshapen := self._shape.within(at):
            return BadAgreement(entry, misshapen)
        path = self._folder / entry.contract
        findings = list(self._identifiers(at))
        if is_file(path):  # facts are given by contract: of a misspelt one there are none
            findings += self._facts(at, entry)
        template = self._templates.at(path) if is_file(path) else None
        if template is None:
            findings += [self._without_contract(at, entry), *self._templates.findings(path)]
            return BadAgreement(entry, tuple(findings))
        terms = Terms(self._document, at, entry, template)
        agreement = terms.agreement(self._templates.registry)
        findings += [one for one in terms.findings if one.severity == "error"]
        self._warnings += [one for one in terms.findings if one.severity != "error"]
        if agreement is None or findings:
            return BadAgreement(entry, tuple(findings))
        return agreement

    def _identifiers(self, at: Pointer) -> Iterator[Diagnostic]:
        provider = self._document.value["agreements"][at[-1]]["provider"]
        return check_identifiers(self._document, at, provider)

    def _facts(self, at: Pointer, entry: Entry) -> Iterator[Diagnostic]:
        if not entry.facts:
            message = f"Nothing says where the facts of agreement `{entry.id}` are."
            hint = "write `facts:` in the agreement, or for its contract at the top of the book"
            yield Diagnostic("VBC267", message, self._document.place_of(at), hint)

    def _without_contract(self, at: Pointer, entry: Entry) -> Diagnostic:
        path = self._folder / entry.contract
        if is_file(path):
            message = f"The contract `{entry.contract}` has errors."
            hint = f"run: vbc validate {path}"
        else:
            beside = [one.name for one in self._folder.glob("*.yaml") if "." not in one.stem]
            message = f"There is no contract `{entry.contract}`."
            hint = suggestion(entry.contract, beside, "write its path from the book's folder")
        return Diagnostic("VBC266", message, self._document.place_of((*at, "contract")), hint)


def _worse(one: Agreement | BadAgreement, finding: Diagnostic) -> BadAgreement:
    before = one.findings if isinstance(one, BadAgreement) else ()
    return BadAgreement(one.entry, (*before, finding))
