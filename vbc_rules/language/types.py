"""Annotations of a class body or function, as the classes they name."""

from __future__ import annotations

import inspect
import sys
from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from vbc_rules.language.errors import author_frame, wrong

Names = Mapping[str, Any]


def author_names(module: str) -> Names:
    """Return the names an author's class sees: those of its module, and of a function around it.

    Must be called while the class is being defined.
    """
    return ChainMap(dict(author_frame().f_locals), vars(sys.modules[module]))


def annotation_of(owner: type, name: str, names: Names) -> type[Any]:
    """Return the class that annotates an attribute.

    One name is looked up, which is far quicker than evaluating every annotation of the
    class.

    Raises:
        DefinitionError: VBC608 if the attribute has no annotation.
    """
    written = inspect.get_annotations(owner).get(name)
    if written is None:
        raise wrong("VBC608", f"`{name}` has no unit", hint=f"write {name}: USD = ...")
    return resolved(written, names, name)


def resolved(written: object, names: Names, of: str) -> type[Any]:
    """Return the class that an annotation names: a class, its name, or `module.name`.

    Raises:
        DefinitionError: VBC608 if it names no class.
    """
    if isinstance(written, type):
        return written
    first, *rest = str(written).split(".")
    found: Any = names.get(first)
    for part in rest:
        found = getattr(found, part, None)
    if not isinstance(found, type):
        raise wrong("VBC608", f"`{written}`, the unit of `{of}`, is not a known class")
    return found
