"""Rendering: what the format of a plugin makes of settlements, or why it makes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from vbc_rules.diagnostics import Refusal, refuse
from vbc_rules.hooks.declarations import ReportFormat
from vbc_rules.hooks.origin import BUILT_IN
from vbc_rules.statements.settlement import Settlement

TELL = "tell the authors of the plugin, or choose another format"


def rendered(form: ReportFormat, settlements: Sequence[Settlement]) -> bytes:
    """Return the bytes of a report. An error of a format of our own is let through.

    Raises:
        Refusal: VBC327 where the format fails, or returns anything but bytes.
    """
    try:
        data = form.render(settlements)
    except Refusal:
        raise
    except Exception as error:
        if form.id.partition(".")[0] == BUILT_IN:
            raise
        message = f"The report format {form.id} failed: {type(error).__name__}: {error}."
        raise refuse("VBC327", message, hint=TELL) from error
    kind = type(data).__name__  # whatever the annotation of a stranger's function says
    if kind != "bytes":
        message = f"The report format {form.id} returns {kind}, not the bytes of a file."
        raise refuse("VBC327", message, hint=TELL)
    return data
