from __future__ import annotations

from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.render import render_text

SOURCE = "term: {from: 2024-01-01}\nrate: 75%\n"
PERCENT = Diagnostic(
    "VBC023", "`75%` has a percent sign.", Place("a.yaml", 2, 7), "write 0.75, the share of 1"
)
GONE = Diagnostic("VBC001", "There is no such file.", Place("b.yaml"))


def test_a_finding_shows_its_place_its_line_a_caret_and_the_hint() -> None:
    assert render_text([PERCENT], {"a.yaml": SOURCE}) == (
        "a.yaml:2:7: error VBC023: `75%` has a percent sign.\n"
        "    rate: 75%\n"
        "          ^\n"
        "  hint: write 0.75, the share of 1\n"
        "1 error\n"
    )


def test_a_finding_about_a_whole_file_shows_no_source_line() -> None:
    assert render_text([GONE], {}) == ("b.yaml: error VBC001: There is no such file.\n1 error\n")


def test_findings_stand_in_the_order_of_the_files_and_lines() -> None:
    first = Diagnostic("VBC108", "First.", Place("a.yaml", 1, 9))
    shown = render_text([GONE, PERCENT, first], {})
    codes = [line.split()[2] for line in shown.splitlines() if " error " in line]
    assert codes == ["VBC108:", "VBC023:", "VBC001:"]


def test_a_finding_that_is_reported_twice_is_shown_once() -> None:
    assert render_text([GONE, GONE], {}).endswith("1 error\n")


def test_errors_and_warnings_are_counted_apart() -> None:
    warning = Diagnostic("VBC200", "Odd.", severity="warning")
    assert render_text([GONE, warning, PERCENT], {}).endswith("2 errors, 1 warning\n")


def test_no_findings_are_said_so() -> None:
    assert render_text([], {}) == "no findings\n"


def test_a_long_line_is_cut_round_the_caret() -> None:
    source = "x" * 500 + "HERE" + "y" * 500
    finding = Diagnostic("VBC100", "Here.", Place("a.yaml", 1, 501))
    _, line, caret, _ = render_text([finding], {"a.yaml": source}).splitlines()
    assert line[caret.index("^") :].startswith("HERE")
    assert len(line) <= 100
    assert line.strip()[0] == line.strip()[-1] == "…"


def test_the_caret_stands_under_its_column_behind_an_escaped_character() -> None:
    finding = Diagnostic("VBC006", "Here.", Place("a.yaml", 1, 3))
    shown = render_text([finding], {"a.yaml": "\x1b[HERE"})
    line, caret = shown.splitlines()[1:3]
    assert line[caret.index("^") :] == "HERE"


def test_no_escape_sequence_of_a_file_reaches_the_terminal() -> None:
    evil = "\x1b]0;owned\x07"
    finding = Diagnostic("VBC100", evil, Place(evil, 1, 1), evil)
    assert "\x1b" not in render_text([finding], {evil: evil})


def test_colour_marks_the_code_only_when_asked() -> None:
    assert "\x1b[31merror VBC001\x1b[0m" in render_text([GONE], {}, color=True)
    assert "\x1b" not in render_text([GONE], {})
