"""The meaning of `facts:`: which clause of which stream computes a fact, and whether it can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from vbc_rules.contracts.agreed import Model, edition_of
from vbc_rules.contracts.build_terms import source_of
from vbc_rules.contracts.located import Located, Pointer
from vbc_rules.contracts.meaning_terms import years_of_term
from vbc_rules.contracts.sections import written_streams
from vbc_rules.contracts.shape import Shape
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.suggest import did_you_mean
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
    named = _named(document, shape)
    known = {name: models[at] for name, at in named.items() if at in models}
    years = [first.year for first, _ in years_of_term(document, shape)]
    feeds = list(_written(document, shape, named, models))
    findings = [one for fed in feeds for one in _misfits(fed, named, known, years)]
    yield from findings
    if feeds and not findings and len(known) == len(list(written_streams(document))):
        yield from _circles(feeds, known, years)


def _named(document: Located, shape: Shape) -> dict[str, Pointer]:
    """Return where each stream stands, by its name; of two with one name, the first."""
    found: dict[str, Pointer] = {}
    for at, stream in written_streams(document):
        if document.has((*at, "name")) and shape.is_sound((*at, "name")):
            found.setdefault(stream["name"], at)
    return found


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


def _misfits(
    fed: _Fed, named: Mapping[str, Pointer], known: Mapping[str, Model], years: list[int]
) -> Iterator[Diagnostic]:
    if not fed.source.clause or fed.source.use not in named:
        yield _unknown_stream(fed, named, known)
    elif fed.source.use in known:
        yield from _against(fed, known[fed.source.use], years)


def _unknown_stream(
    fed: _Fed, named: Mapping[str, Pointer], known: Mapping[str, Model]
) -> Diagnostic:
    name = fed.source.use
    if name not in named:
        near = did_you_mean(name, named)
        meant = f"{near}.{fed.source.clause}" if fed.source.clause else near
        hint = f"did you mean `{meant}`?" if near else f"streams are {', '.join(named)}"
        return Diagnostic("VBC216", f"The contract has no stream `{name}`.", fed.place, hint)
    results = f"{name}.{_results(known[name])[0]}" if name in known else "stream.clause"
    message = f"`{name}` is a stream, but no clause of it is named."
    return Diagnostic("VBC216", message, fed.place, f"write `{results}`")


def _results(model: Model) -> tuple[str, ...]:
    return model.edition(model.edition_years()[-1]).results


def _against(fed: _Fed, model: Model, years: list[int]) -> Iterator[Diagnostic]:
    """Yield why the clause of a known model cannot be the fact, if so in any year."""
    clauses = model.edition(model.edition_years()[-1]).clauses
    if fed.source.clause not in clauses:
        near = did_you_mean(fed.source.clause, clauses)
        meant = f"did you mean `{fed.source.use}.{near}`?"
        hint = meant if near else f"its results are {', '.join(_results(model))}"
        message = f"The stream `{fed.source.use}` has no clause `{fed.source.clause}`."
        yield Diagnostic("VBC216", message, fed.place, hint)
        return
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
    for year in years:
        if any(edition_of(one.model, year) is None for one in uses):
            continue
        try:
            compose("contract", "Contract", uses, year)
        except CircularError as error:
            yield _circle(error.circle, feeds, uses)
            return


def _circle(circle: tuple[str, ...], feeds: list[_Fed], uses: list[Use]) -> Diagnostic:
    prefix = prefixes(uses)
    place = next(one.place for one in feeds if prefix[one.stream] + one.fact in circle)
    message = f"A fact needs itself: {' -> '.join(circle)}."
    return Diagnostic("VBC218", message, place, "let one of these facts be reported")
