"""Settling a book: every agreement for itself, so that a bad one does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from vbc_rules.agreements.book import Agreement, BadAgreement, Book, Entry
from vbc_rules.contracts.contract import Contract
from vbc_rules.diagnostics import Diagnostic, Refusal, refuse
from vbc_rules.diagnostics.progress import Progress, silent
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.facts.selected import FactFile, Selected, open_facts, select
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import Period, parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.statements.book import BookSettlement, NotSettled, SettledAgreement
from vbc_rules.statements.settlement import AgreementOrigin, AppliedAmendment

PERIOD = "{period}"
"""What stands for the performance period in the path of a facts file."""


@attrs.frozen
class BookQuestion:
    """What is to be settled of a book.

    Without a period all agreements must be effective in one and the same year. `chosen` are
    ids of agreements; none means all of them. Lines explain each amount, at the cost of time.
    `settlement` names one of several in the period, for the agreements that have several.
    """

    period: str | None = None
    chosen: tuple[str, ...] = ()
    lines: bool = False
    settlement: str = ""


def settle_book(
    book: Book, registry: Registry, question: BookQuestion, progress: Progress = silent
) -> BookSettlement:
    """Return the settlement of every agreement that is effective in a period, or why not.

    Raises:
        Refusal: VBC570 for an agreement that the book does not have, VBC510 and VBC512 for
            the period, VBC571 if no agreement is effective in it. What is wrong with an
            agreement is in the result.
    """
    asked = agreements_asked(book, question.chosen)
    period = period_of(book, asked, question.period)
    effective = [one for one in asked if _is_effective(one, period)]
    if not effective:
        message = f"No agreement of the book is effective in {period.name}."
        raise refuse("VBC571", message, book.place, "settle another period")
    books = BookSettler(book, registry, period, question)
    settled = tuple(progress(books.all(effective), len(effective), "Settling agreements"))
    return BookSettlement(
        book=book.id,
        title=book.title,
        book_file=book.file,
        book_sha256=book.sha256,
        period=period.name,
        settled=tuple(one for one in settled if isinstance(one, SettledAgreement)),
        failed=tuple(one for one in settled if isinstance(one, NotSettled)),
        not_effective=len(asked) - len(effective),
    )


def agreements_asked(book: Book, chosen: Sequence[str]) -> tuple[Agreement | BadAgreement, ...]:
    """Return the agreements with these ids in the order of the book, or all of them.

    Raises:
        Refusal: VBC570 for each id that the book does not have.
    """
    known = {one.entry.id for one in book.agreements}
    unknown = [id for id in dict.fromkeys(chosen) if id not in known]
    if unknown:
        raise Refusal(_no_agreement(book, id, known) for id in unknown)
    return tuple(one for one in book.agreements if not chosen or one.entry.id in chosen)


def _no_agreement(book: Book, id: str, known: set[str]) -> Diagnostic:
    hint = suggestion(id, known, f"it has {len(book.agreements)} agreements")
    return Diagnostic("VBC570", f"The book has no agreement `{id}`.", book.place, hint)


def period_of(
    book: Book, agreements: Iterable[Agreement | BadAgreement], named: str | None
) -> Period:
    """Return the period that is named, or the one year that all agreements cover.

    Raises:
        Refusal: VBC510 for a name that is no period, VBC512 if it is not named and the
            agreements cover several years, and what is wrong if no agreement is sound.
    """
    if named is not None:
        return parse_period(named)
    agreements = tuple(agreements)
    days = [
        day
        for one in agreements
        if isinstance(one, Agreement)
        for day in (one.contract.term.start, one.contract.term.end)
    ]
    if not days:
        raise Refusal(
            each for one in agreements if isinstance(one, BadAgreement) for each in one.findings
        )
    first, last = min(days), max(days)
    if first.year != last.year:
        message = f"The agreements cover {first.year} to {last.year}: say which year to settle."
        raise refuse("VBC512", message, book.place, f"add --period {last.year}")
    return parse_period(str(first.year))


def _is_effective(one: Agreement | BadAgreement, period: Period) -> bool:
    """Say whether an agreement has a day in the period; of a bad one it is not known."""
    if isinstance(one, BadAgreement):
        return True
    term = one.contract.term
    return term.start <= period.last_day and period.first_day <= term.end


@attrs.frozen(eq=False)
class _Bound:
    """An agreement with its terms for the period."""

    agreement: Agreement
    bound: BoundContract


class BookSettler:
    """Settles agreements of one book for one period; each facts file is read once."""

    def __init__(
        self, book: Book, registry: Registry, period: Period, question: BookQuestion
    ) -> None:
        """Begin with no file read."""
        self._book, self._registry, self._period = book, registry, period
        self._lines, self._settlement = question.lines, question.settlement
        self._files: dict[str, FactFile | Refusal] = {}

    def all(
        self, agreements: Sequence[Agreement | BadAgreement]
    ) -> Iterator[SettledAgreement | NotSettled]:
        """Yield each agreement settled, or not settled and why, in their order."""
        ready = [self._bound(one) for one in agreements]
        facts = self._facts([one for one in ready if isinstance(one, _Bound)])
        for one in ready:
            yield one if isinstance(one, NotSettled) else self._settled(one, facts)

    def settler(self, agreement: Agreement | BadAgreement) -> Settler:
        """Return what settles and explains one agreement.

        Raises:
            Refusal: every finding about its terms or its facts.
        """
        ready = self._bound(agreement)
        if isinstance(ready, NotSettled):
            raise Refusal(ready.findings)
        return self._settler(ready, self._facts([ready]))

    def _bind(self, contract: Contract) -> BoundContract:
        """Bind; a contract without several settlements in a period has the same at each."""
        several = contract.settlement is not None and contract.settlement.settlements
        occasion = self._settlement if several else ""
        return bind(contract, self._registry, self._period, occasion)

    def _bound(self, one: Agreement | BadAgreement) -> _Bound | NotSettled:
        if isinstance(one, BadAgreement):
            return _not_settled(one.entry, one.findings)
        try:
            return _Bound(one, self._bind(one.contract))
        except Refusal as refusal:
            return _not_settled(one.entry, refusal.diagnostics)

    # ---- facts

    def _facts(self, ready: Iterable[_Bound]) -> Mapping[tuple[str, str], Selected]:
        """Return the facts by file and contract: all agreements on it have the same facts."""
        groups: dict[tuple[str, str], list[_Bound]] = {}
        for one in ready:
            groups.setdefault(self._group(one), []).append(one)
        return {group: self._selected(group, members) for group, members in groups.items()}

    def _group(self, one: _Bound) -> tuple[str, str]:
        return one.agreement.entry.facts, one.agreement.contract.file

    def _selected(self, group: tuple[str, str], members: Sequence[_Bound]) -> Selected:
        entities = [one.agreement.entry.entity for one in members]
        found = self._file(group[0])
        if isinstance(found, Refusal):
            return Selected({}, dict.fromkeys(entities, found.diagnostics))
        there = [entity for entity in entities if entity in found.begins]
        selected = select(found, members[0].bound.facts, there)
        missing = {
            one.agreement.entry.entity: (self._no_facts(one.agreement, found),)
            for one in members
            if one.agreement.entry.entity not in found.begins
        }
        return Selected(selected.tables, {**selected.refused, **missing, **_paid_twice(members)})

    def _file(self, facts: str) -> FactFile | Refusal:
        if facts not in self._files:
            path = Path(self._book.file).parent / facts.replace(PERIOD, self._period.name)
            try:
                self._files[facts] = open_facts(path)
            except Refusal as refusal:
                self._files[facts] = refusal
        return self._files[facts]

    def _no_facts(self, agreement: Agreement, facts: FactFile) -> Diagnostic:
        entry = agreement.entry
        message = f"{facts.file} has no entity `{entry.entity}` of agreement `{entry.id}`."
        known = [one for one in facts.begins if one is not None]
        hint = suggestion(entry.entity, known, "say under `entity:` how the facts name it")
        return Diagnostic("VBC572", message, entry.place, hint)

    # ---- settling

    def _settled(
        self, one: _Bound, facts: Mapping[tuple[str, str], Selected]
    ) -> SettledAgreement | NotSettled:
        entry = one.agreement.entry
        try:
            settler = self._settler(one, facts)
            settlement = settler.row(0, lines=self._lines)
        except Refusal as refusal:
            return _not_settled(entry, refusal.diagnostics)
        return SettledAgreement(entry.id, settlement)

    def _settler(self, one: _Bound, facts: Mapping[tuple[str, str], Selected]) -> Settler:
        selected, entity = facts[self._group(one)], one.agreement.entry.entity
        if entity in selected.refused:
            raise Refusal(selected.refused[entity])
        table: FactTable = selected.tables[entity]
        return Settler(one.bound, table, self._origin(one))

    def _origin(self, one: _Bound) -> AgreementOrigin:
        entry = one.agreement.entry
        applied = one.agreement.amended_by(one.bound.period.last_day)
        return AgreementOrigin(
            agreement=entry.id,
            book=self._book.id,
            book_file=self._book.file,
            book_sha256=self._book.sha256,
            terms_sha256=one.agreement.terms_sha256,
            tin=entry.provider.tin,
            npi=entry.provider.npi,
            amendments=tuple(
                AppliedAmendment(each.name, each.start.isoformat()) for each in applied
            ),
        )


def _paid_twice(members: Sequence[_Bound]) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the entities whose facts two agreements on one contract would both be paid on.

    Such agreements follow one another within the period; facts are of the whole period.
    """
    first: dict[str, Entry] = {}
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for one in members:
        entry = one.agreement.entry
        other = first.setdefault(entry.entity, entry)
        if other is not entry:
            both = f"Agreements `{other.id}` and `{entry.id}`"
            message = f"{both} would both be settled on the facts of entity `{entry.entity}`."
            hint = "give each the facts of its own days, under an entity of its own"
            finding = Diagnostic("VBC573", message, entry.place, hint)
            found[entry.entity] = (*found.get(entry.entity, ()), finding)
    return found


def _not_settled(entry: Entry, findings: Iterable[Diagnostic]) -> NotSettled:
    return NotSettled(entry.id, entry.contract, entry.provider.name, entry.entity, tuple(findings))
