"""Annotations of a class body or function, as the classes they name."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from vbc_rules.language.errors import wrong


def annotation_of(owner: type, name: str) -> type[Any]:
    """Return the class that annotates an attribute.

    Names are looked up in the module, which is far quicker than evaluating every
    annotation of the class.

    Raises:
        DefinitionError: VBC608 if the attribute has no annotation.
    """
    written = owner.__dict__.get("__annotations__", {}).get(name)
    if written is None:
        raise wrong("VBC608", f"`{name}` has no unit", hint=f"write {name}: USD = ...")
    return resolved(written, vars(sys.modules[owner.__module__]), name)


def resolved(written: object, names: Mapping[str, Any], of: str) -> type[Any]:
    """Return the class that an annotation names: a class, its name, or `module.name`."""
    if isinstance(written, type):
        return written
    first, *rest = str(written).split(".")
    found: Any = names.get(first)
    for part in rest:
        found = getattr(found, part, None)
    if not isinstance(found, type):
        raise wrong("VBC608", f"`{written}`, the unit of `{of}`, is not a known class")
    return found
