"""Text from a file stays text: no formula, no markup, nothing that steers a terminal."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.office import CONTRACT, FACTS, Ran

HOSTILE = {
    "a formula": '=HYPERLINK("http://x.example";"pay")',
    "a formula with a plus": "+1+1",
    "a formula with an at sign": "@SUM(A1)",
    "a formula of full width": "＝1+1",
    "a script": "<script>alert(1)</script>",
    "an image": '"><img src=x onerror=alert(1)>',
    "an entity of HTML": "&lt;b&gt;",
}
HIDDEN = {
    "text that turns the direction": "\u202egnihton",
    "an invisible mark": "a\u200b\u2066b",
    "a line separator": "a\u2028b",
    "a C1 control": "\x9b31m",
}
CONTROLS = {
    "an escape sequence": "\x1b[31mred",
    "a title sequence": "\x1b]0;x\x07",
    "a bell": "a\x07b",
    "a null": "a\x00b",
    "a backspace": "a\x08b",
}
FORMULA = ("=", "+", "-", "@", "＝")
SETTLE = ("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")


def with_entity(office: Path, text: str) -> None:
    """Put the text where a reader meets it first: the name of an entity."""
    rows = list(csv.reader(io.StringIO(FACTS)))
    rows[1][0] = text
    with (office / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def with_title(office: Path, text: str) -> None:
    """Put the text where a contract speaks: its title, a party and a citation."""
    written = json.dumps(text, ensure_ascii=False)
    changed = CONTRACT.replace("Acme shared savings", written).replace("Acme Health Plan", written)
    cited = changed.replace("value: 0.75", f"value: 0.75, cites: {written}")
    (office / "prairie.yaml").write_text(cited, encoding="utf-8")


class Tags(HTMLParser):
    """Collects the tags of a page in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(" ".join([tag, *(name for name, _ in attrs)]))


def tags(page: str) -> list[str]:
    """Return every tag of a page with the names of its attributes."""
    return Tags(page).found


def is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


def steers(text: str) -> bool:
    """Say whether a terminal or a reader would obey a character instead of showing it."""
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return any(unicodedata.category(one) in hidden for one in text if one not in "\n\r")


# what a contract may hold is tried in its texts too; what cannot be seen only a facts file has
CASES = [
    *(pytest.param(with_entity, text, id=f"entity: {kind}") for kind, text in HOSTILE.items()),
    *(pytest.param(with_entity, text, id=f"entity: {kind}") for kind, text in HIDDEN.items()),
    *(pytest.param(with_title, text, id=f"contract: {kind}") for kind, text in HOSTILE.items()),
]
everywhere = pytest.mark.parametrize(("put", "text"), CASES)
Put = Callable[[Path, str], None]


@everywhere
def test_no_output_for_a_terminal_is_steered(
    put: Put, text: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    put(office, text)
    explain = ("explain", *SETTLE[1:], "--entity")
    entity = text if put is with_entity else "north"
    for ran in (vbc(*SETTLE), vbc(*explain, entity), vbc(*SETTLE, "--format", "json")):
        assert (ran.code, ran.err) == (0, "")
        assert not steers(ran.out)


@everywhere
def test_no_cell_becomes_a_formula(
    put: Put, text: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    put(office, text)
    ran = vbc(*SETTLE, "--format", "csv")
    cells = [cell.lstrip() for row in csv.reader(io.StringIO(ran.out)) for cell in row]
    assert ran.code == 0
    assert not steers(ran.out)
    assert not any(cell.startswith(FORMULA) and not is_number(cell) for cell in cells)


@everywhere
def test_no_page_gets_markup(put: Put, text: str, office: Path, vbc: Callable[..., Ran]) -> None:
    put(office, "harmless")
    vbc(*SETTLE, "--report", "core.statement_html=harmless.html")
    for name, original in (("prairie.yaml", CONTRACT), ("facts.csv", FACTS)):
        (office / name).write_text(original, encoding="utf-8")
    put(office, text)
    ran = vbc(*SETTLE, "--report", "core.statement_html=hostile.html")
    hostile = (office / "hostile.html").read_text(encoding="utf-8")
    assert ran.code == 0
    assert not steers(hostile)
    assert tags(hostile) == tags((office / "harmless.html").read_text(encoding="utf-8"))


@everywhere
def test_json_gives_the_text_back_as_it_was(
    put: Put, text: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    put(office, text)
    ran = vbc(*SETTLE, "--format", "json")
    settlement = json.loads(ran.out)["settlements"][0]
    assert text in (settlement["entity"], settlement["title"])


@pytest.mark.parametrize("kind", HIDDEN)
def test_a_contract_holds_nothing_that_cannot_be_seen(
    kind: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    with_title(office, HIDDEN[kind])
    for ran in (vbc("validate", "prairie.yaml"), vbc("validate", "--format", "json", ".")):
        assert ran.code == 1
        assert "VBC006" in ran.out
        assert not steers(ran.out)


@pytest.mark.parametrize("kind", CONTROLS)
@pytest.mark.parametrize(("name", "text"), [("facts.csv", FACTS), ("prairie.yaml", CONTRACT)])
def test_a_control_character_is_refused_and_not_repeated(
    name: str, text: str, kind: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    changed = text.replace("north", CONTROLS[kind]).replace("Acme shared", CONTROLS[kind])
    (office / name).write_text(changed, encoding="utf-8")
    ran = vbc(*SETTLE)
    assert (ran.code, ran.out) == (1, "")
    assert "error VBC006: " in ran.err
    assert not steers(ran.err)


@pytest.mark.parametrize("text", [*HOSTILE.values(), *HIDDEN.values()])
def test_a_finding_shows_the_text_harmlessly(
    text: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    with_entity(office, text)
    ran = vbc("explain", *SETTLE[1:], "--entity", f"{text}x")
    assert (ran.code, ran.out) == (1, "")
    assert "error VBC421: " in ran.err
    assert not steers(ran.err)


def test_the_name_of_a_file_is_shown_harmlessly(office: Path, vbc: Callable[..., Ran]) -> None:
    name = "prai\x1b[31mrie.yaml"
    (office / name).write_text(CONTRACT, encoding="utf-8")
    for ran in (vbc("validate", name), vbc("settle", name, "--facts", name)):
        assert ran.code == 1
        assert not steers(ran.out + ran.err)
    told = vbc(*SETTLE, "--report", f"core.statement_csv={name}.csv")
    assert told.code == 0
    assert not steers(told.err)
