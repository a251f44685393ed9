"""Which year's results a published file holds, and what its layout reads in it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.facts.layouts import PublishedFile, load_layout, read_published
from vbc_rules.hooks.declarations import PublishedProgram
from vbc_rules.hooks.registry import Registry


def published_file(
    program: PublishedProgram,
    path: Path,
    registry: Registry,
    period: int | None,
    left_out: Collection[int] = frozenset(),
) -> tuple[int, PublishedFile]:
    """Return the year of a results file, and the file as the layout of the year reads it.

    Rows that hold one of the lines in `left_out` are not read.

    Raises:
        Refusal: VBC521 for a year that the program has no layout for, VBC522 where no year
            is given and the file does not tell it, VBC525 where the file is of another
            year, and every finding of the layout and the file.
    """
    if period is None:
        return _only_fitting(program, path, registry, left_out)
    try:
        return period, _read_year(program, path, registry, period, left_out)
    except Refusal as refusal:
        years = _fitting(program, path, registry, left_out) if _is_other_file(refusal) else {}
        if len(years) != 1:
            raise
        [year] = years
        message = f"The file fits the results of {year}, not of {period}."
        finding = Diagnostic("VBC525", message, Place(str(path)), f"give --period {year}")
        raise Refusal([*refusal.diagnostics, finding]) from None


def _only_fitting(
    program: PublishedProgram, path: Path, registry: Registry, left_out: Collection[int]
) -> tuple[int, PublishedFile]:
    found = _fitting(program, path, registry, left_out)
    if len(found) != 1:
        fits = ", ".join(str(year) for year in found) or "no year"
        message = f"The columns of the file fit the results of {fits} of {program.id}."
        raise refuse("VBC522", message, Place(str(path)), "give the year with --period")
    return next(iter(found.items()))


def _fitting(
    program: PublishedProgram, path: Path, registry: Registry, left_out: Collection[int]
) -> dict[int, PublishedFile]:
    """Return the file as the layout of each year reads it that it can be of, by the year."""
    found = {}
    for year in sorted(program.layouts):
        try:
            found[year] = _read_year(program, path, registry, year, left_out)
        except Refusal as refusal:
            if not _is_other_file(refusal):
                raise
    return found


def _is_other_file(refusal: Refusal) -> bool:
    """Tell whether the columns show that the file is not the one of the layout."""
    return any(one.code in {"VBC441", "VBC442"} for one in refusal.diagnostics)


def _read_year(
    program: PublishedProgram,
    path: Path,
    registry: Registry,
    year: int,
    left_out: Collection[int],
) -> PublishedFile:
    if year not in program.layouts:
        years = ", ".join(map(str, sorted(program.layouts)))
        message = f"{program.id} has no layout for the results of {year}."
        raise refuse("VBC521", message, Place(str(path)), f"it has {years}")
    layout = load_layout(registry.fact_layout(program.layouts[year]))
    return read_published(path, layout, left_out)
