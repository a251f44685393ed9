"""Which units may be multiplied and divided, and what comes out.

This table is all there is: an unknown product is an error. `units.py` is generated from
it (`python -m vbc_rules.language.generate_units`), so that mypy and the tracer agree.
"""

from __future__ import annotations

NUMERIC = ("USD", "Pmpm", "Pmpy", "MemberMonths", "MemberYears", "Count", "Points", "Rate")
"""Units with arithmetic. Percentile is only compared and looked up."""

_ROWS = (
    ("Pmpm", "MemberMonths", "USD"),
    ("Pmpy", "MemberYears", "USD"),
    ("Count", "USD", "USD"),
    ("Count", "Points", "Points"),
    ("Count", "Pmpm", "Pmpm"),
    *(("Rate", unit, unit) for unit in NUMERIC),
)

PRODUCTS: dict[tuple[str, str], str] = {}
QUOTIENTS: dict[tuple[str, str], str] = {}

for _left, _right, _result in _ROWS:
    PRODUCTS[_left, _right] = PRODUCTS[_right, _left] = _result
    QUOTIENTS.setdefault((_result, _left), _right)
    QUOTIENTS.setdefault((_result, _right), _left)
for _unit in NUMERIC:
    QUOTIENTS[_unit, _unit] = "Rate"
