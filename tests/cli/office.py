"""A folder in which commands are tried: a contract, facts for it, and the plugin it names."""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from vbc_rules.cli.main import main

CONTRACT = """\
contract: prairie
title: Acme shared savings
carrier: acme
plugins: {acme: ">=1,<2"}
term: {from: 2022-01-01, to: 2023-12-31}
line_of_business: commercial
parties: {payer: Acme Health Plan, provider: Prairie Medical Group}
payment:
  - name: savings
    model: acme.shared_savings
    parameters:
      sharing_rate:
        - {from: 2022-01-01, value: 0.75}
      track: upside
      includes_pharmacy: false
      tiers:
        - {members: 0, minimum_savings_rate: 0.039}
        - {members: 5000, minimum_savings_rate: 0.02}
reports: [core.statement_html]
"""
FACTS = """\
entity,benchmark,expenditures,pharmacy,members
north,1000000.00,900000.00,0,6000
south,2000000.00,1990000.00,0,4000
"""


@attrs.frozen
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def run_vbc(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object
) -> Ran:
    """Run `vbc` with arguments, in this process and in the folder where it is."""
    monkeypatch.setattr(sys, "argv", ["vbc", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    written = capsys.readouterr()
    code = ended.value.code
    return Ran(code if isinstance(code, int) else 1 if code else 0, written.out, written.err)


def install(site: Path, distribution: str, entry_point: str, version: str = "1.0") -> None:
    """Write what an installer writes for a plugin; `entry_point` is `name = module`."""
    info = site / f"{distribution}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text(f"[vbc_rules]\n{entry_point}\n", encoding="utf-8")
