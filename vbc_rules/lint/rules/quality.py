"""Streams and measures that count for nothing, or lack a term."""

from __future__ import annotations

from collections.abc import Iterator

from vbc_rules.contracts.written.forms import by_entry
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.lint.subject import LintedContract

_EARLIER = (
    *("baseline", "prior", "previous", "before", "earlier", "last year", "last_year"),
    *("improve", "change", "gain", "rise", "rose"),
)
"""Words by which a fact tells that it is, or is compared with, an earlier result."""


def streams_that_feed_nothing(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the scores of quality that no other stream uses."""
    used = {feed.source.use for one in subject.contract.streams for feed in one.facts.values()}
    used |= _named_in_settlement(subject)
    for stream in subject.streams:
        if not stream.pays and stream.stated.name not in used and not stream.pays_dollars:
            message = f"`{stream.stated.name}` scores quality, and nothing uses its score."
            hint = "feed it to a payment under `facts:`, or delete the stream"
            yield subject.on_key("VBC936", message, stream.at, hint)


def _named_in_settlement(subject: LintedContract) -> set[str]:
    """Return the streams that a section of steps across streams may name."""
    if not subject.document.has(("settlement",)):
        return set()
    text = str(subject.document.value["settlement"])
    return {one.name for one in subject.contract.streams if f"{one.name}." in text}


def measures_that_count_nothing(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the entries whose weight is 0."""
    for term in subject.terms:
        is_weight = "weight" in term.name.rpartition(".")[2].split("_")
        if not is_weight or term.agreed.table is not None or not term.agreed.term.axes:
            continue
        for entries, raw, at in by_entry(term.agreed, term.stated):
            if not isinstance(raw, bool) and raw == 0:
                message = f"`{entries[-1]}` has the {term.name} 0: its result counts for nothing."
                hint = "delete the entry, or say its weight"
                yield subject.finding("VBC938", message, at, hint)


def improvement_without_baseline(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the terms about improvement in streams that read no earlier result."""
    for term in subject.terms:
        facts = [
            f"{one.name} {one.declaration.title.lower()}" for one in term.stream.edition.facts()
        ]
        reads_earlier = any(word in fact for fact in facts for word in _EARLIER)
        if "improvement" in term.name and not reads_earlier:
            message = f"`{term.name}` is about improvement, and no fact is an earlier result."
            hint = "name a model that reads a baseline, or leave it out"
            yield subject.on_key("VBC940", message, term.at, hint)
