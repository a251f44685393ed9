"""The meaning of `facts:`: which clause of which stream computes a fact, and whether it can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from vbc_rules.contracts.building.terms import source_of
from vbc_rules.contracts.declared.agreed import Model, edition_of
from vbc_rules.contracts.meaning.names import Names, has_unread_streams, named_streams
from vbc_rules.contracts.meaning.terms import years_of_term
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.sections import written_streams
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.language import Edition
from vbc_rules.language.composition import Source, Use, compose, misfit, prefixes
from vbc_rules.language.errors import CircularError


@attrs.frozen
class _Fed:
    """A fact that is to be computed, as it is written."""

    stream: str
    model: Model
    fact: str
    source: Source
    place: Place


def check_feeds(
    document: Located, shape: Shape, models: Mapping[Pointer, Model]
) -> Iterator[Diagnostic]:
    """Yield every finding about the facts that streams compute for each other."""
    named = named_streams(document, shape)
    known = {name: models[at] for name, at in named.items() if at in models}
    years = [first.year for first, _ in years_of_term(document, shape)]
    unread = has_unread_streams(document, named)
    names = Names("VBC216", named, known, unread=unread)
    feeds = list(_written(document, shape, named, models))
    findings = [one for fed in feeds for one in _misfits(fed, names, years)]
    yield from findings
    read = all(fed.source.use in known for fed in feeds)
    if feeds and read and not findings and len(known) == len(list(written_streams(document))):
        yield from _circles(feeds, known, years)


def _written(
    document: Located,
    shape: Shape,
    named: Mapping[str, Pointer],
    models: Mapping[Pointer, Model],
) -> Iterator[_Fed]:
    """Yield the facts that are written soundly, for streams whose model is known."""
    streams = dict(written_streams(document))
    for name, stream in named.items():
        at = (*stream, "facts")
        if stream not in models or not document.has(at):
            continue
        written = streams[stream]["facts"]
        for fact, source in written.items() if isinstance(written, dict) else ():
            if shape.is_sound((*at, fact)):
                place = document.place_of((*at, fact))
                yield _Fed(name, models[stream], fact, source_of(source), place)


def _misfits(fed: _Fed, names: Names, years: list[int]) -> Iterator[Diagnostic]:
    unknown = names.unknown(fed.source, fed.place)
    if unknown is not None:
        yield unknown
    elif fed.source.use in names.models:
        yield from _against(fed, names.models[fed.source.use], years)


def _against(fed: _Fed, model: Model, years: list[int]) -> Iterator[Diagnostic]:
    """Yield why the clause of a known model cannot be the fact, if so in any year."""
    for own, other in _editions(fed, model, years):
        found = misfit(own.terms[fed.fact], fed.source.clause, other)
        if found is not None:
            message = f"`{fed.fact}` of `{fed.stream}` {found.message} (`{fed.source}`)."
            yield Diagnostic("VBC217", message, fed.place, found.hint)
            return


def _editions(fed: _Fed, model: Model, years: list[int]) -> Iterator[tuple[Edition, Edition]]:
    """Yield the editions of both models in each year in which the first reads the fact."""
    for year in years:
        if edition_of(fed.model, year) is None or edition_of(model, year) is None:
            continue  # the check of the term tells it
        own = fed.model.edition(year)
        if fed.fact in own.terms:
            yield own, model.edition(year)


def _circles(
    feeds: list[_Fed], known: Mapping[str, Model], years: list[int]
) -> Iterator[Diagnostic]:
    """Yield the first circle of clauses in any year of the term."""
    uses = [
        Use(name, model, {one.fact: one.source for one in feeds if one.stream == name})
        for name, model in known.items()
    ]
    for year in _years_of_change(uses, years):
        try:
            compose("contract", "Contract", uses, year)
        except CircularError as error:
            yield _circle(error.circle, feeds, uses)
            return


def _years_of_change(uses: list[Use], years: list[int]) -> Iterator[int]:
    """Yield a year for each combination of editions: the others have the same clauses."""
    seen: set[tuple[int | None, ...]] = set()
    for year in years:
        editions = tuple(edition_of(one.model, year) for one in uses)
        if editions not in seen and None not in editions:
            seen.add(editions)
            yield year


def _circle(circle: tuple[str, ...], feeds: list[_Fed], uses: list[Use]) -> Diagnostic:
    prefix = prefixes(uses)
    place = next(one.place for one in feeds if prefix[one.stream] + one.fact in circle)
    message = f"A fact needs itself: {' -> '.join(circle)}."
    return Diagnostic("VBC218", message, place, "let one of these facts be reported")
