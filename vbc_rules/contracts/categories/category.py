"""The category of payment of a contract, computed from its terms.

Two questions decide it, and both are about every fact at once: can the provider owe losses, and
does quality still change what is paid? `evaluation.possible` answers them on the contract's
tree with the parameters that are agreed. Where the answer is no, the parameter that makes it so
is found by leaving it open: one whose other values would turn the answer is why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from vbc_rules.contracts.contract import Contract, Dated, Stream
from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.contracts.declared.categories import category_of, most_advanced
from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.possible import Possible, PossibleRun
from vbc_rules.hooks.declarations import Classified, ContractClassification
from vbc_rules.language import Arrangement, Edition
from vbc_rules.language.composition import Use, compose, prefixes
from vbc_rules.language.sources import Source


@attrs.frozen
class Why:
    """A parameter that decides an answer, by its name in the contract, and what was agreed."""

    term: str
    stated: Dated


@attrs.frozen
class Answer:
    """Whether something holds for some facts: by which clauses or facts, or why for none."""

    by: tuple[str, ...] = ()
    because: tuple[Why, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether it holds."""
        return bool(self.by)


@attrs.frozen
class StreamCategory:
    """The category of one stream. It is None where the stream pays nothing itself.

    `arrangement` is None where the model does not say what kind of payment it is, so that
    its category cannot be told.
    """

    stream: Stream
    arrangement: Arrangement | None
    category: str | None
    downside: Answer
    linked: Answer


@attrs.frozen
class ContractCategory:
    """The category of a contract from a first to a last day, with that of each stream.

    It is None where the model of a stream does not say what kind of payment it is.
    """

    start: date
    end: date
    streams: tuple[StreamCategory, ...]
    integrated: bool

    @property
    def told(self) -> bool:
        """Tell whether every model says what kind of payment it is."""
        return all(one.arrangement is not None for one in self.streams)

    @property
    def category(self) -> str | None:
        """Return the most advanced category of the streams."""
        return most_advanced(one.category for one in self.streams) if self.told else None

    @property
    def unlinked(self) -> tuple[str, ...]:
        """Return the streams that would be an alternative payment, were they linked to quality."""
        return tuple(one.stream.name for one in self.streams if (one.category or "").endswith("N"))

    def stream(self, name: str) -> StreamCategory:
        """Return the category of a stream by the stream's name."""
        return next(one for one in self.streams if one.stream.name == name)


def contract_categories(
    contract: Contract, models: Mapping[str, Model]
) -> tuple[ContractCategory, ...]:
    """Return the categories of a contract over its term; `models` has each model by its id.

    There is one for each time in which the terms give the same answers.
    """
    found: list[ContractCategory] = []
    for start, end in contract.times():
        one = ContractCategory(
            start,
            end,
            tuple(_Question(contract, models, start).streams()),
            contract.parties.integrated,
        )
        if found and attrs.evolve(one, start=found[-1].start, end=found[-1].end) == found[-1]:
            found[-1] = attrs.evolve(found[-1], end=end)
        else:
            found.append(one)
    return tuple(found)


def classes_of(contract: Contract, program: ContractClassification) -> tuple[Classified, ...]:
    """Return what a contract is in a program's own words.

    Raises:
        Refusal: VBC317 where the plugin that classifies fails.
    """
    try:
        return tuple(program.classify(contract))
    except Exception as error:  # whatever a plugin raises
        message = f"The classification {program.id} failed: {type(error).__name__}: {error}."
        hint = "tell the authors of the plugin"
        raise refuse("VBC317", message, contract.term.place, hint) from error


