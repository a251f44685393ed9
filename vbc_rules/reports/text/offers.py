"""Contracts side by side as text, JSON and CSV: what each pays now, at worst and at best."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction

from vbc_rules.diagnostics.text import plain
from vbc_rules.reports.csv_text import csv_text
from vbc_rules.reports.formatting import csv_number, dollars
from vbc_rules.reports.text.layout import Cell, aligned
from vbc_rules.reports.text.sweep import shown
from vbc_rules.settlement.choosing import Case, Choice, Offer
from vbc_rules.statements.numbers import exact_text

VERSION = 1
"""Of the JSON form; a change that breaks its readers makes a new one."""


def offers(choice: Choice, form: str) -> bytes:
    """Return the contracts side by side as "text" for a terminal, as "json" or as "csv"."""
    return {"text": _text, "json": _json, "csv": _csv}[form](choice)


def heading(choice: Choice) -> str:
    """Return what is compared, in a line."""
    count = len(choice.offers)
    contracts = "contract pays" if count == 1 else "contracts pay"
    return f"What {count} {contracts} {choice.entity}, performance period {choice.period}"


def where(choice: Choice, case: Case) -> str:
    """Return the values of the ranged facts at which a payment comes about."""
    units = {one.fact: one.unit for one in choice.ranges}
    return ", ".join(f"{fact} {shown(units[fact], value)}" for fact, value in case.at)


def _text(choice: Choice) -> bytes:
    title = plain(heading(choice))
    lines = [title, "=" * len(title), *_ranges(choice), *_table(choice), *_remarks(choice)]
    return ("\n".join(lines) + "\n").encode()


def _ranges(choice: Choice) -> Iterator[str]:
    for one in choice.ranges:
        yield plain(f"{one.fact} from {shown(one.unit, one.start)} to {shown(one.unit, one.end)}")
    if choice.ranges:
        yield ""


def _table(choice: Choice) -> Iterator[str]:
    header = [Cell("Contract"), Cell("Payment", right=True)]
    if choice.ranges:
        header += [Cell("Lowest", right=True), Cell("at"), Cell("Highest", right=True), Cell("at")]
    rows = [header]
    for one in choice.offers:
        rows.append(_row(choice, one))
        if len(one.parts) > 1:
            rows += [_part(name, amount, len(header)) for name, amount in one.parts]
    return aligned(rows)


def _row(choice: Choice, offer: Offer) -> list[Cell]:
    row = [Cell(offer.contract), Cell(dollars(offer.payment), right=True)]
    if choice.ranges:
        for case in (offer.lowest, offer.highest):
            row += [Cell(dollars(case.payment), right=True), Cell(where(choice, case))]
    return row


def _part(name: str, amount: Fraction, width: int) -> list[Cell]:
    return [Cell(f"  {name}"), Cell(dollars(amount), right=True), *[Cell("")] * (width - 2)]


def _remarks(choice: Choice) -> Iterator[str]:
    still = [one for one in choice.offers if one.still]
    if still:
        yield ""
    for one in still:
        yield plain(f"{one.contract} does not read {', '.join(one.still)}.")


def _json(choice: Choice) -> bytes:
    document = {
        "version": VERSION,
        "entity": choice.entity,
        "period": choice.period,
        "ranges": [
            {"fact": one.fact, "from": exact_text(one.start), "to": exact_text(one.end)}
            for one in choice.ranges
        ],
        "offers": [_offer(one) for one in choice.offers],
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _offer(offer: Offer) -> dict[str, object]:
    return {
        "contract": offer.contract,
        "title": offer.title,
        "result": offer.result,
        "payment": exact_text(offer.payment),
        "streams": {name: exact_text(amount) for name, amount in offer.parts},
        "lowest": _case(offer.lowest),
        "highest": _case(offer.highest),
        "does_not_read": list(offer.still),
    }


def _case(case: Case) -> dict[str, object]:
    at = {fact: exact_text(value) for fact, value in case.at}
    return {"payment": exact_text(case.payment), "at": at}


def _csv(choice: Choice) -> bytes:
    facts = [one.fact for one in choice.ranges]
    ends = [f"{end}:{fact}" for end in ("lowest", "highest") for fact in ("payment", *facts)]
    header = ["contract", "entity", "period", "payment", *ends]
    return csv_text([header, *(_cells(choice, one, facts) for one in choice.offers)])


def _cells(choice: Choice, offer: Offer, facts: Sequence[str]) -> Iterator[str]:
    yield from (offer.contract, choice.entity, choice.period, csv_number(offer.payment))
    for case in (offer.lowest, offer.highest):
        at = dict(case.at)
        yield csv_number(case.payment)
        yield from (csv_number(at[fact]) if fact in at else "" for fact in facts)
