"""What the steps of a ladder cannot be, found when a contract is validated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.hooks.declarations import ContractCheck
from vbc_rules.language.formatting import show

if TYPE_CHECKING:  # the stream is handed over: nothing of it is needed to read it
    from vbc_rules.contracts.contract import Dated, Stream

LADDERS = ("core.score_ladder", "core.points_ladder")
PAYS = ("amount", "per_member_month", "share")
POOLS = ("pool_amount", "pool_per_member_month")


def checks() -> list[ContractCheck]:
    """Return the checks, each with its code."""
    return [ContractCheck("VBC228", "Steps that do not fit together", _misfits)]


def _misfits(contract: Any) -> Iterator[Diagnostic]:  # noqa: ANN401 - the contract
    for stream in contract.payment:
        if stream.model in LADDERS:
            steps = stream.parameters["steps"].values
            yield from _of_pools(stream, steps)
            for dated in steps:
                yield from _of_steps(dated)


def _of_steps(dated: Dated) -> Iterator[Diagnostic]:
    """Yield what is wrong with the steps of one time."""
    rows: Any = dated.value
    used = _used(dated)
    if len(used) != 1:
        yield _finding(dated, *_of_no_one_kind(used))
        return
    [pays] = used
    lacking = [row for row in rows if pays not in row]
    for row in lacking:
        message = f"The step at {_score(row)} states no `{pays}`, which other steps do."
        yield _finding(dated, message, f"write {pays}: 0 where nothing is paid")
    if not lacking:
        yield from _falling(dated, rows, pays)
    if rows[-1].get("linear_to_next"):
        message = "The last step is linear, but there is no step that it could lead to."
        yield _finding(dated, message, "write the step at which the payment is whole")


def _of_no_one_kind(used: list[str]) -> tuple[str, str]:
    if not used:
        return "The steps pay nothing.", f"write one of {', '.join(PAYS)} in each step"
    message = f"The steps pay in several ways: {' and '.join(used)}."
    return message, "write one of them in all steps, and a stream for each other one"


def _used(dated: Dated) -> list[str]:
    """Return the columns in which the steps of one time say what they pay."""
    rows: Any = dated.value
    return [name for name in PAYS if any(name in row for row in rows)]


def _of_pools(stream: Stream, steps: Iterable[Dated]) -> Iterator[Diagnostic]:
    """Yield a finding where steps pay shares, but not of one pool."""
    of_pool = [dated for dated in steps if "share" in _used(dated)]
    stated = [name for name in POOLS if name in stream.parameters]
    if of_pool and not stated:
        hint = f"state one of {' and '.join(POOLS)}"
        yield _finding(of_pool[0], "The steps pay shares of a pool that is not stated.", hint)
    if of_pool and len(stated) > 1:
        message = "The steps pay shares of two pools."
        place = stream.parameters[stated[1]].place
        yield Diagnostic("VBC228", message, place, f"leave out one of {' and '.join(POOLS)}")


def _falling(dated: Dated, rows: Any, pays: str) -> Iterator[Diagnostic]:  # noqa: ANN401 - rows by column
    for row, following in pairwise(rows):
        if following[pays] < row[pays]:
            message = f"The step at {_score(following)} pays less than the one below it."
            yield _finding(dated, message, "a higher score never pays less: compare the numbers")


def _score(row: Any) -> str:  # noqa: ANN401 - cells by column
    return show("Rate", row["score"])


def _finding(dated: Dated, message: str, hint: str) -> Diagnostic:
    return Diagnostic("VBC228", message, dated.place, hint)
