"""What each step of a `settlement:` says: one thing, under a name of its own, at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from vbc_rules.contracts.building.steps import OPERATIONS, SECTION, STEPS, operation_of
from vbc_rules.contracts.declared.steps import LIMITS, paid_at
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.language.sources import SETTLEMENT

_NEEDS = (
    ("pay_if", "otherwise", "`otherwise: nothing` or `otherwise: only_losses`"),
    ("otherwise", "pay_if", "`pay_if: stream.clause`"),
    ("is_at_least", "pay_if", "`pay_if: stream.clause`"),
    ("scale_by", "scales", "`scales: only_payments` or `scales: payments_and_losses`"),
    ("scales", "scale_by", "`scale_by: stream.clause`"),
    ("down_to", "less", "`less:` with what is taken off"),
    ("down_to", "rest", "`rest: carried` or `rest: forgiven`"),
    ("rest", "down_to", "`down_to: 0`"),
    ("installment", "down_to", "`down_to: 0`"),
    ("rounding", "rounded_to", "`rounded_to: 0.01`"),
)
"""Keys of a step, the key that each needs beside it, and how that is written."""

_BESIDE = ("balance", "taken", "carried", "forgiven", "held")
"""What ends the names of clauses that a step writes beside its own."""


def check_forms(document: Located, streams: Mapping[str, Pointer]) -> Iterator[Diagnostic]:
    """Yield the findings about steps each for itself, and about their names and times."""
    section = document.value["settlement"]
    yield from _names(document, section, streams)
    for index, step in enumerate(section["steps"]):
        yield from _form(document, (*STEPS, index), step)
    yield from _times(document, section)
    yield from _first_steps(document, section)


def _finding(document: Located, code: str, message: str, at: Pointer, hint: str) -> Diagnostic:
    return Diagnostic(code, message, document.place_of(at), hint)


def _names(
    document: Located, section: Mapping[str, Any], streams: Mapping[str, Pointer]
) -> Iterator[Diagnostic]:
    if SETTLEMENT in streams:
        message = "A stream has the name `settlement`, which the steps of the contract have."
        at = (*streams[SETTLEMENT], "name")
        yield _finding(document, "VBC240", message, at, "give the stream another name")
    settlements = section.get("settlements", [""])
    earlier = {paid_at(one) for one in settlements[:-1]}
    for fact in section.get("facts", {}):
        if fact in earlier:
            message = f"`{fact}` is declared already: it is what the earlier settlement paid."
            place = document.key_place_of((*SECTION, "facts", fact))
            yield Diagnostic("VBC240", message, place, "leave it out")
    taken: set[tuple[str, str]] = set()
    facts = {*earlier, *section.get("facts", {})}
    for index, step in enumerate(section["steps"]):
        times = [step["at"]] if "at" in step else settlements
        own = [step["step"], *(f"{step['step']}_{one}" for one in _BESIDE if _writes(step, one))]
        again = [one for one in own if one in facts or any((one, time) in taken for time in times)]
        if again:
            what = "fact" if again[0] in facts else "step"
            message = f"`{SETTLEMENT}.{again[0]}` is the name of a {what} already."
            at = (*STEPS, index, "step")
            yield _finding(document, "VBC240", message, at, "give the step another name")
        taken |= {(one, time) for one in own for time in times}


def _writes(step: Mapping[str, Any], suffix: str) -> bool:
    if suffix == "held":
        return "hold_back" in step
    return "down_to" in step and suffix in ("balance", "taken", step.get("rest"))


def _form(document: Located, at: Pointer, step: Mapping[str, Any]) -> Iterator[Diagnostic]:
    name = step["step"]
    does = [key for key in operation_of(step) if not (key == "less" and "add" in step)]
    if not does:
        hint = f"say one of {', '.join(OPERATIONS)}"
        yield _finding(document, "VBC246", f"The step `{name}` does nothing.", at, hint)
    elif len(does) > 1:
        message = f"The step `{name}` does several things: {', '.join(does)}."
        yield _finding(document, "VBC246", message, at, "make each a step of its own")
    for key, needed, written in _NEEDS:
        if key in step and needed not in step:
            message = f"The step `{name}` says `{key}`, but not `{needed}`."
            yield _finding(document, "VBC246", message, (*at, key), f"add {written}")
    if "down_to" in step and "add" in step:
        message = f"The step `{name}` adds, and takes off down to an amount."
        yield _finding(document, "VBC246", message, at, "make each a step of its own")
    for key in LIMITS:
        if key in step:
            yield from _limit(document, (*at, key), step[key])


def _limit(document: Located, at: Pointer, limit: Mapping[str, Any]) -> Iterator[Diagnostic]:
    key = at[-1]
    forms = [one for one in LIMITS[str(key)] if one in limit]
    if len(forms) != 1:
        said = f"says {' and '.join(forms)}" if forms else "says no limit"
        hint = "write amount, or share or per_member_month with of"
        yield _finding(document, "VBC246", f"`{key}` {said}.", at, hint)
    elif LIMITS[str(key)][forms[0]].of is None and "of" in limit:
        message = f"`{key}` is an amount, which is of nothing."
        yield _finding(document, "VBC246", message, (*at, "of"), "leave `of` out")
    elif LIMITS[str(key)][forms[0]].of is not None and "of" not in limit:
        message = f"`{key}` says a {forms[0].replace('_', ' ')}, but not of what."
        yield _finding(document, "VBC246", message, at, "add `of: stream.clause`")


def _times(document: Located, section: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield findings for steps at settlements that do not exist, or that come too early."""
    settlements = section.get("settlements", [])
    for index, step in enumerate(section["steps"]):
        at = (*STEPS, index)
        time = step.get("at")
        if time is not None and time not in settlements:
            yield _unknown_time(document, (*at, "at"), time, settlements)
            continue
        times = [time] if time else settlements
        for position, written in enumerate(step.get("less", ())):
            yield from _too_early(document, (*at, "less", position), written, times, settlements)


