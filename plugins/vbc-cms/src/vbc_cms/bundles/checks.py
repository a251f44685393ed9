"""What the terms of an episode payment model cannot be, found when a contract is validated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vbc_cms.bundles.team_tracks import open_tracks
from vbc_rules import ContractCheck, Diagnostic

TEAM = ("cms.team", "cms.team_summed")


def checks() -> list[ContractCheck]:
    """Return the checks, each with its code."""
    return [
        ContractCheck("CMS101", "Track that is not open to the hospital", track_is_open),
        ContractCheck("CMS102", "Downside of a track against its terms", downside_fits_track),
    ]


def track_is_open(contract: Any) -> Iterator[Diagnostic]:  # noqa: ANN401 - a contract, read only
    """Yield a finding for each choice of a track, at the first year in which it is not open."""
    told = set()
    for year, terms in _team_years(contract):
        track, hospital = terms["track"], terms["hospital"]
        allowed = open_tracks(year, hospital.value)
        if track.value not in allowed and track.place not in told:
            told.add(track.place)
            message = f"A hospital of the kind `{hospital.value}` has no {track.value} in {year}."
            hint = f"in {year} it chooses {' or '.join(allowed)} (42 CFR 512.520(b))"
            yield Diagnostic("CMS101", message, track.place, hint)


def downside_fits_track(contract: Any) -> Iterator[Diagnostic]:  # noqa: ANN401 - as above
    """Yield a finding where Track 1 has a downside, or another track has none."""
    found: dict[Any, tuple[str, str]] = {}
    for year, terms in _team_years(contract):
        one_sided = terms["track"].value == "track_1"
        limit, after = terms["loss_limit"], terms["post_episode_share"]
        if not one_sided and limit.value == 0:
            message = f"{terms['track'].value} shares losses, but their limit is 0 in {year}."
            found.setdefault(limit.place, (message, "write the loss limit of the track"))
        for term in (limit, after):
            if one_sided and term.value > 0:
                message = f"track_1 has no downside, but one is agreed for {year}."
                found.setdefault(term.place, (message, "write 0, or choose another track"))
    for place, (message, hint) in found.items():
        yield Diagnostic("CMS102", message, place, hint)


def _team_years(contract: Any) -> Iterator[tuple[int, dict[str, Any]]]:  # noqa: ANN401 - as above
    """Yield each year of the term with the terms of a stream of TEAM that apply at its end."""
    for stream in contract.payment:
        if stream.model not in TEAM:
            continue
        for year in range(contract.term.start.year, contract.term.end.year + 1):
            day = min(date(year, 12, 31), contract.term.end)
            yield year, {name: _on(term, day) for name, term in stream.parameters.items()}


def _on(term: Any, day: date) -> Any:  # noqa: ANN401 - a parameter and its dated value
    """Return the value that applies on a day; that there is one was checked before."""
    return next((one for one in reversed(term.values) if one.applies_on(day)), None)
