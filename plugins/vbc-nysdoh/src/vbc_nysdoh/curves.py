"""Shares that depend on quality: a curve of straight lines, agreed in the contract."""

from __future__ import annotations

from vbc_rules import (
    Rate,
    Table,
    YesNo,
    column,
    if_missing,
    known,
    next_start,
    starts_at,
    when,
    wording,
)


class ShareCurve(Table):
    """A share by the part of the quality targets that was met.

    Within a row the share moves in a straight line from `share` to `share_at_end`, which it
    has where the next row begins. In the last row, which has no end, it stays at `share`.
    """

    targets_met: Rate = starts_at(first=0)
    share: Rate = column()
    share_at_end: Rate = column()
    end: Rate = next_start()


@wording("the curve from {share} at {start} to {share_at_end} at {end}, at {met}")
def on_curve(met: Rate, start: Rate, end: Rate, share: Rate, share_at_end: Rate) -> Rate:
    """Return the share at a point of a row of a curve."""
    moved = (share_at_end - share) * ((met - start) / (end - start))
    return if_missing(share + moved, share)


@wording("{usual}, but {agreed} where quality worsened, if agreed")
def unless_worse(usual: Rate, worsened: YesNo, agreed: Rate) -> Rate:
    """Return the usual share, or the one that is agreed for quality that worsened."""
    return when(worsened & known(agreed), if_missing(agreed, usual), usual)
