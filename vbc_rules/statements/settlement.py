"""What a settlement says: immutable values, each with its reason.

Everything that comes after a settlement (reports, comparison, audit) reads these
values or their JSON form, and computes no amount of its own.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs

Scalar = Fraction | bool | str | None
"""An exact number, a yes/no, a choice, or None where the value is missing."""

LineKind = Literal["fact", "parameter", "constant", "table", "clause"]


@attrs.frozen
class Line:
    """One numbered line of an explanation.

    `value` is exact, in `unit` (an id of `vbc_rules.language.units`, such as "USD");
    `shown` is the same value as a person reads it. `formula` is the clause's own
    formula with the numbers in it and `because` the decision it took. `inputs` are
    the numbers of the lines it read. `source` is where the value or the clause is
    written: `file:line:col` of a fact or a parameter, `module:line` of a clause, since
    when a law holds.
    """

    number: int
    name: str
    kind: LineKind
    title: str
    unit: str
    value: Scalar
    shown: str
    formula: str = ""
    because: str = ""
    cites: str = ""
    inputs: tuple[int, ...] = ()
    source: str = ""


@attrs.frozen
class Bar:
    """One step of a waterfall, in dollars: `amount` is added to what stood before."""

    name: str
    title: str
    amount: Fraction
    line: int


@attrs.frozen
class Waterfall:
    """How a money result came about; the bars add up to `total` exactly."""

    result: str
    title: str
    bars: tuple[Bar, ...]
    total: Fraction


@attrs.frozen
class Result:
    """A clause that the contract pays or publishes; `line` is its explanation line."""

    name: str
    title: str
    unit: str
    value: Scalar
    shown: str
    line: int


@attrs.frozen
class PluginVersion:
    """An installed distribution that took part in the settlement."""

    namespace: str
    distribution: str
    version: str


@attrs.frozen
class ModelEdition:
    """The edition of a payment model that was used, with a hash of its terms."""

    stream: str
    model: str
    edition: str
    fingerprint: str


@attrs.frozen
class AppliedAmendment:
    """An amendment that applies in the period, and the first day on which it does."""

    name: str
    start: str


@attrs.frozen
class AgreementOrigin:
    """Where the terms come from that a book adds to a contract.

    `terms_sha256` is a hash of the contract with all that the agreement states.
    """

    agreement: str
    book: str
    book_file: str
    book_sha256: str
    terms_sha256: str
    tin: tuple[str, ...]
    npi: tuple[str, ...]
    amendments: tuple[AppliedAmendment, ...]


@attrs.frozen
class PriorSettlement:
    """An earlier settlement of the period whose payment this one takes off, by its document."""

    settlement: str
    file: str
    sha256: str


@attrs.frozen
class Provenance:
    """All that is needed to compute the same settlement again. There is no clock in it.

    `agreement` is None where a contract is settled without a book.
    """

    contract_sha256: str
    facts_sha256: str
    contract_file: str
    facts_file: str
    engine_version: str
    plugins: tuple[PluginVersion, ...]
    models: tuple[ModelEdition, ...]
    priors: tuple[PriorSettlement, ...] = ()
    agreement: AgreementOrigin | None = None


@attrs.frozen
class Settlement:
    """The settlement of one entity under one contract for one performance period.

    `settlement` names it where a contract has several in a period, such as interim and final.
    """

    contract: str
    title: str
    carrier: str
    payer: str
    provider: str
    entity: str
    period: str
    results: tuple[Result, ...]
    lines: tuple[Line, ...]
    waterfalls: tuple[Waterfall, ...]
    provenance: Provenance
    settlement: str = ""
