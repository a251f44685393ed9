"""Where the money of the streams goes in the steps: nowhere, or twice?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import attrs

from vbc_rules.contracts.building.steps import SECTION, STEPS, Models
from vbc_rules.contracts.building.terms import source_of
from vbc_rules.contracts.contract import SettlementTerms
from vbc_rules.contracts.declared.steps import paid_at
from vbc_rules.contracts.meaning.names import last_edition
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.sections import written_streams
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.language import USD, Edition
from vbc_rules.language.sources import Source
from vbc_rules.language.waterfall import Addend, addends


@attrs.frozen
class _Used:
    """A clause or a fact that a step adds or subtracts."""

    written: str
    key: str
    times: tuple[str, ...]
    at: Pointer

    @property
    def source(self) -> Source:
        return source_of(self.written)

    @property
    def sign(self) -> int:
        return 1 if self.key == "add" else -1


def check_money(document: Located, stated: SettlementTerms, models: Models) -> Iterator[Diagnostic]:
    """Yield findings for results that no step uses, and for what is counted twice."""
    used = list(_used(document, stated))
    yield from _left_out(document, stated, models, used)
    yield from _facts_left_out(document, used)
    for time in stated.occasions:
        yield from _twice(document, models, [one for one in used if time in one.times])
    yield from _paid_again(document, stated, used)


def _used(document: Located, stated: SettlementTerms) -> Iterator[_Used]:
    for index, step in enumerate(document.value["settlement"]["steps"]):
        times = (step["at"],) if "at" in step else stated.occasions
        for key in ("add", "less"):
            for position, written in enumerate(step.get(key, ())):
                yield _Used(written, key, times, (*STEPS, index, key, position))


def _within(edition: Edition, clause: str, sign: int = 1) -> Iterator[Addend]:
    """Yield the clause and those that it adds up or takes off."""
    yield Addend(clause, sign)
    if clause in edition.clauses:
        for part in addends(edition.clauses[clause].expression) or ():
            yield from _within(edition, part.clause, sign * part.sign)


def _covers(edition: Edition, one: Addend, used: set[Addend]) -> bool:
    """Tell whether all of a sum is used: itself, by its parts, or within another sum."""
    if one in used:
        return True
    parts = addends(edition.clauses[one.clause].expression) or ()
    signed = [Addend(part.clause, one.sign * part.sign) for part in parts]
    return bool(signed) and all(_covers(edition, part, used) for part in signed)


def _left_out(
    document: Located, stated: SettlementTerms, models: Models, used: list[_Used]
) -> Iterator[Diagnostic]:
    """Yield findings for streams whose money nobody takes, and for what is also paid elsewhere."""
    for index, stream in enumerate(document.value["payment"]):
        name = stream["name"]
        own = [one for one in used if one.source.use == name]
        if name in stated.paid_separately:
            for one in own:
                message = f"`{one.written}` is counted twice: `{name}` is paid separately."
                yield Diagnostic("VBC244", message, document.place_of(one.at), "count it once")
            continue
        edition = last_edition(models[name])
        taken = {one.source.clause for one in own} | _feeding(document, name)
        main = next((one for one in edition.results if _is_money(edition, one)), None)
        if main is not None and not _is_taken(edition, main, taken):
            message = f"No step uses `{name}.{main}`: what the stream pays is left out."
            place = document.place_of(("payment", index, "name"))
            hint = f"add it in a step, or say `paid_separately: [{name}]`"
            yield Diagnostic("VBC243", message, place, hint)


def _is_taken(edition: Edition, main: str, taken: set[str]) -> bool:
    """Tell whether the steps take a result, or other sums in which all of it is."""
    within = {part for clause in taken for part in _within(edition, clause)}
    named = {Addend(clause, sign) for clause in taken for sign in (1, -1)}
    return _covers(edition, Addend(main, 1), within | named)


def _feeding(document: Located, stream: str) -> set[str]:
    """Return the clauses of a stream that are facts of others: these pay for them."""
    fed = (
        source_of(written)
        for _, one in written_streams(document)
        for written in one.get("facts", {}).values()
    )
    return {source.clause for source in fed if source.use == stream}


def _is_money(edition: Edition, name: str) -> bool:
    return type(edition.clauses[name].expression) is USD


def _facts_left_out(document: Located, used: list[_Used]) -> Iterator[Diagnostic]:
    written = {one.written for one in used}
    for fact in document.value["settlement"].get("facts", {}):
        if fact not in written:
            place = document.key_place_of((*SECTION, "facts", fact))
            message = f"No step uses the fact `{fact}`."
            yield Diagnostic("VBC243", message, place, "add or subtract it, or leave it out")


def _twice(document: Located, models: Models, used: list[_Used]) -> Iterator[Diagnostic]:
    """Yield findings for what is used again: itself, a part of it, or what it is a part of."""
    for position, one in enumerate(used):
        for before in used[:position]:
            if _overlap(one, before, models):
                line = document.place_of(before.at).line
                also = "" if one.written == before.written else f", as `{before.written}`"
                message = f"`{one.written}` is counted twice: at line {line} too{also}."
                yield Diagnostic("VBC244", message, document.place_of(one.at), "count it once")
                break


def _overlap(one: _Used, other: _Used, models: Models) -> bool:
    """Tell whether one amount is the other, a part of it, or has a part that it has too."""
    if one.written == other.written:
        return True
    if one.source.use != other.source.use or one.source.use not in models:
        return False
    edition = last_edition(models[one.source.use])
    mine, its = (set(_within(edition, each.source.clause, each.sign)) for each in (one, other))
    return (
        bool(mine & its)
        or one.source.clause in {part.clause for part in its}
        or other.source.clause in {part.clause for part in mine}
    )


def _paid_again(
    document: Located, stated: SettlementTerms, used: list[_Used]
) -> Iterator[Diagnostic]:
    """Yield findings for what an earlier settlement paid and a later one pays again."""
    told: set[Pointer] = set()
    for earlier, later in combinations(stated.settlements, 2):
        paid = {one.written for one in used if one.key == "add" and earlier in one.times}
        now = [one for one in used if later in one.times]
        again = next((one for one in now if one.key == "add" and one.written in paid), None)
        taken_off = any(one.written == paid_at(earlier) for one in now)
        if again is None or taken_off or again.at in told:
            continue
        told.add(again.at)
        message = (
            f"`{again.written}` is paid at `{earlier}` and again at `{later}`, which does not "
            f"take off what `{earlier}` paid."
        )
        hint = f"add a step `at: {later}` with `less: [{paid_at(earlier)}]`"
        yield Diagnostic("VBC244", message, document.place_of(again.at), hint)
