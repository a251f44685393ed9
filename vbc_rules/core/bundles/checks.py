"""What the terms of a bundle cannot be, found when a contract is validated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.hooks.declarations import ContractCheck

if TYPE_CHECKING:  # the contract is handed over: nothing of it is needed to read it
    from vbc_rules.contracts.contract import Contract, Dated, Stream

Finder: TypeAlias = "Callable[[Stream], Iterator[Diagnostic]]"

RETROSPECTIVE = ("core.retrospective_bundle", "core.retrospective_bundle_summed")
ALLOWANCE = ("core.episode_allowance", "core.episode_allowance_summed")


def checks() -> list[ContractCheck]:
    """Return the checks, each with its code."""
    return [
        ContractCheck("VBC226", "Limits that exclude each other", _of_streams(_excluding)),
        ContractCheck("VBC227", "Term without effect", _of_streams(_without_effect)),
    ]


def _of_streams(find: Finder) -> Callable[[Any], Iterator[Diagnostic]]:
    def check(contract: Contract) -> Iterator[Diagnostic]:
        for stream in contract.payment:
            yield from find(stream)

    return check


def _excluding(stream: Stream) -> Iterator[Diagnostic]:
    if stream.model in RETROSPECTIVE:
        for floor, cap in _together(stream, "spending_floor", "spending_cap"):
            for entry in sorted(_above(floor.value, cap.value)):
                message = f"The spending floor of `{entry}` is above its cap."
                yield Diagnostic("VBC226", message, floor.place, "write a floor below the cap")
    if stream.model in ALLOWANCE:
        for begins, whole in _together(stream, "release_begins", "release_whole"):
            if _number(begins) >= _number(whole):
                message = "The release of the withhold begins where it is whole already."
                hint = "`release_begins` is the lower one of the two scores"
                yield Diagnostic("VBC226", message, begins.place, hint)


def _without_effect(stream: Stream) -> Iterator[Diagnostic]:
    if stream.model not in RETROSPECTIVE:
        return
    for side, word in (("gain", "gains"), ("loss", "losses")):
        for bands, limit in _together(stream, f"{side}_corridor", f"stop_{side}"):
            yield from _limit_of(word, bands, limit)
        for bands, stake in _together(stream, f"{side}_corridor", f"{word}_at_stake"):
            if not _shares(bands) and _number(stake):
                message = f"Quality adjusts {word}, but no {word} are shared."
                hint = f"write 0, or share {word} in `{side}_corridor`"
                yield Diagnostic("VBC227", message, stake.place, hint)
    for share, needed in (
        ("share_beyond_cap", "spending_cap"),
        ("post_episode_share", "post_episode_limit"),
    ):
        yield from _needs(stream, share, needed)


def _limit_of(word: str, bands: Dated, limit: Dated) -> Iterator[Diagnostic]:
    shared, most = _shares(bands), _number(limit)
    if not shared:
        message = f"There is a limit on {word}, but no {word} are shared."
        yield Diagnostic("VBC227", message, limit.place, "leave the limit out, or write the shares")
    elif not most:
        message = f"There are shares of {word}, but the limit on {word} is 0."
        yield Diagnostic("VBC227", message, limit.place, "write the limit, or shares of 0")


def _needs(stream: Stream, share: str, needed: str) -> Iterator[Diagnostic]:
    """Yield a finding where a share is agreed of what another parameter would say."""
    if stream.model != RETROSPECTIVE[0] or needed in stream.parameters:
        return
    for dated in stream.parameters[share].values:
        if _number(dated):
            message = f"`{share}` has no effect without `{needed}`."
            yield Diagnostic("VBC227", message, dated.place, f"write 0, or add `{needed}:`")


def _together(stream: Stream, one: str, other: str) -> Iterator[tuple[Dated, Dated]]:
    """Yield the values of two parameters that apply on the same days; none where one is absent."""
    if one not in stream.parameters or other not in stream.parameters:
        return
    for left in stream.parameters[one].values:
        for right in stream.parameters[other].values:
            starts = [each.start for each in (left, right) if each.start]
            day = max(starts, default=None)
            if day is None or (left.applies_on(day) and right.applies_on(day)):
                yield left, right


def _number(dated: Dated) -> Fraction:
    value = dated.value
    if not isinstance(value, Fraction):
        raise TypeError(f"{dated.place} is no number")
    return value


def _shares(bands: Dated) -> bool:
    rows: Any = bands.value
    return any(row["share"] for row in rows)


def _above(floor: Any, cap: Any) -> Iterator[str]:  # noqa: ANN401 - values by category
    """Yield the categories whose floor is above their cap."""
    return (entry[0] for entry in floor if entry in cap and floor[entry] > cap[entry])