class _Question:
    """What the terms of one day answer."""

    def __init__(self, contract: Contract, models: Mapping[str, Model], day: date) -> None:
        self.contract, self.models, self.day = contract, models, day
        uses = [
            Use(one.name, models[one.model], {name: fed.source for name, fed in one.facts.items()})
            for one in contract.streams
        ]
        self.prefix = prefixes(uses)
        self.edition = _edition(contract, uses, day.year)
        self.stated = dict(self._stated(day))
        self.parameters: dict[str, Any] = {name: one.value for name, one in self.stated.items()}
        self.run = PossibleRun(self.edition, self.parameters)
        self.quality = frozenset(self._quality())

    def streams(self) -> Iterator[StreamCategory]:
        """Yield the category of each stream."""
        for one in self.contract.streams:
            yield self._stream(one, self.models[one.model].arrangement)

    def _stream(self, stream: Stream, arrangement: Arrangement | None) -> StreamCategory:
        if arrangement is None or arrangement.kind == "scoring":
            return StreamCategory(stream, arrangement, None, Answer(), Answer())
        prefix = self.prefix[stream.name]
        losses = tuple(
            prefix + one for one in arrangement.losses if prefix + one in self.edition.clauses
        )
        paid = next(one for one in self.edition.results if one.startswith(prefix))

        def owed(run: PossibleRun) -> tuple[str, ...]:
            return tuple(one for one in losses if run.outcome(one).may_exceed_zero)

        def decides(run: PossibleRun) -> tuple[str, ...]:
            read = run.outcome(paid).reads | self._read_by_steps(stream)
            return tuple(sorted(read & self.quality))

        downside, linked = self._answer(owed, prefix), self._answer(decides, prefix)
        category = category_of(
            arrangement,
            downside=downside.holds,
            linked=linked.holds,
            integrated=self.contract.parties.integrated,
        )
        return StreamCategory(stream, arrangement, category, downside, linked)

    def _answer(self, found: Callable[[PossibleRun], tuple[str, ...]], prefix: str) -> Answer:
        by = found(self.run)
        return Answer(by, () if by else tuple(self._because(found, prefix)))

    def _because(
        self, found: Callable[[PossibleRun], tuple[str, ...]], prefix: str
    ) -> Iterator[Why]:
        """Yield the parameters that alone, or with others that are 0, rule something out."""
        own = [name for name in self.stated if name.startswith(prefix)]
        deciding = [name for name in own if found(self._with_free([name]))]
        if not deciding:
            deciding = [name for name in own if self.parameters[name] in (0, False)]
            if not found(self._with_free(deciding)):
                return
            for name in tuple(deciding):  # leave out what the others can do without
                others = [one for one in deciding if one != name]
                deciding = others if found(self._with_free(others)) else deciding
        for name in deciding:
            yield Why(name, self.stated[name])

    def _with_free(self, names: list[str]) -> PossibleRun:
        return PossibleRun(self.edition, self.parameters, names)

    def _stated(self, day: date) -> Iterator[tuple[str, Dated]]:
        for stream in self.contract.streams:
            for term in stream.parameters.values():
                name = self.prefix[stream.name] + term.name
                applied = term.on(day)
                if applied is not None and name in self.edition.terms:
                    yield name, applied

    def _read_by_steps(self, stream: Stream) -> frozenset[str]:
        if self.contract.settlement is None:
            return frozenset()
        from vbc_rules.contracts.categories.steps import read_by_steps

        return read_by_steps(self.contract.settlement, stream.name, self.day, self._outcome)

    def _outcome(self, source: Source) -> Possible:
        """Return what a clause or a fact of a stream can be."""
        name = self.prefix[source.use] + source.clause
        if name in self.edition.clauses:
            return self.run.outcome(name)
        return Possible(facts=frozenset({name}))

    def _quality(self) -> Iterator[str]:
        """Yield the facts of all streams that say how good care was.

        One that a stream computes is no fact any more: the quality facts of that stream count
        in its place, or all its facts where its model does not say which are quality.
        """
        for stream in self.contract.streams:
            for name in self._quality_of(stream.model):
                fed = stream.facts.get(name)
                if fed is None:
                    yield self.prefix[stream.name] + name
                elif not self._quality_of(self.contract.stream(fed.source.use).model):
                    source = self.prefix[fed.source.use] + fed.source.clause
                    yield from self.run.outcome(source).reads

    def _quality_of(self, model: str) -> tuple[str, ...]:
        arrangement = self.models[model].arrangement
        return arrangement.quality if arrangement else ()


def _edition(contract: Contract, uses: list[Use], year: int) -> Edition:
    if len(uses) == 1 and not uses[0].feeds:
        return uses[0].model.edition(year)
    return compose(contract.id, contract.title, uses, year)
