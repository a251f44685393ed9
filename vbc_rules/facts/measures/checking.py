"""What can be wrong with the results of a file, and what is worth a remark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.measures.results import COUNTS, Counted, MeasureResult, ResultFile
from vbc_rules.statements.numbers import decimal_places, exact_text

REPORTED = "complete"


def checked(file: ResultFile) -> ResultFile:
    """Return the file with remarks: VBC461 for strata, VBC462 for scores that do not add up.

    Raises:
        Refusal: VBC455 for a numerator above its denominator, VBC456 for a rate that is
            not between 0 and 1, VBC459 for a measure that is reported twice.
    """
    findings = Findings()
    for result in file.results:
        if result.is_rate:
            _check_rate(result, result, findings)
            for stratum in result.strata:
                _check_order(stratum, result, f" of {stratum.label}", findings)
    _check_twice(file.results, findings)
    findings.refuse_if_any()
    remarks = (remark for result in file.results for remark in _remarks(result))
    return attrs.evolve(file, remarks=(*file.remarks, *remarks))


def warning(code: str, message: str, place: Place, hint: str = "") -> Diagnostic:
    """Return a remark: what it is about is kept."""
    return Diagnostic(code, message, place, hint, "warning")


def _check_rate(counted: Counted, result: MeasureResult, findings: Findings) -> None:
    in_order = _check_order(counted, result, "", findings)
    score, rate = counted.score, counted.rate
    if score is not None and not 0 <= score <= 1:
        message = f"The score {exact_text(score)} of `{result.measure}` is no rate from 0 to 1."
        hint = f"write {exact_text(score)} % as {exact_text(score / 100)}" if score > 1 else ""
        findings.add("VBC456", message, result.place, hint)
    if in_order and rate is not None and not 0 <= rate <= 1:
        message = f"The counts of `{result.measure}` give the rate {exact_text(rate)}."
        hint = "the numerator counts only cases that are not excluded"
        findings.add("VBC456", message, result.place, hint)


def _check_order(counted: Counted, result: MeasureResult, of: str, findings: Findings) -> bool:
    """A numerator is a part of its denominator, and so is what is left out of it."""
    numerator, denominator = counted.count("numerator"), counted.count("denominator")
    if denominator is None:
        return True
    eligible = counted.eligible
    if numerator is not None and numerator > denominator:
        message = (
            f"The numerator {numerator}{of} of `{result.measure}` is above "
            f"the denominator {denominator}."
        )
        findings.add("VBC455", message, result.place, "check which of the two is wrong")
        return False
    if eligible is not None and eligible < 0:
        message = (
            f"The exclusions{of} of `{result.measure}` are {denominator - eligible}, above "
            f"the denominator {denominator}."
        )
        findings.add("VBC455", message, result.place, "the denominator counts excluded cases too")
        return False
    return True


def _check_twice(results: Iterable[MeasureResult], findings: Findings) -> None:
    first: dict[tuple[object, ...], Place] = {}
    for one in results:
        about = (one.reporters, one.subject, one.period)
        key = (one.identifiers[:1], one.group, one.kind, one.status, *about)
        if key in first:
            message = f"`{one.measure}` is reported twice, first in line {first[key].line}."
            findings.add("VBC459", message, one.place, "keep the one that counts")
        first.setdefault(key, one.place)


def _remarks(result: MeasureResult) -> Iterator[Diagnostic]:
    score, rate = result.score, result.rate
    if result.is_rate and score is not None and rate is not None and not _agrees(score, rate):
        message = (
            f"The score {exact_text(score)} of `{result.measure}` is not what its counts give, "
            f"{exact_text(rate)}."
        )
        yield warning("VBC462", message, result.place, "both are kept; ask who reports it")
    if parts := list(_sums(result)):
        message = f"The strata of `{result.measure}` do not add up: {'; '.join(parts)}."
        yield warning("VBC461", message, result.place, "all counts are kept as reported")


def _agrees(score: Fraction, rate: Fraction) -> bool:
    """Tell whether a score is the rate, cut or rounded to the decimals that it is printed in."""
    places = decimal_places(score) or 0
    return abs(score - rate) < Fraction(1, 10**places) if places else score == rate


def _sums(result: MeasureResult) -> Iterator[str]:
    """Yield for each stratifier the first count whose parts are not the whole."""
    for stratifier in dict.fromkeys(one.stratifier for one in result.strata):
        strata = [one for one in result.strata if one.stratifier == stratifier]
        for name in COUNTS:
            whole = result.count(name)
            parts = [count for one in strata if (count := one.count(name)) is not None]
            if whole is not None and parts and sum(parts) != whole:
                yield f"by {stratifier} {sum(parts)} of {whole} cases in `{name}`"
                break
