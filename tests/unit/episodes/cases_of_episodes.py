"""Worked examples of episodes, written short: what happened, and what must come of it.

A case is a definition, changed from the usual one, and lines such as
`K1 knee 03-01..03-03 14000`: id, kind, days of 2024, dollars; after these `of ENTITY`,
`by others` or `status 02`. `parts` says what becomes of each line, `facts` what the episodes
hold. All of it goes through files and the readers that the command uses.
"""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import attrs
import yaml

from vbc_rules.episodes.build import Built, build_from_files
from vbc_rules.episodes.load import load_definition
from vbc_rules.episodes.tables import facts_csv, log_csv

CASES = Path(__file__).parent / "cases"
KINDS = {
    "knee": ("ms_drg", "470", "inpatient", "21", "M1711"),
    "knee_surgeon": ("hcpcs", "27447", "professional", "21", "M1711"),
    "hip": ("ms_drg", "470", "inpatient", "21", "M1611"),
    "therapy": ("hcpcs", "97110", "outpatient", "11", "Z471"),
    "stay": ("ms_drg", "560", "inpatient", "21", "T8454XA"),
    "transplant": ("ms_drg", "001", "inpatient", "21", "I50"),
    "cancer": ("hcpcs", "96413", "outpatient", "22", "C50911"),
    "nursing": ("", "", "skilled_nursing", "31", "Z471"),
    "home": ("", "", "home_health", "12", "Z471"),
    "drug": ("ndc", "00093505698", "pharmacy", "", ""),
}
CATEGORY: dict[str, Any] = {
    "title": "A category",
    "triggers": [],
    "look_back_days": 0,
    "window": {"days_before": 0, "days_after": 90, "counted_from": "day_after_discharge"},
    "watched_days": 0,
    "crossing": {"otherwise": "prorated"},
    "scope": "everything",
}
KNEE = {"system": "ms_drg", "codes": ["470"], "diagnoses": ["M17*"], "severity": 1}
HIP = {"system": "ms_drg", "codes": ["470"], "diagnoses": ["M16*"], "severity": 1.5}
USUAL: dict[str, Any] = {
    "episodes": "case",
    "title": "The usual definition",
    "facts": {"allowed": "spending", "severity": "severity", "excluded": "excluded"},
    "parents": ["category"],
    "own_care": "anyone",
    "severity_from": "trigger",
    "episode_of_year": "trigger",
    "overlaps": {"rule": "first_wins", "rank": ["hip", "knee"]},
    "cancelled_by": {"death": "never", "lost_eligibility": "never"},
    "categories": {
        "knee": {**CATEGORY, "triggers": [KNEE]},
        "hip": {**CATEGORY, "triggers": [HIP]},
    },
}
HEADER = (
    "member,line,from,to,system,code,type,allowed,entity,network,place,diagnosis,discharge_status"
)


@attrs.frozen
class EpisodeCase:
    """A worked example: its name and what is written under it."""

    name: str
    written: Mapping[str, Any]

    def built(self, folder: Path) -> Built:
        """Return the episodes of the case, built from files."""
        definition = folder / "case.episodes.yaml"
        text = json.dumps(self.written["definition"], indent=1)  # JSON is strict YAML too
        definition.write_text(text, encoding="utf-8")
        services = folder / "services.csv"
        rows = [service_row(line) for line in self.written["lines"]]
        services.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        period = self.written.get("period")
        days = tuple(ordinal(day) for day in period.split("..")) if period else None
        return build_from_files(load_definition(definition), services, self._members(folder), days)  # type: ignore[arg-type]

    def _members(self, folder: Path) -> Path | None:
        if "members" not in self.written:
            return None
        path = folder / "members.csv"
        path.write_text(self.written["members"], encoding="utf-8")
        return path


def cases_in(file: Path) -> Iterator[EpisodeCase]:
    """Yield the cases of a file; what stands at its top holds for each of them."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    for one in data["cases"]:
        written = {key: value for key, value in data.items() if key != "cases"} | one
        written["lines"] = [*data.get("lines", ()), *one.get("lines", ())]
        changes = [each.get("definition", {}) for each in (data, one)]
        written["definition"] = reduce(changed, changes, USUAL)
        yield EpisodeCase(f"{file.stem}: {one['case']}", written)


def changed(usual: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain data with some of it changed; `nothing` takes a key out."""
    found: dict[str, Any] = copy.deepcopy(dict(usual))
    for key, value in change.items():
        if value == "nothing":
            found.pop(key)
        elif isinstance(value, dict) and isinstance(found.get(key), dict):
            found[key] = changed(found[key], value)
        else:
            found[key] = copy.deepcopy(value)
    return found


def service_row(line: str) -> str:
    """Return the row of a service line that is written short."""
    id, kind, days, allowed, *more = line.split()
    first, _, last = days.partition("..")
    words = dict(zip(more[::2], more[1::2], strict=True))
    system, code, type, place, diagnosis = KINDS[kind]
    entity = words.get("of", "north" if kind in {"knee", "hip"} else "")
    network = "no" if words.get("by") == "others" else "yes"
    cells = (words.get("member", "M1"), id, day(first), day(last or first), system, code, type,
             allowed, "" if entity == "nobody" else entity, network, place, diagnosis,
             words.get("status", "01" if type == "inpatient" else ""))  # fmt: skip
    return ",".join(cells)


def day(text: str) -> str:
    """Return a day of 2024 that is written without its year."""
    return text if len(text) > len("03-01") else f"2024-{text}"


def ordinal(text: str) -> int:
    from datetime import date

    return date.fromisoformat(day(text)).toordinal()


def told_parts(built: Built) -> list[str]:
    """Return what became of each part of each line: id, status, episode, dollars, reason."""
    rows = list(csv.reader(log_csv(built).splitlines()))[1:]
    return [" ".join(filter(None, (row[0], row[5], row[6], row[8], row[9]))) for row in rows]


def told_facts(built: Built) -> list[str]:
    """Return the facts of each episode as the file has them, below its header."""
    return facts_csv(built).splitlines()[1:]
