"""The columns of service lines and of members, each declared once: title and unit."""

from __future__ import annotations

import attrs

TYPES = (
    "durable_equipment",
    "home_health",
    "hospice",
    "inpatient",
    "inpatient_rehabilitation",
    "laboratory",
    "outpatient",
    "pharmacy",
    "professional",
    "skilled_nursing",
    "transport",
    "other",
)
"""The kinds of services; each line is of one."""


@attrs.frozen
class Column:
    """A column of a file: its title, what stands in a cell, and whether a file must have it.

    A file may leave out a column that is not `required` where the definition does not read it.
    A cell of an `optional` column may be empty.
    """

    name: str
    title: str
    unit: str
    required: bool = True
    optional: bool = False


SERVICE_COLUMNS = (
    Column("member", "The member who was served", "id"),
    Column("line", "The service line, once in the file", "id"),
    Column("from", "First day of the service", "day"),
    Column("to", "Last day of the service; of a stay, the day of discharge", "day"),
    Column("system", "Code system of the code", "code system", optional=True),
    Column("code", "Code of the service", "code", optional=True),
    Column("type", "Type of the service", "type"),
    Column("allowed", "Allowed amount", "USD, exact to the cent"),
    Column("entity", "The entity responsible, as the contract's facts name it", "id",
           optional=True),
    Column("provider", "Who provided the service", "id", required=False, optional=True),
    Column("network", "The service was given within the network", "yes or no", required=False),
    Column("place", "Place of service", "2 digits", required=False, optional=True),
    Column("diagnosis", "Principal diagnosis", "ICD-10-CM code without the point",
           required=False, optional=True),
    Column("discharge_status", "Patient discharge status of a stay", "2 digits",
           required=False, optional=True),
)  # fmt: skip
MEMBER_COLUMNS = (
    Column("member", "The member; a row for each time of eligibility", "id"),
    Column("eligible_from", "First day of eligibility", "day"),
    Column("eligible_to", "Last day of eligibility", "day"),
    Column("died_on", "Day of death", "day", required=False, optional=True),
    Column("severity", "Severity of the member's episodes; 1 is average", "number",
           required=False),
)  # fmt: skip
