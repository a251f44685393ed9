"""Who may choose which track of TEAM in which year: one exhibit, for clauses and checks."""

from __future__ import annotations

from collections.abc import Mapping

from vbc_rules import Choice, Table, YesNo, column, matches

TRACKS = ("track_1", "track_2", "track_3")
HOSPITALS = (
    "essential_access_community",
    "medicare_dependent",
    "other",
    "rural",
    "safety_net",
    "sole_community",
)
CITES = "42 CFR 512.520(b)"


class OpenTracks(Table):
    """The tracks that a hospital may choose."""

    hospital: Choice = matches()
    track_1: YesNo = column()
    track_2: YesNo = column()
    track_3: YesNo = column()


OPEN_TRACKS: Mapping[int, str] = {
    2026: """
        hospital                    track_1  track_2  track_3
        essential_access_community  yes      no       yes
        medicare_dependent          yes      no       yes
        other                       yes      no       yes
        rural                       yes      no       yes
        safety_net                  yes      no       yes
        sole_community              yes      no       yes
    """,
    2027: """
        hospital                    track_1  track_2  track_3
        essential_access_community  no       yes      yes
        medicare_dependent          no       yes      yes
        other                       no       no       yes
        rural                       no       yes      yes
        safety_net                  yes      yes      yes
        sole_community              no       yes      yes
    """,
    2029: """
        hospital                    track_1  track_2  track_3
        essential_access_community  no       yes      yes
        medicare_dependent          no       yes      yes
        other                       no       no       yes
        rural                       no       yes      yes
        safety_net                  no       yes      yes
        sole_community              no       yes      yes
    """,
}
"""The first performance year of each exhibit, and the exhibit."""


def open_tracks(year: int, hospital: str) -> tuple[str, ...]:
    """Return the tracks that are open to a kind of hospital in a performance year from 2026."""
    since = max(first for first in OPEN_TRACKS if first <= year)
    header, *rows = (line.split() for line in OPEN_TRACKS[since].strip().splitlines())
    [row] = [cells for cells in rows if cells[0] == hospital]
    return tuple(name for name, cell in zip(header, row, strict=True) if cell == "yes")
