"""Episodes from service lines: some 50,000 of them from some 500,000 lines, as a whole process.

The lines are made up by a fixed rule, so that every run builds the same. Wall time and peak
memory are those of `vbc episodes` with facts and log written.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from measure import compare, table, vbc

MEMBERS = 50_000
LINES_EACH = 10
SEED = 7
ROUNDS = 1
EXAMPLE = Path(__file__).parents[1] / "contract_specs" / "example" / "harbor-knee-bundle"
HEADER = (
    "member,line,from,to,system,code,type,allowed,entity,network,place,diagnosis,discharge_status"
)
FIRST = date(2023, 7, 1)
DAYS = 400


def write_services(path: Path) -> int:
    """Write the service lines; return how many."""
    lines = [HEADER, *_lines(random.Random(SEED))]  # noqa: S311 - a fixed rule, no secret
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1


def write_members(path: Path) -> None:
    """Write members who are eligible all the time."""
    rows = [f"M{number},2020-01-01,2026-12-31," for number in range(MEMBERS)]
    header = "member,eligible_from,eligible_to,died_on"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def _lines(chance: random.Random) -> Iterator[str]:
    number = 0
    for member in range(MEMBERS):
        start = FIRST + timedelta(chance.randrange(DAYS))
        stay = start + timedelta(chance.randrange(5))
        cents = chance.randrange(900_000, 2_500_000)
        number += 1
        yield (
            f"M{member},L{number},{start},{stay},ms_drg,470,inpatient,{cents / 100:.2f},"
            f"hospital-{member % 300},yes,,M1711,01"
        )
        for _ in range(LINES_EACH - 1):
            number += 1
            day = start + timedelta(chance.randrange(-30, 150))
            last = day + timedelta(chance.choice((0, 0, 0, 0, 9)))
            kind = chance.choice(
                ("hcpcs,97110,outpatient", "hcpcs,99213,professional", ",,home_health")
            )
            yield (
                f"M{member},L{number},{day},{last},{kind},"
                f"{chance.randrange(5_000, 90_000) / 100:.2f},"
                f",{chance.choice(('yes', 'yes', 'no'))},11,Z471,"
            )


def main() -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        services, members = Path(folder, "services.csv"), Path(folder, "members.csv")
        count = write_services(services)
        write_members(members)
        print(f"{count:,} lines of {MEMBERS:,} members, {services.stat().st_size / 2**20:.0f} MiB")
        command = [vbc(), "episodes", f"{EXAMPLE}.episodes.yaml", "--services", str(services),
                   "--members", str(members)]  # fmt: skip
        written = ["--write", str(Path(folder, "facts.csv")), "--log", str(Path(folder, "log.csv"))]
        found = compare(
            {"summary only": command, "with facts and log": [*command, *written]}, ROUNDS
        )
        print(table(found, "summary only"))


if __name__ == "__main__":
    main()
