"""Worked examples: files named `NAME.case.yaml` beside the contracts they are about.

    contract: harbor-shared-savings     # for every case below that does not say otherwise
    period: 2024
    facts: {benchmark: 18250000, quality_score: 0.81}          # likewise, fact by fact
    cases:
      - case: one-sided
        facts: {expenditure: 17342518.40}
        expect: {counted_savings: 907481.60, settlement: 453740.80}
        published: 453,741 (the statement rounds to the dollar)

`expect` names clauses. An amount is compared exactly, as the decimal that is written. A
value that no decimal can write is expected `{rounded: 0.0335856}`: rounded half-up to the
decimals that stand there. A clause that varies by an axis expects a mapping from entry to
value; `axes: {measure: {CBP: chronic}}` says what entries lie within, as in a facts file.
`published` is a note: what the source prints, where it differs from the exact amount.

A case may expect that nothing is settled: `findings: [VBC406]` lists the codes of all
findings, in the order of the file, in place of `expect`.
A case of a book names `book: harbor-network` and `agreement: lakeside` in the place of a
contract: the terms are those of the agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.agreements.book import SUFFIX as BOOK
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.diagnostics.suggest import suggestion

SUFFIX = ".case.yaml"
_SHARED = {
    "contract": str,
    "book": str,
    "agreement": str,
    "period": int | str,
    "settlement": str,
    "facts": dict,
    "axes": dict,
}
_CASE = {"case": str, **_SHARED, "expect": dict, "findings": list, "published": str}
_INEXACT = {"tolerance", "abs", "rel", "approx", "within", "delta", "epsilon"}
_TOP = {**_SHARED, "cases": list}


@attrs.frozen(eq=False)
class Case:
    """One worked example. `pointer` is its way in the document.

    `contract` is the file of the contract, or of the book that has the `agreement`.
    `findings` are the codes with which its settlement is refused; then `expect` is empty.
    """

    name: str
    contract: Path
    agreement: str
    period: str
    expect: Mapping[str, Any]
    document: Located
    pointer: Pointer
    findings: tuple[str, ...] = ()
    settlement: str = ""

    @property
    def place(self) -> Place:
        """Return where the case is written."""
        return self.document.place_of(self.pointer)

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return the facts of the case: those of the file, and its own instead or besides."""
        return {**self.document.value.get("facts", {}), **self._own.get("facts", {})}

    @property
    def axes(self) -> Mapping[str, Any]:
        """Return what the entries of each child axis lie within: of the case, else the file."""
        return {**self.document.value.get("axes", {}), **self._own.get("axes", {})}

    @property
    def _own(self) -> Mapping[str, Any]:
        return self.document.value["cases"][self.pointer[-1]]  # type: ignore[no-any-return]

    def fact_pointer(self, name: str) -> Pointer:
        """Return the way to a fact: in the case, or at the top of the file."""
        own = name in self._own.get("facts", {}) or name not in self.document.value.get("facts", {})
        return (*self.pointer, "facts", name) if own else ("facts", name)


def cases_in(folder: Path) -> tuple[Case, ...]:
    """Return the cases of every file in a folder and its folders, sorted by file.

    Raises:
        Refusal: as `read_cases`.
    """
    files = sorted(folder.rglob(f"*{SUFFIX}"))
    return tuple(case for file in files for case in read_cases(file))


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file, in their order.

    Raises:
        Refusal: every finding: those of strict YAML, VBC560 for a key that is unknown,
            missing or of another kind, VBC561 for two cases of one name.
    """
    document = read_document(path)
    findings = [*_shape(document, (), _TOP, {"cases"})]
    if not findings:
        findings = [*_cases_shape(document), *_doubled(document)]
    if findings:
        raise Refusal(findings)
    return tuple(_case(document, index) for index in range(len(document.value["cases"])))


def _case(document: Located, index: int) -> Case:
    stated = {**document.value, **document.value["cases"][index]}
    file = f"{stated['book']}{BOOK}" if "agreement" in stated else f"{stated['contract']}.yaml"
    return Case(
        name=stated["case"],
        contract=Path(document.file).parent / file,
        agreement=stated.get("agreement", ""),
        period=str(stated["period"]),
        expect=stated.get("expect", {}),
        document=document,
        pointer=("cases", index),
        findings=tuple(stated.get("findings", ())),
        settlement=stated.get("settlement", ""),
    )


def _cases_shape(document: Located) -> Iterator[Diagnostic]:
    shared = set(document.value)
    for index, case in enumerate(document.value["cases"]):
        own = set(case) if isinstance(case, dict) else set()
        of_book = bool({"book", "agreement"} & own) or "agreement" in shared - {"contract"}
        whose = {"book", "agreement"} if of_book else {"contract"}
        what = set() if "findings" in own else {"expect"}
        required = {"case", "period", "facts"} | whose | what
        yield from _shape(document, ("cases", index), _CASE, required - shared)
        if "findings" in own:
            yield from _findings_shape(document, index, case)


def _findings_shape(document: Located, index: int, case: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield findings for a case that expects findings: codes, and no amounts besides."""
    at = ("cases", index, "findings")
    codes = case["findings"]
    if "expect" in case:
        place = document.key_place_of(at)
        yield _finding("A case expects amounts or findings, not both.", place, "delete one")
    if isinstance(codes, list) and not (codes and all(isinstance(one, str) for one in codes)):
        yield _finding("`findings` lists codes.", document.place_of(at), "write [VBC406]")


def _shape(
    document: Located, at: Pointer, keys: Mapping[str, Any], required: set[str]
) -> Iterator[Diagnostic]:
    """Yield findings for a mapping whose keys are unknown, missing or of another kind."""
    found: Any = document.value
    for step in at:
        found = found[step]
    if not isinstance(found, dict):
        yield _finding("A case file is made of mappings.", document.place_of(at), _listed(keys))
        return
    for key, value in found.items():
        if key not in keys:
            hint = _hint(key, keys, found)
            yield _finding(f"`{key}` is no key here.", document.key_place_of((*at, key)), hint)
        elif not isinstance(value, keys[key]) or isinstance(value, bool):
            yield _finding(f"`{key}` is of another kind.", document.place_of((*at, key)), "")
    for key in sorted(required - set(found)):
        yield _finding(f"`{key}` is missing.", document.place_of(at), f"write `{key}:`")


def _hint(key: str, keys: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    if key in _INEXACT:
        return "amounts are compared exactly; write {rounded: 0.33} where no decimal is exact"
    return suggestion(key, keys, _listed(keys), found)


def _doubled(document: Located) -> Iterator[Diagnostic]:
    names: set[str] = set()
    for index, case in enumerate(document.value["cases"]):
        name = case.get("case") if isinstance(case, dict) else None
        if name in names:
            place = document.place_of(("cases", index, "case"))
            yield Diagnostic("VBC561", f"Two cases are named `{name}`.", place, "rename one")
        if isinstance(name, str):
            names.add(name)


def _finding(message: str, place: Place, hint: str) -> Diagnostic:
    return Diagnostic("VBC560", message, place, hint)


def _listed(keys: Mapping[str, Any]) -> str:
    return f"keys are {', '.join(sorted(keys))}"
