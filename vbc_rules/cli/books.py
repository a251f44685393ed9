"""Books of agreements on the command line: settled as a whole, or one agreement looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import attrs
import click

from vbc_rules.cli.kinds import is_book
from vbc_rules.cli.loading import bound_contract, facts_for, registry_for
from vbc_rules.cli.main import FINDINGS
from vbc_rules.cli.output import findings_text, refuse_overwriting, tell, tell_findings, write_bytes
from vbc_rules.cli.progress import shown_progress
from vbc_rules.diagnostics.render import in_reading_order
from vbc_rules.diagnostics.text import counted
from vbc_rules.hooks.declarations import ReportFormat
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.rendering import rendered
from vbc_rules.reports.write import write_reports
from vbc_rules.settlement.priors import read_priors
from vbc_rules.settlement.settle import Settler

if TYPE_CHECKING:  # imported for books only: most commands are about a contract
    from vbc_rules.agreements.book import Book
    from vbc_rules.statements.book import BookSettlement

AGREEMENT = "{agreement}"
"""What stands for an agreement's id in the path of a report: one file for each agreement."""

T = TypeVar("T")
Wanted = Sequence[tuple[ReportFormat, Path]]


def refuse_options(path: Path, options: Mapping[str, object]) -> None:
    """Refuse, as wrong usage, options that a book or a contract does not have."""
    kind, other = ("a book", "a contract") if is_book(path) else ("a contract", "a book")
    for name, value in options.items():
        if value:
            raise click.UsageError(f"{name} is for {other}, and `{path}` is {kind}")


def required(name: str, value: T | None) -> T:
    """Return the value of an option that only a contract needs; refuse, as wrong usage, none."""
    if not value:
        raise click.UsageError(f"Missing option '{name}'.")
    return value


@attrs.frozen
class BookRun:
    """What is asked of `vbc settle` for a book."""

    path: Path
    period: str | None
    agreements: tuple[str, ...]
    form: str
    wanted: Wanted
    settlement: str = ""


def settle(run: BookRun, registry: Registry) -> None:
    """Settle a book, print the report, and tell what failed; that exits with 1."""
    from vbc_rules.agreements.load import load_book
    from vbc_rules.settlement.book import BookQuestion, settle_book

    refuse_overwriting([run.path], [path for _, path in run.wanted])
    book = load_book(run.path, registry, shown_progress)
    lines = run.form == "json" or any(one.reads_lines(1) for one, _ in run.wanted)
    question = BookQuestion(run.period, run.agreements, lines, run.settlement)
    settled = settle_book(book, registry, question, shown_progress)
    printed = _form(run.form)(settled)
    reports = [each for one in run.wanted for each in _reports(*one, settled)]
    refuse_overwriting([run.path, *_read(book, settled.period)], [path for path, _ in reports])
    write_reports(reports)
    for _, path in run.wanted:
        tell(f"wrote {path}")
    write_bytes(printed)
    tell_findings(book.warnings)
    if settled.failed:
        _tell_failures(settled)
        sys.exit(FINDINGS)


def _read(book: Book, period: str) -> Iterator[Path]:
    """Yield the contracts and the facts that a book names."""
    from vbc_rules.settlement.book import PERIOD

    folder = Path(book.file).parent
    for one in book.agreements:
        for named in (one.entry.contract, one.entry.facts.replace(PERIOD, period)):
            if named:
                yield folder / named


def _form(name: str) -> Callable[[BookSettlement], bytes]:
    from vbc_rules.reports.text.book import book_csv, book_text
    from vbc_rules.statements.book_document import book_json

    return {"text": book_text, "json": book_json, "csv": book_csv}[name]


@attrs.frozen
class Asked:
    """Whom a command is about: an entity of a contract's facts, or an agreement of a book."""

    path: Path
    facts: tuple[Path, ...]
    entity: str | None
    agreement: str | None
    period: str | None
    layout: str | None
    results: Path | None
    locked: Path | None = None
    settlement: str = ""
    priors: tuple[Path, ...] = ()

    def row(self, settler: Settler) -> int:
        """Return the row of the facts; an agreement has facts of its own."""
        return settler.facts.row(self.entity) if self.entity is not None else 0


def settler_for(asked: Asked) -> Settler:
    """Return what settles and explains whom a command is about; raises Refusal."""
    if not is_book(asked.path):
        refuse_options(asked.path, {"--agreement": asked.agreement})
        facts = required("--facts", asked.facts)
        required("--entity", asked.entity)
        registry = registry_for(asked.path, asked.locked, asked.layout)
        bound = bound_contract(asked.path, asked.period, registry, asked.settlement)
        before = read_priors(asked.priors, bound)
        table = facts_for(bound, facts, asked.layout, registry, asked.results, before)
        return Settler(bound, table, priors=before)
    of_contracts = {"--facts": asked.facts, "--entity": asked.entity, "--layout": asked.layout,
                    "--results": asked.results, "--locked": asked.locked,
                    "--prior": asked.priors}  # fmt: skip
    refuse_options(asked.path, of_contracts)
    return _book_settler(asked, required("--agreement", asked.agreement))


def _book_settler(asked: Asked, id: str) -> Settler:
    from vbc_rules.agreements.load import load_book
    from vbc_rules.settlement.book import BookQuestion, BookSettler, agreements_asked, period_of

    registry = Registry.installed()
    book = load_book(asked.path, registry, shown_progress)
    [agreement, *_] = agreements_asked(book, (id,))
    period = period_of(book, [agreement], asked.period)
    question = BookQuestion(asked.period, settlement=asked.settlement)
    return BookSettler(book, registry, period, question).settler(agreement)


def _reports(form: ReportFormat, path: Path, book: BookSettlement) -> Iterable[tuple[Path, bytes]]:
    """Yield one report of all agreements, or one for each where the path says so."""
    if AGREEMENT not in str(path):
        yield path, rendered(form, [one.settlement for one in book.settled])
        return
    for one in book.settled:
        yield Path(str(path).replace(AGREEMENT, one.agreement)), rendered(form, [one.settlement])


def _tell_failures(book: BookSettlement) -> None:
    """Write to standard error why agreements were not settled, each finding once."""
    found = in_reading_order(book.findings)
    click.echo(findings_text(found, color=sys.stderr.isatty()), err=True, nl=False)
    tell(f"{counted(len(book.failed), 'agreement')} not settled")
