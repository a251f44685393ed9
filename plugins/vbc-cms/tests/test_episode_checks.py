"""Terms of an episode contract that cannot be, in the words in which they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from vbc_cms.bundles.team_tracks import HOSPITALS, OPEN_TRACKS, TRACKS, open_tracks
from vbc_cms.files import contracts

from vbc_rules.contracts.load import check_contract
from vbc_rules.hooks.registry import Registry


def findings(folder: Path, contract: str, changed: dict[str, str]) -> list[str]:
    """Return what is found in a contract of the program with some of its text changed."""
    text = (contracts() / f"{contract}.yaml").read_text(encoding="utf-8")
    for old, new in changed.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = folder / f"{contract}.yaml"
    file.write_text(text, encoding="utf-8")
    _, found = check_contract(file, Registry.installed())
    return [f"{one.code} {one.message} {one.hint}" for one in found]


@pytest.mark.parametrize(
    ("contract", "changed", "told"),
    [
        (
            "team-track-1-2026",
            {"2026-12-31": "2027-12-31"},
            (
                "CMS101 A hospital of the kind `other` has no track_1 in 2027. "
                "in 2027 it chooses track_3 (42 CFR 512.520(b))"
            ),
        ),
        (
            "team-track-1-safety-net",
            {"2028-12-31": "2030-12-31"},
            (
                "CMS101 A hospital of the kind `safety_net` has no track_1 in 2029. "
                "in 2029 it chooses track_2 or track_3 (42 CFR 512.520(b))"
            ),
        ),
        (
            "team-track-2",
            {"from: 2027-01-01": "from: 2026-01-01"},
            (
                "CMS101 A hospital of the kind `rural` has no track_2 in 2026. "
                "in 2026 it chooses track_1 or track_3 (42 CFR 512.520(b))"
            ),
        ),
        (
            "team-track-2-summed",
            {"value: rural": "value: other"},
            (
                "CMS101 A hospital of the kind `other` has no track_2 in 2027. "
                "in 2027 it chooses track_3 (42 CFR 512.520(b))"
            ),
        ),
        (
            "team-track-1-2026",
            {"loss_limit: {value: 0,": "loss_limit: {value: 0.05,"},
            (
                "CMS102 track_1 has no downside, but one is agreed for 2026. "
                "write 0, or choose another track"
            ),
        ),
        (
            "team-track-1-summed",
            {"post_episode_share: {value: 0,": "post_episode_share: {value: 1,"},
            (
                "CMS102 track_1 has no downside, but one is agreed for 2026. "
                "write 0, or choose another track"
            ),
        ),
        (
            "team-track-3",
            {"loss_limit: {value: 0.20,": "loss_limit: {value: 0,"},
            (
                "CMS102 track_3 shares losses, but their limit is 0 in 2026. "
                "write the loss limit of the track"
            ),
        ),
    ],
)
def test_a_contract_of_terms_that_cannot_be_is_refused(
    tmp_path: Path, contract: str, changed: dict[str, str], told: str
) -> None:
    assert findings(tmp_path, contract, changed) == [told]


def test_a_hospital_may_change_its_track_with_the_year(tmp_path: Path) -> None:
    dated = (
        "track:\n        - {from: 2026-01-01, value: track_1, cites: 42 CFR 512.520(b)}\n"
        "        - {from: 2027-01-01, value: track_3, cites: 42 CFR 512.520(b)}"
    )
    limits = (
        "loss_limit:\n        - {from: 2026-01-01, value: 0, cites: x}\n"
        "        - {from: 2027-01-01, value: 0.20, cites: x}"
    )
    changed = {
        "track: {value: track_1, cites: 42 CFR 512.520(b)}": dated,
        'loss_limit: {value: 0, cites: "42 CFR 512.550 [M-h]"}': limits,
        "2026-12-31": "2030-12-31",
    }
    assert findings(tmp_path, "team-track-1-2026", changed) == []


@pytest.mark.parametrize("year", sorted(OPEN_TRACKS))
@pytest.mark.parametrize("hospital", HOSPITALS)
def test_track_3_is_open_to_every_hospital_in_every_year(year: int, hospital: str) -> None:
    assert set(open_tracks(year, hospital)) <= set(TRACKS)
    assert "track_3" in open_tracks(year, hospital)


def test_only_a_safety_net_hospital_has_all_three_tracks() -> None:
    whole = {kind for kind in HOSPITALS if open_tracks(2028, kind) == TRACKS}
    assert whole == {"safety_net"}
