"""The settlement of a book as a JSON document, for other programs.

Its settlements have the form of the settlement document; the rest is what the book adds:
totals, and the agreements that could not be settled. schemas/book-settlement.schema.json is
the written form of the schema.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.statements.book import BookSettlement, ContractTotal, NotSettled
from vbc_rules.statements.document import as_json, to_document
from vbc_rules.statements.document_schema import definitions, list_of, number, object_of, text
from vbc_rules.statements.numbers import exact_text

FORMAT = "vbc-rules/book-settlement"
"""What the document says of itself, so that no other file is taken for one."""

VERSION = 1
"""The version of the form. It changes when a reader of the old form would go wrong."""


def book_document(book: BookSettlement) -> dict[str, Any]:
    """Return the settlement of a book as plain dictionaries, lists, texts and numbers."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "book": book.book,
        "title": book.title,
        "book_file": book.book_file,
        "book_sha256": book.book_sha256,
        "period": book.period,
        "settled": len(book.settled),
        "failed": len(book.failed),
        "not_effective": book.not_effective,
        "total": exact_text(book.total()),
        "contracts": [_contract(one) for one in book.by_contract()],
        "settlements": to_document(one.settlement for one in book.settled)["settlements"],
        "failures": [_failure(one) for one in book.failed],
    }


def book_json(book: BookSettlement) -> bytes:
    """Return the document as UTF-8 text; the same settlements always give the same bytes."""
    return as_json(book_document(book))


def book_settlement_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12, written with draft-07 keywords plus `$defs`)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settlement of a book by vbc-rules",
        **object_of(
            "The settlements of a book's agreements for one period, and what failed.",
            format={"const": FORMAT, "description": "Always this text."},
            version={"const": VERSION, "description": "The version of this form."},
            book=text("Id of the book."),
            title=text("Title of the book."),
            book_file=text("The book's file."),
            book_sha256=text("SHA-256 of the book in canonical form."),
            period=text("The performance period, such as 2024."),
            settled=_count("How many agreements were settled."),
            failed=_count("How many agreements could not be settled."),
            not_effective=_count("How many agreements have no day in the period."),
            total=number("Sum of the main results that are dollars, of all that were settled."),
            contracts=list_of("contract_total", "Totals, one for each contract."),
            settlements=list_of("settlement", "One for each agreement that was settled."),
            failures=list_of("failure", "The agreements that were not settled, and why."),
        ),
        "$defs": {
            **definitions(),
            "contract_total": _contract_schema(),
            "failure": _failure_schema(),
            "finding": _finding_schema(),
        },
    }


def book_settlement_schema_text() -> str:
    """Return the schema as its committed file has it."""
    return json.dumps(book_settlement_schema(), indent=2) + "\n"


def _contract(one: ContractTotal) -> dict[str, Any]:
    return {
        "contract": one.contract,
        "title": one.title,
        "result": one.result,
        "settled": one.settled,
        "total": exact_text(one.total) if isinstance(one.total, Fraction) else None,
    }


def _failure(one: NotSettled) -> dict[str, Any]:
    return {
        "agreement": one.agreement,
        "contract": one.contract,
        "provider": one.provider,
        "entity": one.entity,
        "findings": [_finding(each) for each in one.findings],
    }


def _finding(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "message": one.message,
        "hint": one.hint,
        "place": str(one.place) if one.place else "",
    }


def _contract_schema() -> dict[str, Any]:
    return object_of(
        "The agreements on one contract that were settled.",
        contract=text("Id of the contract."),
        title=text("Title of the contract."),
        result=text("The main result in words."),
        settled=_count("How many were settled."),
        total={
            "type": ["string", "null"],
            "description": "Sum of the main results in dollars, null where they are no money.",
        },
    )


def _failure_schema() -> dict[str, Any]:
    return object_of(
        "An agreement that was not settled; a text is empty where the book cannot be read.",
        agreement=text("Id of the agreement."),
        contract=text("The contract's file, as the book names it."),
        provider=text("Name of the provider."),
        entity=text("Whom the facts are about."),
        findings=list_of("finding", "Everything that is wrong with it."),
    )


def _finding_schema() -> dict[str, Any]:
    return object_of(
        "One thing that is wrong.",
        code=text("Its code, such as VBC255."),
        message=text("What is wrong."),
        hint=text("What to write instead, or empty."),
        place=text("Where it is written, as file:line:col, or empty."),
    )


def _count(description: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "description": description}
