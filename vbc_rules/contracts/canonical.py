"""The canonical form of a contract's file: one order of keys, one way to lay it out.

Keys stand in the order in which people read a contract, and comments move with the key
below them. What the file says does not change: it is read before and after, and a file
whose meaning or comments would change is left as it is. The form of the form is itself.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vbc_rules.contracts.declared.provisions import BY_KEY
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Place, refuse

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

INSTALL = 'pip install "vbc-rules[format]"'

CONTRACT_ORDER = (
    *("contract", "title", "description", "carrier", "plugins", "term", "line_of_business"),
    *("hcp_lan", "parties", "provisions", "episodes"),
    *("payment", "quality", "settlement", "reports"),
)
STREAM_ORDER = (
    *("name", "model", "hcp_lan", "measures", "facts", "parameters", "elections", "exhibits"),
)
STATED_ORDER = ("from", "to", "value", "adds_up_to", "cites", "rows", "entries")
"""Keys in the order in which they stand; others follow in the order in which they are written."""

_SECTIONS = ("payment", "quality")


def canonical_text(text: str, file: str) -> str:
    """Return the text of a contract in canonical form.

    Raises:
        Refusal: the findings of strict YAML; VBC103 for a file that is no mapping, such as
            one of facts; VBC036 where the form would change what the file says or lose a
            comment, VBC037 where ruamel.yaml is not installed.
    """
    before = parse_document(text, file)
    if not isinstance(before.value, dict):
        message = "The file holds no mapping, and so no contract."
        raise refuse("VBC103", message, Place(file, 1, 1), "name a contract in YAML")
    found = _laid_out(_in_order(text.replace("\r\n", "\n")))
    after = parse_document(found, file)
    if before.value != after.value or _comments(text) != _comments(found):
        message = "The file cannot be formatted without changing it."
        raise refuse("VBC036", message, Place(file), "write its mappings over several lines")
    return found


def _yaml() -> YAML:
    try:
        from ruamel.yaml import YAML
    except ImportError:
        message = "Formatting needs ruamel.yaml, which is not installed."
        raise refuse("VBC037", message, hint=f"Run: {INSTALL}") from None
    found = YAML()
    found.preserve_quotes = True
    found.width = 1_000_000  # a text or a mapping in braces stays on one line
    found.indent(mapping=2, sequence=4, offset=2)
    return found


def _laid_out(text: str) -> str:
    """Return the text with one indentation, one spacing, and flow mappings in order."""
    yaml = _yaml()
    data = yaml.load(text)
    for mapping, order in _mappings(data):
        if mapping.fa.flow_style():
            _order_flow(mapping, order)
    written = io.StringIO()
    yaml.dump(data, written)
    lines = [line.rstrip() for line in written.getvalue().split("\n")]
    return "\n".join(_single_blank_lines(lines)).rstrip("\n") + "\n"


def _order_flow(mapping: CommentedMap, order: Sequence[str]) -> None:
    for key in _sorted_keys(list(mapping), order):
        mapping.move_to_end(key)


def _single_blank_lines(lines: Sequence[str]) -> Iterator[str]:
    before = ""
    for number, line in enumerate(lines):
        if line or (before and number):
            yield line
        before = line


# ---- block mappings are put in order as blocks of lines, with the comments above their keys


def _in_order(text: str) -> str:
    """Return the text with the keys of every known block mapping in order."""
    mappings = list(_mappings(_yaml().load(text)))
    for number in range(len(mappings)):
        mapping, order = mappings[number]
        moved = text if mapping.fa.flow_style() else _reordered(text, mapping, order)
        if moved != text:  # positions are others now: read again
            text, mappings = moved, list(_mappings(_yaml().load(moved)))
    return text


def _mappings(data: Any) -> Iterator[tuple[CommentedMap, Sequence[str]]]:  # noqa: ANN401 - any YAML
    """Yield the mappings that have an order, inner ones first, the whole file last."""
    if not isinstance(data, dict):
        return
    for section in _SECTIONS:
        streams = data.get(section)
        for stream in streams if isinstance(streams, list) else ():
            if isinstance(stream, dict):
                yield from _stated(stream.get("parameters"))
                yield stream, STREAM_ORDER  # type: ignore[misc]
    for name, order in (
        ("term", ("from", "to")),
        ("parties", ("payer", "provider")),
        ("provisions", tuple(BY_KEY)),
    ):
        if isinstance(data.get(name), dict):
            yield data[name], order
    yield data, CONTRACT_ORDER  # type: ignore[misc]


def _stated(parameters: Any) -> Iterator[tuple[CommentedMap, Sequence[str]]]:  # noqa: ANN401
    """Yield the values of parameters that stand beside a citation or dates."""
    if not isinstance(parameters, dict):
        return
    for raw in parameters.values():
        for one in raw if isinstance(raw, list) else [raw]:
            if isinstance(one, dict) and set(one) <= set(STATED_ORDER):
                yield one, STATED_ORDER  # type: ignore[misc]


def _reordered(text: str, mapping: CommentedMap, order: Sequence[str]) -> str:
    keys = list(mapping)
    wanted = _sorted_keys(keys, order)
    if keys == wanted or len({mapping.lc.key(key)[0] for key in keys}) < len(keys):
        return text
    lines = text.split("\n")
    starts = [_block_start(lines, mapping, keys, index) for index in range(len(keys))]
    end = _block_end(lines, mapping, keys)
    blocks = {
        key: _without_blank_ends(lines[start:stop])
        for key, start, stop in zip(keys, starts, [*starts[1:], end], strict=True)
    }
    if lines[starts[0]].lstrip().startswith("- "):
        blocks = _with_dash(blocks, keys[0], wanted[0])
    moved = [line for key in wanted for line in blocks[key]]
    return "\n".join([*lines[: starts[0]], *moved, *lines[end:]])


def _without_blank_ends(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _sorted_keys(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    places = {key: number for number, key in enumerate(order)}
    return sorted(keys, key=lambda key: places.get(key, len(places)))


def _block_start(
    lines: Sequence[str], mapping: CommentedMap, keys: Sequence[str], index: int
) -> int:
    """Return the first line of a key's block: its comment, if one stands right above it.

    What stands above the first key of a mapping belongs to the mapping as a whole.
    """
    line, column = mapping.lc.key(keys[index])
    start: int = line
    while index and start and lines[start - 1].startswith(" " * column + "#"):
        start -= 1
    return start


def _block_end(lines: Sequence[str], mapping: CommentedMap, keys: Sequence[str]) -> int:
    """Return the line after the mapping: the first one that is indented less than its keys."""
    line, column = mapping.lc.key(keys[-1])
    for number in range(line + 1, len(lines)):
        text = lines[number]
        if text.strip() and len(text) - len(text.lstrip()) < column:
            return _before_comments(lines, number, column)
    return len(lines)


def _before_comments(lines: Sequence[str], number: int, column: int) -> int:
    """Step back over blank lines and comments that belong to what follows."""
    while not lines[number - 1].strip() or (
        lines[number - 1].lstrip().startswith("#")
        and len(lines[number - 1]) - len(lines[number - 1].lstrip()) < column
    ):
        number -= 1
    return number


def _with_dash(blocks: Mapping[str, list[str]], first: str, new_first: str) -> dict[str, list[str]]:
    """Move the dash of a list's entry from the key that was first to the one that is."""
    found = {key: list(block) for key, block in blocks.items()}
    found[first][0] = found[first][0].replace("- ", "  ", 1)
    at = next(i for i, line in enumerate(found[new_first]) if not line.lstrip().startswith("#"))
    line = found[new_first][at]
    indent = len(line) - len(line.lstrip())
    found[new_first][at] = f"{' ' * (indent - 2)}- {line.lstrip()}"
    above = [f"{' ' * (indent - 2)}{comment.lstrip()}" for comment in found[new_first][:at]]
    found[new_first][:at] = above
    return found


def _comments(text: str) -> Counter[str]:
    """Return the words of every comment, as often as they stand there."""
    import yaml

    in_text = bytearray(len(text) + 1)
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            in_text[start:end] = b"\1" * (end - start)
    starts = (match.start() for match in re.finditer(r"(?m)(?:^|(?<=\s))#.*$", text))
    comments = (text[at:].split("\n", 1)[0].strip() for at in starts if not in_text[at])
    return Counter(comments)
