"""The provisions that a new contract still lacks, as lines to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.declared.provisions import ITEMS, Item
from vbc_rules.contracts.text.located import Located
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.hooks.registry import Registry
from vbc_rules.lint.rules.completeness import concerns, stated
from vbc_rules.lint.subject import LintedContract
from vbc_rules.starters.yaml_text import comment, commented, pair

_WIDTH = 96  # of a line, so that it still fits with a mark of comment before it
_BELOW = "  "
_ABOVE = "payment:\n"  # provisions stand before the payments, as `vbc format` has them
_TOLD = (
    "What `vbc lint` asks for besides: write what was agreed in place of these examples, or "
    "{not_applicable: why}, and take the marks away."
)


def asked_for(contract: Contract, document: Located, registry: Registry) -> tuple[Item, ...]:
    """Return the items that `vbc lint` asks for under `provisions:` of a contract without any."""
    subject = LintedContract(contract, document, registry)
    return tuple(
        one for one in ITEMS if one.key and concerns(one, subject) and not stated(one, subject)
    )


def provisions(items: Iterable[Item]) -> Iterator[str]:
    """Yield the section `provisions:` with an example of each item below its question."""
    yield "provisions:"
    for item in items:
        yield from comment(f"{item.number}: {item.question}", _BELOW)
        yield from _example(item)


def _example(item: Item) -> Iterator[str]:
    line = f"{_BELOW}{item.example}"
    if len(line) <= _WIDTH:
        yield line
    else:
        for key, value in parse_document(item.example, "example.yaml").value.items():
            yield from pair(key, value, _BELOW)


def with_provisions(text: str, items: tuple[Item, ...]) -> str:
    """Return a contract's text with provisions that are shown, and say nothing yet."""
    if not items:
        return text
    shown = [*comment(_TOLD), *commented(provisions(items), "")]
    before, found, after = text.partition(f"\n{_ABOVE}")
    return "".join([before, "\n", *(f"{line}\n" for line in shown), found[1:], after])
