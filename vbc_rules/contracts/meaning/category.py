"""The meaning of `hcp_lan:`: the category that is declared is the one that the terms make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from vbc_rules.contracts.contract import Contract, DeclaredCategory
from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.diagnostics import Diagnostic

if TYPE_CHECKING:
    from vbc_rules.contracts.categories.category import ContractCategory, StreamCategory


def check_categories(contract: Contract, models: Mapping[str, Model]) -> Iterator[Diagnostic]:
    """Yield a finding for each declared category that the terms contradict."""
    if contract.hcp_lan is None and all(one.hcp_lan is None for one in contract.streams):
        return  # most contracts declare none, and their terms need not be looked through
    from vbc_rules.contracts.categories.category import contract_categories

    found = contract_categories(contract, models)
    if contract.hcp_lan is not None:
        yield from _contract(contract.hcp_lan, found)
    for stream in contract.streams:
        if stream.hcp_lan is not None:
            yield from _stream(stream.hcp_lan, [one.stream(stream.name) for one in found], found)


def _contract(
    declared: DeclaredCategory, found: tuple[ContractCategory, ...]
) -> Iterator[Diagnostic]:
    for one in found:
        if not one.told:
            yield _untold(declared, next(each for each in one.streams if not each.arrangement))
            return
        if one.category != declared.category:
            from vbc_rules.contracts.categories.words import reason

            deciding = [each for each in one.streams if each.category == one.category]
            why = f"by `{deciding[0].stream.name}`: {reason(deciding[0])}" if deciding else "none"
            yield _differs(declared, one, one.category, why)
            return


def _stream(
    declared: DeclaredCategory,
    streams: list[StreamCategory],
    found: tuple[ContractCategory, ...],
) -> Iterator[Diagnostic]:
    for stream, one in zip(streams, found, strict=True):
        if stream.arrangement is None:
            yield _untold(declared, stream)
            return
        if stream.category != declared.category:
            from vbc_rules.contracts.categories.words import reason

            yield _differs(declared, one, stream.category, reason(stream))
            return


def _differs(
    declared: DeclaredCategory, during: ContractCategory, computed: str | None, why: str
) -> Diagnostic:
    made = f"category {computed}" if computed else "no category"
    message = (
        f"Category {declared.category} is declared, but from {during.start} to {during.end} "
        f"the terms make {made}: {why}."
    )
    hint = f"write {computed}, or mend the terms" if computed else "leave `hcp_lan` out"
    return Diagnostic("VBC235", message, declared.place, hint)


def _untold(declared: DeclaredCategory, stream: StreamCategory) -> Diagnostic:
    message = (
        f"Category {declared.category} is declared, but `{stream.stream.model}` of "
        f"`{stream.stream.name}` does not say what kind of payment it is."
    )
    return Diagnostic("VBC236", message, declared.place, "leave `hcp_lan` out, or mend the model")
