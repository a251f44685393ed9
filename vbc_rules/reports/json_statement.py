"""The report format core.statement_json: the settlement document."""

from __future__ import annotations

from collections.abc import Sequence

from vbc_rules.statements.document import to_json
from vbc_rules.statements.settlement import Settlement


def json_statement(settlements: Sequence[Settlement]) -> bytes:
    """Return the settlements as the JSON document of docs/settlement-document.md."""
    return to_json(settlements)
