"""The meaning of `measures:`: which quality measure an entry of a scoring stream stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Model, agreed_terms
from vbc_rules.contracts.meaning.terms import years_of_term
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.forms import by_entry, stated_values
from vbc_rules.contracts.written.sections import written_streams
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.hooks.quality import Measure
from vbc_rules.hooks.registry import Registry

DIRECTION = "lower_is_better"
"""The parameter by which scoring models are told the direction of a measure."""


@attrs.frozen
class WrittenMeasure:
    """An entry of `measures:` as it is written: `stream` is where its stream stands."""

    stream: Pointer
    entry: str
    id: str

    @property
    def at(self) -> Pointer:
        """Return where the id is written."""
        return (*self.stream, "measures", self.entry)


def written_measures(document: Located, shape: Shape) -> Iterator[WrittenMeasure]:
    """Yield the entries of `measures:` whose shape is sound, stream by stream."""
    for at, stream in written_streams(document):
        written = stream.get("measures") if isinstance(stream, dict) else None
        for entry, id in written.items() if isinstance(written, dict) else ():
            if shape.is_sound((*at, "measures", entry)):
                yield WrittenMeasure(at, entry, id)


def check_measures(
    document: Located, shape: Shape, models: Mapping[Pointer, Model], registry: Registry
) -> Iterator[Diagnostic]:
    """Yield every finding about the measures that streams name."""
    first: dict[tuple[Pointer, str], str] = {}
    for one in written_measures(document, shape):
        place = document.place_of(one.at)
        key = (one.stream, one.id)
        if key in first:
            message = f"The measure `{one.id}` stands for `{first[key]}` and for `{one.entry}`."
            hint = "name each measure once; it would count twice"
            yield Diagnostic("VBC810", message, place, hint)
            continue
        first[key] = one.entry
        try:
            measure = registry.quality_measure(one.id, place)
        except Refusal as refusal:
            yield from refusal.diagnostics
            continue
        yield from _outside_years(document, shape, one, measure)
        if one.stream in models:
            yield from _against_terms(document, shape, one, measure, models[one.stream])


def _outside_years(
    document: Located, shape: Shape, one: WrittenMeasure, measure: Measure
) -> Iterator[Diagnostic]:
    first, last = measure.first_year, measure.last_year
    outside = [
        str(start.year)
        for start, _ in years_of_term(document, shape)
        if (first and start.year < first) or (last and start.year > last)
    ]
    if outside:
        span = f"{first or 'ever'} to {last or 'now'}"
        message = f"`{measure.id}` is not the measure of {', '.join(outside)}, as it covers {span}."
        hint = "name the version of the measure that the years have"
        yield Diagnostic("VBC814", message, document.place_of(one.at), hint)


def _against_terms(
    document: Located, shape: Shape, one: WrittenMeasure, measure: Measure, model: Model
) -> Iterator[Diagnostic]:
    """Yield what the measure contradicts in the parameters of its stream."""
    entries = list(_entries(document, shape, one.stream, model))
    known = sorted({name for names, *_ in entries for name in names})
    if known and one.entry not in known:
        meant = did_you_mean(one.entry, known)
        hint = f"did you mean `{meant}`?" if meant else f"entries are {', '.join(known)}"
        message = f"No parameter of the stream has an entry `{one.entry}`."
        yield Diagnostic("VBC812", message, document.key_place_of(one.at), hint)
    for names, parameter, value, at in entries:
        if parameter == DIRECTION and names == (one.entry,) and value is measure.higher_is_better:
            better = "higher" if measure.higher_is_better else "lower"
            message = f"`{one.entry}` is `{measure.id}`, of which {better} results are better."
            hint = f"write {str(not value).lower()}, or name the measure that is meant"
            yield Diagnostic("VBC811", message, document.place_of(at), hint)


def _entries(
    document: Located, shape: Shape, stream: Pointer, model: Model
) -> Iterator[tuple[tuple[str, ...], str, Any, Pointer]]:
    """Yield (entries, parameter, value, where) of every sound parameter that varies."""
    written = dict(written_streams(document))[stream].get("parameters")
    terms = agreed_terms(model)
    for name, raw in written.items() if isinstance(written, dict) else ():
        at: Pointer = (*stream, "parameters", name)
        if name not in terms or not terms[name].term.axes or not shape.is_sound(at):
            continue
        for stated in stated_values(terms[name], raw, at):
            for entries, value, where in by_entry(terms[name], stated):
                yield entries, name, value, where
