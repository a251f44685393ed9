"""An XML text as a tree with places. No document type, no entities, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.parsers import expat

import attrs

from vbc_rules.diagnostics import Place, refuse

DEEPEST = 64
MOST_ELEMENTS = 1_000_000
_AFTER_NAMESPACE = " "


@attrs.define(eq=False)
class Element:
    """An element; names within the document's main namespace stand without it."""

    name: str
    attributes: Mapping[str, str]
    place: Place
    children: list[Element] = attrs.field(factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        """Return an attribute, empty where it is absent."""
        return self.attributes.get(name, "")

    def each(self, *path: str) -> Iterator[Element]:
        """Yield the elements at the end of a path of child names."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.each(*path[1:])

    def first(self, *path: str) -> Element | None:
        """Return the first element at the end of a path, None where there is none."""
        return next(self.each(*path), None)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


def parse_xml(text: str, file: str, namespace: str) -> Element:
    """Return the root of an XML text; `namespace` is the one whose names stand plain.

    Raises:
        Refusal: VBC007 for an empty text, VBC452 for a text that is not XML, VBC453 for
            a document type, VBC010 and VBC011 for one that is too deep or too large.
    """
    if not text.strip():
        raise refuse("VBC007", "The file has no content.", Place(file), "name another file")
    return _Reading(file, namespace).root(text)


class _Reading:
    """Builds the tree while the parser goes through the text."""

    def __init__(self, file: str, namespace: str) -> None:
        self.file = file
        self.main = namespace + _AFTER_NAMESPACE
        self.parser = expat.ParserCreate("utf-8", _AFTER_NAMESPACE)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        # without a document type there are no entities, and nothing outside is named
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.top = Element("", {}, Place(file))
        self.open = [self.top]
        self.elements = 0

    def root(self, text: str) -> Element:
        """Return the root element."""
        try:
            self.parser.Parse(text.encode("utf-8", errors="surrogatepass"), True)  # noqa: FBT003
        except expat.ExpatError as error:
            place = Place(self.file, error.lineno, error.offset + 1)
            message = f"This is not XML: {expat.ErrorString(error.code)}."
            raise refuse("VBC452", message, place, "export the file again") from None
        return self.top.children[0]

    def _place(self) -> Place:
        parser = self.parser
        return Place(self.file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            message = f"The file has more than {MOST_ELEMENTS:,} elements."
            raise refuse("VBC011", message, self._place(), "split it")
        if len(self.open) > DEEPEST:
            message = f"The text is nested more than {DEEPEST} levels deep."
            raise refuse("VBC010", message, self._place(), "name the right file")
        element = Element(name.removeprefix(self.main), attributes, self._place())
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, name: str) -> None:
        del name  # the parser has checked that it is the one that is open
        self.open.pop()

    def _characters(self, text: str) -> None:
        if not text.isspace():
            self.open[-1].text += text

    def _document_type(self, name: str, system: str | None, public: str | None, _: int) -> None:
        del system, public
        message = f"The file declares the document type `{name[:40]}`, which can define entities."
        hint = "delete the declaration; reports need none, and nothing is ever fetched"
        raise refuse("VBC453", message, self._place(), hint)
