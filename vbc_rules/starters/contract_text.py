"""The text of a new contract: every term with what it means, placeholders that are marked."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.contracts.schema.described import described
from vbc_rules.contracts.schema.editors import first_line
from vbc_rules.starters.terms import Proposed
from vbc_rules.starters.yaml_text import AGREE, comment, commented, pair, scalar

_BELOW = "      "  # where parameters stand in a stream


@attrs.frozen
class NewContract:
    """What the head of a new contract says. `schema` is the way to the schema, or empty."""

    name: str
    model: Model
    carrier: str
    versions: str
    year: int
    schema: str = ""


def contract_text(new: NewContract, terms: tuple[Proposed, ...]) -> str:
    """Return a contract of one stream: its required terms are stated, the others shown."""
    return "\n".join([*_head(new), *_stream(new, terms)]) + "\n"


def _head(new: NewContract) -> Iterator[str]:
    namespace = new.model.id.partition(".")[0]
    if new.schema:
        yield first_line(new.schema).rstrip()
    yield from comment(f"{new.model.title()} ({new.model.id}).")
    yield "# What is marked `agree on this` stands in for what the parties agree; put the place of"
    yield "# the agreement beside it, as {value: 0.5, cites: Agreement 4.2}."
    yield f"contract: {new.name}"
    yield f"title: {scalar(new.model.title())}{AGREE}"
    yield f"carrier: {new.carrier}{AGREE}"
    yield f'plugins: {{{namespace}: "{new.versions}"}}'
    yield f"term: {{from: {new.year}-01-01, to: {new.year}-12-31}}{AGREE}"
    yield f"line_of_business: commercial{AGREE}"
    yield "parties:"
    yield f"  payer: Name of the payer{AGREE}"
    yield f"  provider: Name of the provider{AGREE}"


def _stream(new: NewContract, terms: tuple[Proposed, ...]) -> Iterator[str]:
    yield "payment:"
    yield f"  - name: {new.model.id.partition('.')[2]}"
    yield f"    model: {new.model.id}"
    if not any(term.stated for term in terms):
        yield from (line for term in terms for line in _shown(term, "    parameters:"))
        return
    yield "    parameters:"
    for term in terms:
        yield from comment(described(term.agreed), _BELOW)
        yield from _stated(term) if term.stated else commented(_stated(term), _BELOW)


def _shown(term: Proposed, above: str) -> Iterator[str]:
    """Yield an optional term of a model that requires none, with the key it stands below."""
    yield from comment(described(term.agreed), "    ")
    yield f"    # {above.strip()}"
    yield from commented(_stated(term), "    ")


def _stated(term: Proposed) -> Iterator[str]:
    name = term.agreed.term.name
    if term.agreed.term.axes:
        yield f"{_BELOW}{name}:"
        yield from pair("entries", term.value, f"{_BELOW}  ", AGREE)
    else:
        yield from pair(name, term.value, _BELOW, AGREE)
