"""From the events of the YAML parser to plain data with places, in one pass.

The parser's events are read rather than its node tree, so that depth and size are
checked before anything is built, and no recursion depends on what a file holds.
"""

from __future__ import annotations

from typing import Any

import attrs
import yaml
from yaml import events

from vbc_rules.contracts.text.located import Located, Pointer, Position
from vbc_rules.contracts.text.scalars import Objection, read_scalar
from vbc_rules.contracts.text.syntax import syntax_finding, too_deep
from vbc_rules.diagnostics import Diagnostic, Place, Refusal

DEEPEST = 32
"""Levels of nesting; the deepest contract needs about ten."""

MOST_VALUES = 20_000
"""Keys and values in one file."""

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_KEY = object()
_CANNOT_GO_ON = frozenset({"VBC008", "VBC010", "VBC011"})


def compose(text: str, file: str, most_values: int = MOST_VALUES) -> Located:
    """Return the document in the text; raises Refusal with every finding."""
    composer = _Composer(file, most_values)
    try:
        for event in yaml.parse(text, Loader=PARSER):
            composer.take(event)
            if composer.must_stop:
                break
    except yaml.YAMLError as error:
        composer.findings.append(syntax_finding(error, file, text, DEEPEST))
    if not composer.found_document and not composer.findings:
        composer.find("VBC007", "The file has no content.", (0, 0), "write the contract into it")
    if composer.findings:
        raise Refusal(composer.findings)
    return Located(file, text, composer.root, composer.values, composer.keys)


@attrs.define
class _Frame:
    """A mapping or list that is still open; `key` is the key that waits for its value.

    `last_plain` is its last value without quotes, as it is written, and where.
    """

    container: dict[Any, Any] | list[Any]
    pointer: Pointer
    key: Any = _NO_KEY
    last_plain: tuple[str, Position] = ("", (0, 0))

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is _NO_KEY

    def next_pointer(self) -> Pointer:
        if isinstance(self.container, list):
            return (*self.pointer, len(self.container))
        return (*self.pointer, "?" if self.key is _NO_KEY else self.key)