def _unknown_time(
    document: Located, at: Pointer, time: str, settlements: Collection[str]
) -> Diagnostic:
    hint = suggestion(time, settlements, f"settlements are {', '.join(settlements)}")
    hint = hint if settlements else f"list it: `settlements: [{time}, final]`"
    return _finding(document, "VBC249", f"There is no settlement `{time}`.", at, hint)


def _too_early(
    document: Located, at: Pointer, written: str, times: list[str], settlements: list[str]
) -> Iterator[Diagnostic]:
    paid = next((one for one in settlements if paid_at(one) == written), None)
    if paid is None or written in document.value["settlement"].get("facts", {}):
        return
    if paid == settlements[-1]:
        message = f"What `{paid}` paid is known to no settlement: it is the last one."
        yield _finding(
            document, "VBC249", message, at, "list settlements in the order of their days"
        )
        return
    later = settlements[settlements.index(paid) + 1 :]
    early = [one for one in times if one not in later]
    if early:
        message = f"What `{paid}` paid is not known yet at the settlement `{early[0]}`."
        yield _finding(document, "VBC249", message, at, f"take it off in a step `at: {later[0]}`")


def _first_steps(document: Located, section: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield findings for settlements that begin with anything but a plain addition."""
    told: set[int] = set()
    for time in section.get("settlements", [""]):
        taken = [index for index, one in enumerate(section["steps"]) if one.get("at", time) == time]
        if not taken:
            message = f"No step is taken at the settlement `{time}`."
            yield _finding(document, "VBC249", message, (*SECTION, "settlements"), "add a step")
        elif taken[0] not in told:
            told.add(taken[0])
            yield from _first_step(document, taken[0], section["steps"][taken[0]])


def _first_step(document: Located, index: int, step: Mapping[str, Any]) -> Iterator[Diagnostic]:
    name, at = step["step"], (*STEPS, index)
    if "add" not in step:
        message = f"The first step `{name}` adds nothing."
        hint = "begin with a step that adds the streams' results: `add: [stream.clause]`"
        yield _finding(document, "VBC246", message, at, hint)
    elif "rounded_to" in step:
        message = f"The first step `{name}` rounds, so that its parts do not add up to it."
        yield _finding(document, "VBC246", message, (*at, "rounded_to"), "round in a later step")
