"""Errors in how a model is written; raised where it is defined, with file and line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import CodeType, FrameType

from vbc_rules.diagnostics import Diagnostic, Place, Refusal

_LANGUAGE = f"{Path(__file__).parent}{os.sep}"


class DefinitionError(Refusal):
    """A model breaks a rule of the language; its place is the author's file and line."""


class CircularError(DefinitionError):
    """A clause needs itself. `circle` names the way round: its last name is its first."""

    def __init__(self, circle: tuple[str, ...], place: Place) -> None:
        """Keep the circle besides its finding, which is VBC621."""
        self.circle = circle
        message = f"circular clauses: {' -> '.join(circle)}"
        super().__init__([Diagnostic("VBC621", message, place)])


def wrong(code: str, message: str, place: Place | None = None, hint: str = "") -> DefinitionError:
    """Return a definition error at `place`, or at the author's line that is running now."""
    return DefinitionError([Diagnostic(code, message, place or author_place(), hint)])


def author_place() -> Place:
    """Return the innermost line outside this package: the line the author wrote."""
    frame = author_frame()
    return Place(frame.f_code.co_filename, frame.f_lineno, 1)


def author_frame() -> FrameType:
    """Return the innermost frame outside this package."""
    frame = sys._getframe(1)  # the only way to name the author's line
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_LANGUAGE):
        frame = frame.f_back
    return frame


def code_place(code: CodeType) -> Place:
    """Return where a function of the author begins."""
    return Place(code.co_filename, code.co_firstlineno, 1)
