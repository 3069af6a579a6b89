"""Files → one self-contained HTML page for proofreading: no network, no build step, nothing from the text is markup."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pinyin_strip.extras import install_line
from pinyin_strip.report.page.charts import charts
from pinyin_strip.report.page.legend import LEGEND
from pinyin_strip.report.page.model import build
from pinyin_strip.report.page.reported import ReportedFile, ReportedText
from pinyin_strip.rules import RULES

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["ReportedFile", "ReportedText", "render"]

WITHOUT_SCRIPT = 500  # findings that are listed where the browser runs no script
SCRIPTS = ("text.js", "decisions.js", "list.js", "page.js")  # one script, in this order
SHEET = '<script class="sheet" type="application/json">{}</script>\n'


def render(files: Iterable[ReportedFile], *, title: str = "Proofreading report") -> str:
    """Render files as one page.

    Args:
        files: what the page is about, each file with its texts.
        title: what the page is called.

    Raises:
        ModuleNotFoundError: if Jinja2 is not installed; the message names the extra that brings it.
    """
    page = build(files)
    style, script = _text("page.css"), "\n".join(map(_text, SCRIPTS))
    return str(
        _template().render(
            title=title,
            page=page,
            legend=LEGEND,
            rules={code: RULES[code] for code in sorted(page.codes) if code in RULES},
            charts=charts(page),
            style=_trusted(style),
            script=_trusted(script),
            policy=_policy(style, script),
            data=_trusted(_json(page.data())),
            sheets=_trusted("".join(SHEET.format(_json(sheet)) for sheet in page.sheets())),
            without_script=page.findings[:WITHOUT_SCRIPT],
        )
    )


def _template() -> Any:  # noqa: ANN401  Jinja2's own type, which is not here where Jinja2 is not
    try:
        from jinja2 import Environment, StrictUndefined
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(f"the HTML report needs Jinja2: {install_line('report')}", name="jinja2") from error
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_text("page.html.j2"))


def _text(name: str) -> str:
    return files("pinyin_strip.report.page").joinpath(name).read_text("utf-8")


def _trusted(own: str) -> Markup:
    """Mark our own style and script, and data in which no ``<`` can occur, as needing no escape."""
    from markupsafe import Markup

    return Markup(own)


def _json(data: object) -> str:
    """Data as JSON that may stand in a script element: nothing in it can end the element or open a comment."""
    return (
        json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )


def _policy(style: str, script: str) -> str:
    """A content security policy that lets exactly this style and this script run, and nothing be fetched."""
    own = {name: b64encode(sha256(text.encode()).digest()).decode() for name, text in (("s", style), ("j", script))}
    return (
        f"default-src 'none'; style-src 'sha256-{own['s']}'; script-src 'sha256-{own['j']}'; "
        "base-uri 'none'; form-action 'none'"
    )
