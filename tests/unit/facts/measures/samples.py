"""Reports small enough to be read, each with what a test puts into it."""

from __future__ import annotations

import json
from typing import Any

from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.measures.read import parse_results
from vbc_rules.facts.measures.results import ResultFile

MEASURE = "http://example.org/Measure/blood-pressure"
_CODES = "http://terminology.hl7.org/CodeSystem/measure-population"


def population(code: str, count: object) -> dict[str, Any]:
    """Return a population of a MeasureReport."""
    return {"code": {"coding": [{"system": _CODES, "code": code}]}, "count": count}


def group(*, score: object = None, **counts: object) -> dict[str, Any]:
    """Return a group with these counts, `denominator_exclusion` for denominator-exclusion."""
    populations = [population(name.replace("_", "-"), one) for name, one in counts.items()]
    found: dict[str, Any] = {"population": populations}
    return found if score is None else {**found, "measureScore": {"value": score}}


def report(*groups: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return a summary of 2024 by one practice."""
    return {
        "resourceType": "MeasureReport",
        "status": "complete",
        "type": "summary",
        "measure": f"{MEASURE}|1.0.0",
        "period": {"start": "2024-01-01", "end": "2024-12-31"},
        "reporter": {"reference": "Organization/north"},
        "group": list(groups),
        **changed,
    }


def bundle(*reports: dict[str, Any]) -> dict[str, Any]:
    """Return a Bundle of resources."""
    return {"resourceType": "Bundle", "entry": [{"resource": one} for one in reports]}


def read_fhir(resource: object) -> ResultFile:
    """Return what is read from a resource."""
    return parse_results(json.dumps(resource, indent=1), "report.json", ".json")


def _templates(*roots: str) -> str:
    return "".join(f'<templateId root="2.16.840.1.113883.10.20.{root}"/>' for root in roots)


def count_of(code: str, count: object, id: str = "", parts: str = "") -> str:
    """Return a population of a QRDA III report."""
    return (
        f'<component><observation>{_templates("27.3.5")}<value code="{code}"/>'
        f'<entryRelationship><observation>{_templates("27.3.3")}<value value="{count}"/>'
        f"</observation></entryRelationship>{parts}"
        f'<reference><externalObservation><id root="{id}"/></externalObservation></reference>'
        "</observation></component>"
    )


def part_of(template: str, code: str, count: int) -> str:
    """Return the part of a population with a code, such as 27.3.6 for sex."""
    return (
        f'<entryRelationship><observation>{_templates(template)}<value code="{code}"/>'
        f'<entryRelationship><observation>{_templates("27.3.3")}<value value="{count}"/>'
        "</observation></entryRelationship></observation></entryRelationship>"
    )


def performance(rate: object, id: str = "") -> str:
    """Return a printed performance rate."""
    return (
        f'<component><observation>{_templates("27.3.14")}<value value="{rate}"/>'
        f'<reference><externalObservation><id root="{id}"/></externalObservation></reference>'
        "</observation></component>"
    )


def qrda(*components: str, measure: str = "cms165", first: str = "20240101") -> str:
    """Return a QRDA III report of one measure in 2024."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
 {_templates("27.1.1")}
 <documentationOf><serviceEvent><performer><assignedEntity>
  <representedOrganization><id root="2.16.840.1.113883.4.2" extension="north"/>
  </representedOrganization></assignedEntity></performer></serviceEvent></documentationOf>
 <component><structuredBody><component><section>
  <entry><act>{_templates("17.3.8")}<effectiveTime><low value="{first}"/>
   <high value="20241231"/></effectiveTime></act></entry>
  <entry><organizer>{_templates("24.3.98")}
   <reference><externalDocument><id root="2.16.840.1.113883.4.738" extension="{measure}"/>
    <text>Blood pressure</text><setId root="set-165"/></externalDocument></reference>
   {"".join(components)}
  </organizer></entry>
 </section></component></structuredBody></component>
</ClinicalDocument>"""


def read_qrda(text: str) -> ResultFile:
    """Return what is read from a QRDA text."""
    return parse_results(text, "report.xml", ".xml")


def read_csv(text: str, **headings: str) -> ResultFile:
    """Return what is read from a CSV text."""
    return parse_results(text, "results.csv", ".csv", headings)


def codes(refusal: Refusal) -> list[str]:
    """Return the codes of a refusal."""
    return [one.code for one in refusal.diagnostics]
