from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.reports.charts.svg import Scale, element, nice_ticks, safe, short_dollars, wrapped


def fractions(*texts: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(text) for text in texts)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("0", "5533824", ("0", "1000000", "2000000", "3000000", "4000000", "5000000")),
        ("-1500000", "0", ("-1500000", "-1000000", "-500000", "0")),
        ("0", "0.07", ("0", "0.02", "0.04", "0.06")),
        ("7", "7", ("7",)),
    ],
)
def test_ticks_are_round_numbers_in_the_range(low: str, high: str, ticks: tuple[str, ...]) -> None:
    assert nice_ticks(Fraction(low), Fraction(high), 6) == fractions(*ticks)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "$0"),
        ("500", "$500"),
        ("2500", "$2.5K"),
        ("-1500000", "−$1.5M"),
        ("2000000000", "$2B"),
        ("-20", "−$20.00"),
        ("0.25", "$0.25"),
    ],
)
def test_an_axis_shows_short_dollars(amount: str, text: str) -> None:
    assert short_dollars(Fraction(amount)) == text


def test_a_scale_maps_its_ends_onto_its_pixels() -> None:
    scale = Scale(Fraction(-10), Fraction(10), 100, 300)
    assert [scale.at(Fraction(amount)) for amount in (-10, 0, 10)] == [100, 200, 300]


def test_an_empty_scale_puts_everything_at_its_start() -> None:
    assert Scale(Fraction(0), Fraction(0), 100, 300).at(Fraction(0)) == 100


def test_an_element_leaves_out_what_is_none_and_escapes_the_rest() -> None:
    written = element("rect", class_="bar", stroke_width=2, fill=None, aria_label='"<&>')
    assert written == '<rect class="bar" stroke-width="2" aria-label="&quot;&lt;&amp;&gt;"/>'


def test_text_is_wrapped_and_never_cut() -> None:
    lines = wrapped("Total updated benchmark expenditures of assigned beneficiaries", 150, 14)
    assert len(lines) > 1
    assert " ".join(lines) == "Total updated benchmark expenditures of assigned beneficiaries"


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrapped("", 100, 14) == ("",)


def test_control_characters_become_visible() -> None:
    assert safe("\x1b[2J<b>") == "\\x1b[2J&lt;b&gt;"
