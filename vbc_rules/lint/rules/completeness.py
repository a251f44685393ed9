"""What a contract does not state: a rule for each of the items of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from vbc_rules.contracts.contract import Stream
from vbc_rules.contracts.declared.provisions import ITEMS, PAYING, Item
from vbc_rules.contracts.text.located import Pointer
from vbc_rules.contracts.written.provisions import gaps
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.hooks.declarations import LintRule
from vbc_rules.language.tree import COMPARISONS, Value
from vbc_rules.lint.subject import LintedContract, LintedStream

VAGUE = frozenset({"all", "any", "other", "various", "several", "mixed", "unknown", "tbd", "none"})
"""Words that name no line of business."""
FIGURES = frozenset({"Rate", "Points", "Percentile"})
BENCHMARKS = ("benchmark", "budget", "base_")
SMALL_NUMBERS = ("minimum_denominator", "minimum_cases", "minimum_measures", "least_denominator")


def completeness_rules() -> list[LintRule]:
    """Return the rule of each item."""
    return [
        LintRule(item.code, CODES[item.code], "warning", partial(_check, item)) for item in ITEMS
    ]


def _check(item: Item, subject: LintedContract) -> Iterator[Diagnostic]:
    if item.key in subject.contract.provisions:
        yield from _gaps(item, subject)
        return
    missing = f"The contract does not say {item.question}."
    if item.number == "M002":
        if subject.contract.line_of_business in VAGUE:
            hint = f"name it, such as `{item.example}`"
            yield subject.finding(item.code, missing, ("line_of_business",), hint)
    elif concerns(item, subject) and not stated(item, subject):
        hint = f"write `{item.example}` under `provisions:`, or `not_applicable:` and why"
        yield subject.on_key(item.code, missing, _where(subject), hint)


def _where(subject: LintedContract) -> Pointer:
    """Return where provisions stand: a contract without any has them before its payments."""
    return ("provisions",) if subject.document.has(("provisions",)) else ("payment",)


def _gaps(item: Item, subject: LintedContract) -> Iterator[Diagnostic]:
    open_fields = list(gaps(subject.contract.provisions[item.key]))
    if open_fields:
        names = " and ".join(f"`{one.name}`" for one in open_fields)
        message = f"`{item.key}` leaves open {names}."
        first = open_fields[0]
        hint = f"`{first.name}`: {first.title[0].lower()}{first.title[1:].rstrip('.')}"
        yield subject.on_key(item.code, message, ("provisions", item.key), hint)


# ---- which contracts an item concerns


def concerns(item: Item, subject: LintedContract) -> bool:
    """Tell whether the streams of a contract are of the kinds that an item is about."""
    return any(_is_about(item, one) for one in subject.streams) and _ASKED[item.asked](subject)


def _is_about(item: Item, stream: LintedStream) -> bool:
    if stream.kind:
        return stream.kind in item.kinds
    return item.kinds >= PAYING  # a model of no declared kind: only what all contracts need


def _of_quality(subject: LintedContract) -> bool:
    return any(
        one.stated.measures
        or one.kind == "performance"
        or any(_is_of_quality(name, one) for name in _moving_facts(one, subject))
        for one in subject.streams
    )


def _is_of_quality(name: str, stream: LintedStream) -> bool:
    declared = stream.model.arrangement
    return "quality" in name or (declared is not None and name in declared.quality)


def _of_benchmark(subject: LintedContract) -> bool:
    """Tell whether spending is held against an amount from other years or people."""
    return any(
        one.kind in {"population", "episode"}
        or any(word in name for name in _moving_facts(one, subject) for word in BENCHMARKS)
        for one in subject.streams
    )


def _moving_facts(stream: LintedStream, subject: LintedContract) -> frozenset[str]:
    """Return the facts that move a result under these terms, computed ones too."""
    facts = frozenset(fact.name for fact in stream.edition.facts())
    if not subject.outlooks:
        return facts
    moving = frozenset().union(*(one.moving for one in subject.outlooks))
    fed = {name for name in facts if name in stream.stated.facts}
    return frozenset(
        name for name in facts if name in fed or subject.full_name(stream, name) in moving
    )


def _of_several_payments(subject: LintedContract) -> bool:
    """Tell whether two payments stand beside each other with nothing that orders them."""
    paying = {one.stated.name for one in subject.streams if one.pays and one.pays_dollars}
    groups: list[set[str]] = [{one.name} for one in subject.contract.streams]
    for stream in subject.contract.streams:
        together = {stream.name, *_sources(stream)}
        joined = [one for one in groups if one & together]
        groups = [one for one in groups if not one & together] + [set().union(*joined)]
    return sum(bool(one & paying) for one in groups) > 1


def _sources(stream: Stream) -> Iterator[str]:
    for feed in stream.facts.values():
        yield feed.source.use


def _of_reported_figures(subject: LintedContract) -> bool:
    """Tell whether a figure that is reported is held against a threshold of the contract."""
    return any(_compares_a_figure(one, subject) for one in subject.streams)


def _compares_a_figure(stream: LintedStream, subject: LintedContract) -> bool:
    reported = _moving_facts(stream, subject) - stream.stated.facts.keys()
    return any(_is_figure(one, reported) for one in _compared(stream.edition.nodes()))


def _compared(nodes: Iterable[Value]) -> Iterator[Value]:
    for node in nodes:
        if node.op in COMPARISONS:
            yield from node.args
        elif node.op == "lookup":
            yield node.args[2]


def _is_figure(value: Value, reported: frozenset[str]) -> bool:
    return value.op == "leaf" and value.unit.id in FIGURES and value.args[0] in reported


_ASKED: Mapping[str, Callable[[LintedContract], bool]] = {
    "always": lambda _: True,
    "of_quality": _of_quality,
    "of_benchmark": _of_benchmark,
    "of_several_payments": _of_several_payments,
    "of_reported_figures": _of_reported_figures,
}


# ---- what other parts of the contract state


def stated(item: Item, subject: LintedContract) -> bool:
    """Tell whether a part of the contract other than its provisions states an item."""
    if item.number == "M018" and subject.document.has(("settlement",)):
        return True
    if item.number in _BY_MEASURES and _BY_MEASURES[item.number](subject):
        return True
    return any(item.stated_by(name) for one in subject.streams for name in one.names())


def _measures_have_windows(subject: LintedContract) -> bool:
    named = [id for one in subject.streams for id in one.stated.measures.values()]
    return bool(named) and all(subject.registry.quality_measure(id).window for id in named)


def _measures_are_versions(subject: LintedContract) -> bool:
    """Tell whether the measures are named by id and few cases have a rule."""
    scoring = [one for one in subject.streams if one.stated.measures]
    names = {name.rpartition(".")[2] for one in scoring for name in one.names()}
    return bool(scoring) and bool(names & set(SMALL_NUMBERS))


_BY_MEASURES: Mapping[str, Callable[[LintedContract], bool]] = {
    "M003": _measures_have_windows,
    "M019": _measures_are_versions,
}