@attrs.define
class _Composer:
    """The state of one pass: the open containers, the places and the findings so far."""

    file: str
    most_values: int
    root: Any = None
    values: dict[Pointer, Position] = attrs.Factory(dict)
    keys: dict[Pointer, Position] = attrs.Factory(dict)
    findings: list[Diagnostic] = attrs.Factory(list)
    found_document: bool = False
    must_stop: bool = False
    _open: list[_Frame] = attrs.Factory(list)
    _count: int = 0

    def find(self, code: str, message: str, position: Position, hint: str) -> None:
        """Keep a finding at a position."""
        self.keep(Diagnostic(code, message, Place(self.file, *position), hint))

    def keep(self, finding: Diagnostic) -> None:
        """Keep a finding; some of them end the pass."""
        self.findings.append(finding)
        self.must_stop = self.must_stop or finding.code in _CANNOT_GO_ON

    def take(self, event: events.Event) -> None:
        """Read one event."""
        if isinstance(event, events.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, events.CollectionEndEvent):
            self._attach(self._open.pop().container)
        elif isinstance(event, events.CollectionStartEvent):
            self._collection(event)
        elif isinstance(event, events.AliasEvent):
            self._alias(event)
        elif isinstance(event, events.DocumentStartEvent):
            self._document(event)

    def _document(self, event: events.DocumentStartEvent) -> None:
        if self.found_document:
            hint = "keep one document in a file; write the other into a file of its own"
            self.find("VBC008", "The file has a second document.", _position(event), hint)
        if event.version or event.tags:
            hint = "delete the line that begins with %"
            self.find("VBC026", "The file has a YAML directive.", _position(event), hint)
        self.found_document = True

    def _collection(self, event: events.CollectionStartEvent) -> None:
        position = _position(event)
        self._check_decorations(event, position)
        self._check_limits(position)
        pointer = self._enter(position)
        if self._open and self._open[-1].wants_key:
            hint = "write a text before the colon"
            self.find("VBC017", "A key must be text, not a list or a mapping.", position, hint)
        is_mapping = isinstance(event, events.MappingStartEvent)
        self._open.append(_Frame({} if is_mapping else [], pointer))

    def _check_limits(self, position: Position) -> None:
        if len(self._open) >= DEEPEST:
            self.keep(too_deep(DEEPEST, Place(self.file, *position)))

    def _check_decorations(
        self, event: events.ScalarEvent | events.CollectionStartEvent, position: Position
    ) -> None:
        if event.anchor is not None:
            hint = "delete the mark and write the values out in each place"
            self.find("VBC014", f"`&{event.anchor}` is an anchor.", position, hint)
        if event.tag is not None:
            hint = "delete the tag; write text in quotes and numbers without"
            self.find("VBC015", f"`{_tag(event.tag)}` is a tag.", position, hint)

    def _alias(self, event: events.AliasEvent) -> None:
        position = _position(event)
        hint = "write the values out here"
        self.find("VBC014", f"`*{event.anchor}` is an alias.", position, hint)
        if self._open and self._open[-1].wants_key:
            self._open[-1].key = f"*{event.anchor}"
        else:
            self._enter(position)
            self._attach("")

    def _scalar(self, event: events.ScalarEvent) -> None:
        position = _position(event)
        if event.anchor is not None or event.tag is not None:
            self._check_decorations(event, position)
        if self._open and self._open[-1].wants_key:
            self._key(event, position)
        elif not self._open and _is_nothing(event):
            self.found_document = self.found_document and event.tag is not None
        else:
            self._value(event, position)

    def _key(self, event: events.ScalarEvent, position: Position) -> None:
        frame, key = self._open[-1], event.value
        self._count_one(position)
        if not event.style:
            self._check_plain_key(key, position)
        pointer = (*frame.pointer, key)
        if key in frame.container:
            first = self.keys[pointer][0]
            hint = f"it is first written at line {first}; keep one of the two"
            self.find("VBC013", f"`{key}` is written twice.", position, hint)
        frame.key = key
        self.keys[pointer] = position

    def _check_plain_key(self, key: str, position: Position) -> None:
        if key == "<<":
            hint = "write the values of the other mapping out here"
            self.find("VBC016", "`<<` is a merge key.", position, hint)
            return
        meaning = read_scalar(key)
        if not isinstance(meaning, str):
            hint = f'put the key in quotes: "{key}"' if key else "write a name before the colon"
            self.find("VBC017", f"The key `{key}` is not plain text.", position, hint)

    def _value(self, event: events.ScalarEvent, position: Position) -> None:
        pointer = self._enter(position)
        value: object = event.value
        if not event.style:
            value = read_scalar(event.value)
            if not event.value and self._after_comma(pointer):
                value = event.value
            elif isinstance(value, Objection):
                # an absent value has no characters to point at: its key has
                position = position if event.value else self.keys.get(pointer, position)
                hint = value.hint if event.value else self._hint(value, pointer)
                self.find(value.code, self._sentence(value, pointer, event), position, hint)
                value = event.value
            if event.value and self._open:
                self._open[-1].last_plain = event.value, position
        self._attach(value)

    def _after_comma(self, pointer: Pointer) -> bool:
        """Tell `{value: 0,50}` as the number that is meant, not as a key 50 without a value."""
        if pointer not in self.keys:
            return False
        frame, (line, column) = self._open[-1], self.keys[pointer]
        before, at = frame.last_plain
        whole = f"{before},{pointer[-1]}"
        meaning = read_scalar(whole)
        if (line, column) != (at[0], at[1] + len(before) + 1) or not isinstance(meaning, Objection):
            return False
        told_already = {Place(self.file, *at), Place(self.file, line, column)}
        self.findings = [one for one in self.findings if one.place not in told_already]
        self.find(meaning.code, meaning.message, at, meaning.hint)
        frame.last_plain = whole, at
        return True

    def _sentence(self, objection: Objection, pointer: Pointer, event: events.ScalarEvent) -> str:
        if event.value or not pointer:
            return objection.message
        return f"`{pointer[-1]}` has no value." if pointer in self.keys else "An entry is empty."

    def _hint(self, objection: Objection, pointer: Pointer) -> str:
        """Return what to write for an absent value: a key of two words may lack its colon."""
        first, _, rest = str(pointer[-1]).partition(" ") if pointer in self.keys else ("", "", "")
        return f"write a colon behind the key: {first}: {rest}" if rest else objection.hint

    def _enter(self, position: Position) -> Pointer:
        """Count a value and keep its place; return the pointer to it."""
        self._count_one(position)
        pointer = self._open[-1].next_pointer() if self._open else ()
        self.values[pointer] = position
        return pointer

    def _count_one(self, position: Position) -> None:
        self._count += 1
        if self._count > self.most_values:
            message = f"The file has more than {self.most_values:,} keys and values."
            self.find("VBC011", message, position, "split it into several files")

    def _attach(self, value: object) -> None:
        """Put a finished value where it belongs."""
        if not self._open:
            self.root = value
            return
        frame = self._open[-1]
        if isinstance(frame.container, list):
            frame.container.append(value)
        elif frame.key is _NO_KEY:
            frame.key = "?"
        else:
            frame.container[frame.key] = value
            frame.key = _NO_KEY


def _position(event: events.Event) -> Position:
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _is_nothing(event: events.ScalarEvent) -> bool:
    return not event.value and not event.style


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
