"""The systems that codes of services and diagnoses come from, and the form of their codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.facts.values import shown


@attrs.frozen
class CodeSystem:
    """A code system: its title, the form of its codes, and the form in words."""

    title: str
    form: re.Pattern[str]
    words: str


CODE_SYSTEMS: Mapping[str, CodeSystem] = MappingProxyType(
    {
        "apc": CodeSystem("Ambulatory payment classification", re.compile("[0-9]{4}"), "4 digits"),
        "apr_drg": CodeSystem(
            "All patient refined diagnosis related group, with severity of illness",
            re.compile("[0-9]{3}-[1-4]"),
            "3 digits, a hyphen and the severity 1 to 4",
        ),
        "hcpcs": CodeSystem(
            "Procedure code, level I (CPT) or II",
            re.compile("[0-9A-Z][0-9]{3}[0-9A-Z]"),
            "5 digits or capital letters",
        ),
        "icd10_cm": CodeSystem(
            "Diagnosis code, ICD-10-CM",
            re.compile("[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}"),
            "3 to 7 digits or capital letters, without the point",
        ),
        "icd10_pcs": CodeSystem(
            "Procedure code, ICD-10-PCS",
            re.compile("[0-9A-HJ-NP-Z]{7}"),
            "7 digits or capital letters",
        ),
        "ms_drg": CodeSystem(
            "Medicare severity diagnosis related group",
            re.compile("[0-9]{3}"),
            "3 digits, with leading zeros",
        ),
        "ndc": CodeSystem("National drug code", re.compile("[0-9]{11}"), "11 digits"),
        "revenue": CodeSystem(
            "Revenue code of an institutional claim",
            re.compile("[0-9]{4}"),
            "4 digits, with the leading zero",
        ),
    }
)
"""By the name that definitions and service lines use."""

DIAGNOSES = "icd10_cm"
"""The system of the column `diagnosis`."""

_PREFIX = re.compile(r"[0-9A-Z][0-9A-Z-]*\*")


def system_objection(name: str) -> Objection | None:
    """Return what is wrong with the name of a code system, or None."""
    if name in CODE_SYSTEMS:
        return None
    known = ", ".join(CODE_SYSTEMS)
    hint = suggestion(name, CODE_SYSTEMS, f"code systems are {known}")
    return Objection("VBC485", f"{shown(name)} is no code system.", hint)


def code_objection(system: str, code: str) -> Objection | None:
    """Return what is wrong with a code of a known system, or None."""
    kind = CODE_SYSTEMS[system]
    if kind.form.fullmatch(code):
        return None
    message = f"{shown(code)} is no code of `{system}`."
    return Objection("VBC486", message, f"write it with {kind.words}{_repaired(kind, code)}")


def pattern_objection(system: str, pattern: str) -> Objection | None:
    """Return what is wrong with a code or a prefix (`M17*`) of a definition, or None."""
    if _PREFIX.fullmatch(pattern):
        return None
    return code_objection(system, pattern)


def _repaired(kind: CodeSystem, code: str) -> str:
    """Return the code that was probably meant, as the end of a hint."""
    longest = 11
    candidates = [code.replace(".", ""), code.upper(), *(code.zfill(n) for n in range(2, longest))]
    meant = next((one for one in candidates if kind.form.fullmatch(one)), None)
    return f": {meant}" if meant else ""
