"""HTML pages from templates: every text escaped, one style, no scripts, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from vbc_rules.diagnostics import refuse
from vbc_rules.diagnostics.text import plain
from vbc_rules.reports.charts.files import stylesheet
from vbc_rules.reports.formatting import true_minus

if TYPE_CHECKING:
    from jinja2 import Environment

INSTALL = 'pip install "vbc-rules[html]"'


def render_page(template: str, **values: object) -> bytes:
    """Return the page that a template of this folder makes of the values, as UTF-8.

    Raises `Refusal` (VBC704) with the command to run where Jinja2 is not installed.
    """
    environment = _environment()
    style = _style()
    page = environment.get_template(template)
    text = page.render(style=_markup(style), style_hash=_hash(style), **values)
    return f"{text.rstrip()}\n".encode()


def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        message = "An HTML report needs Jinja2, which is not installed."
        raise refuse("VBC704", message, hint=f"Run: {INSTALL}") from None
    environment = Environment(
        loader=PackageLoader("vbc_rules.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    environment.filters["markup"] = _markup
    environment.filters["minus"] = true_minus
    return environment


def _finalized(value: object) -> object:
    """Make control characters visible in every text that a template prints."""
    from markupsafe import Markup

    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _markup(text: str) -> object:
    """Mark what this package itself drew as markup; never used on text from a file."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - the drawings escape their texts, see svg.safe


def _style() -> str:
    return "".join(stylesheet(name) for name in ("colours.css", "chart.css", "style.css"))


def _hash(style: str) -> str:
    """Return the hash by which the page's policy allows its own style, and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
