"""What a contract with Willow Health is checked for, beyond shape and meaning."""

from __future__ import annotations

from collections.abc import Iterator

from vbc_rules import Contract, Diagnostic

_MODEL = "willow.shared_savings"


def cap_leaves_room(contract: Contract) -> Iterator[Diagnostic]:
    """Yield a finding for each cap of 0: the contract could never pay anything.

    A check sees every contract that lists the plugin, also one without a model of it, and a
    value may be dated: it is looked for, never taken for granted.
    """
    for stream in contract.payment:
        term = stream.parameters.get("cap_rate") if stream.model == _MODEL else None
        for dated in term.values if term else ():
            if dated.value == 0:
                message = f"Stream `{stream.name}` has a cap of 0: it can never pay anything."
                hint = "write the cap of the agreement"
                yield Diagnostic("WILLOW101", message, dated.place, hint)
