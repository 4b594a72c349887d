"""Charts: what is drawn, what is said, what is never drawn."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.utils import translation

from accord.kit.charts import (
    Bar,
    ChartPicture,
    Goal,
    Judgement,
    Line,
    MapClass,
    Panel,
    bar_chart,
    dot_chart,
    draw_lines,
    gap,
    line_chart,
    rating,
    small_multiples,
    sparkline,
    standalone,
    tile_map,
)
from accord.kit.charts.map import positions
from accord.kit.charts.pen import LETTER, round_top

STEPS = ("None", "Little", "Half", "Much", "All")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def drawn(panel: Panel) -> ChartPicture:
    picture = draw_lines(panel)
    assert picture is not None
    return picture


def tags(picture: ChartPicture, name: str, look: str = "") -> list[ElementTree.Element]:
    found = ElementTree.fromstring(picture.svg).iter(name)  # noqa: S314  our own drawing
    return [one for one in found if look in one.get("class", "").split() or not look]


def test_one_value_is_a_dot_and_never_a_line() -> None:
    picture = drawn(Panel("Births", "percent", [Line("All", [(2014, 66.9)])]))
    assert not tags(picture, "polyline")
    assert tags(picture, "circle", "f1")
    assert picture.label == "Births. All: one value, 66.9% in 2014."


@pytest.mark.parametrize(
    ("points", "breaks", "stretches"),
    [
        ([(2000, 1), (2001, 2), (2002, 3)], (), 1),
        ([(2000, 1), (2001, 2), (2002, None), (2003, 3), (2004, 4)], (), 2),
        ([(2000, 1), (2001, 2), (2002, 3), (2003, 4)], (2002,), 2),
        ([(2000, 1), (2001, 2), (2012, 3), (2013, 4)], (), 2),
        ([(2000, 1), (2001, None), (2002, 3)], (), 0),
    ],
)
def test_a_line_breaks_where_nothing_is_known(
    points: list[tuple[int, int | None]], breaks: tuple[int, ...], stretches: int
) -> None:
    picture = drawn(Panel("T", "", [Line("All", points, breaks=frozenset(breaks))]))
    assert len(tags(picture, "polyline")) == stretches


def test_nothing_is_drawn_of_nothing() -> None:
    assert line_chart([("F", [])], "T", "percent") is None
    assert draw_lines(Panel("T", "", [Line("All", [(2000, None)])])) is None
    assert bar_chart([Bar("a", None)], "T") is None


def test_what_is_to_come_is_an_open_ring() -> None:
    picture = drawn(Panel("T", "percent", [Line("All", [(2014, 20), (2018, 15)])], Goal(2030, 0)))
    assert len(tags(picture, "circle", "goal-ring")) == 1
    assert picture.label.endswith("Goal: 0% by 2030.")
    assert picture.rows[-1] == ("Goal", "2030", "0%")


def test_words_are_escaped() -> None:
    picture = drawn(Panel('<b>"x"', "", [Line("<script>", [(2000, 1), (2001, 2)])]))
    assert "<script>" not in picture.svg
    assert picture.label.startswith('<b>"x"')
    assert tags(picture, "text")[-1].text.startswith("<script>")  # type: ignore[union-attr]


def test_no_picture_carries_a_style_or_a_colour() -> None:
    pictures = [
        drawn(Panel("T", "percent", [Line("All", [(2000, 1), (2001, 2)], ranges=((2001, 1, 3),))], Goal(2030, 0))),
        bar_chart([Bar("a", 1, low=0.5, high=2)], "T"),
        tile_map({"KEN": 0}, [MapClass("tile3", "yes")], {}, "T"),
        rating([Judgement("government", 4), Judgement("peers", 1)], STEPS, "T"),
        sparkline([(2000, 1), (2001, 2)]),
    ]
    for picture in pictures:
        assert picture
        assert not re.search(r'style=|fill="|stroke="|#[0-9a-f]{3}', picture.svg)
        assert 'role="img" aria-label="' in picture.svg


def test_time_runs_from_the_right_in_arabic() -> None:
    panel = Panel("T", "", [Line("x", [(2000, 1), (2010, 2)])])
    left = tags(drawn(panel), "polyline")[0].get("points", "")
    with translation.override("ar"):
        picture = drawn(panel)
    right = tags(picture, "polyline")[0].get("points", "")
    mirrored = [f"{340 - float(x):.1f}".removesuffix(".0") for x in re.findall(r"([\d.]+),", left)]
    assert re.findall(r"([\d.]+),", right) == mirrored
    assert 'direction="rtl"' in picture.svg


def test_the_map_is_never_mirrored_and_has_a_tile_for_every_state() -> None:
    places = positions()
    assert len(places) == 195
    assert len(set(places.values())) == 195
    with translation.override("ar"):
        picture = tile_map({"KEN": 0}, [MapClass("tile3", "yes")], {"KEN": "Kenya"}, "Laws", without="no")
    assert 'direction="ltr"' in picture.svg
    assert ("Kenya", "yes") in picture.rows
    assert len(picture.rows) == 195


def test_the_map_says_its_counts() -> None:
    picture = tile_map({"KEN": 0, "UGA": 0}, [MapClass("tile3", "banned")], {}, "Laws", without="not banned")
    assert picture.label == "Laws. banned: 2 States; not banned: 193 States."


def test_a_missing_bar_is_a_word_and_not_a_zero() -> None:
    picture = bar_chart([Bar("a", 10), Bar("b", None), Bar("c", 0)], "T", "percent")
    assert picture is not None
    assert len(tags(picture, "rect")) == 2
    assert picture.rows == (("a", "10%"), ("b", "no value"), ("c", "0%"))


def test_small_multiples_share_their_years_but_not_their_top() -> None:
    panels = [Panel("A", "", [Line("x", [(2000, 10), (2001, 12)])]), Panel("B", "", [Line("x", [(2020, 900), (2021, 950)])])]
    first, second = small_multiples(panels)
    assert first is not None
    assert second is not None
    words = [[text.text for text in tags(one, "text")] for one in (first, second)]
    assert all({"2000", "2021"} <= set(said) for said in words)
    assert "20" in words[0]
    assert "1,000" in words[1]


def test_words_take_room_only_where_their_line_ends_and_small_multiples_stand_year_under_year() -> None:
    goal = Goal(2030, 0)
    early, late = Line("A line of many words", [(2014, 4)]), Line("Late", [(2014, 4), (2024, 3)])
    alone = draw_lines(Panel("A", "", [early], goal))
    both = small_multiples([Panel("A", "", [early], goal), Panel("B", "", [late], goal)])
    assert alone is not None
    ring, year = tags(alone, "circle")[0].get("cx"), tags(alone, "text")[2]
    assert (ring, year.text, year.get("x")) == ("322", "2030", "322")
    assert len({tags(one, "circle")[0].get("cx") for one in both if one}) == 1


ENDS: list[tuple[list[Line], Goal | None]] = [
    ([Line("Kenya", [(2016, 63), (2024, 5.7)]), Line("Nepal", [(2013, 67), (2024, 48)])], Goal(2030, 9)),
    ([Line("Kenya", [(2014, 96)])], Goal(2030, 85)),
    ([Line("Kenya", [(2021, 12), (2024, 99.7)]), Line("Nepal", [(2015, 87), (2024, 1)])], Goal(2030, 50, level=True)),
    ([Line(name, [(2014, 2), (2016, 1)]) for name in ("Kenya", "Nepal", "Uganda", "India", "Peru")], None),
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("lines", "goal"), ENDS)
def test_words_at_the_ends_of_lines_lie_on_no_others(lines: list[Line], goal: Goal | None, language: str) -> None:
    """Boxes as LETTER has them: ten units above the foot of a letter and two below."""
    with translation.override(language):
        told = tags(drawn(Panel("T", "percent", lines, goal)), "text")
    boxes = [box(one, rtl=language == "ar") for one in told]
    for n, (left, right, foot) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            beside = right <= other[0] + 1 or other[1] <= left + 1
            assert beside or abs(foot - other[2]) >= 12, [one.text for one in told]


def box(one: ElementTree.Element, *, rtl: bool) -> tuple[float, float, float]:
    room = LETTER * len(re.sub("[\u2066-\u2069]", "", one.text or ""))
    at = float(one.get("x", 0))
    start = {"start": 0.0, "middle": room / 2, "end": room}[one.get("text-anchor", "")]
    left = at - (room - start if rtl else start)
    return left, left + room, float(one.get("y", 0))


def test_words_stay_at_their_line_where_others_stand_beside_them() -> None:
    lines = [
        Line("Kenya", [(2014, 22.9)]),
        *(Line(name, [(2016, 30 + n)]) for n, name in enumerate(("Nepal", "Uganda", "India"))),
    ]
    picture = drawn(Panel("T", "percent", lines))
    dots, words = tags(picture, "circle", "f1"), [t for t in tags(picture, "text") if "Kenya" in (t.text or "")]
    assert float(words[0].get("y", 0)) == float(dots[0].get("cy", 0)) + 4


def test_each_judge_has_a_shape_and_the_gap_is_said() -> None:
    judges = [Judgement("government", 4), Judgement("assessor", 2), Judgement("civil_society", 2, 1, 3), Judgement("peers", None)]
    picture = rating(judges, STEPS, "Completion")
    assert [one.get("class") for one in tags(picture, "circle")] == ["f1"]
    assert [one.get("class") for one in tags(picture, "polygon")] == ["f2"]
    assert [one.get("class") for one in tags(picture, "rect")] == ["f3"]
    assert "Peers: not given yet." in picture.label
    assert picture.label.endswith("Government and assessor are 2 steps apart.")
    assert "Half (range from Little to Much)" in picture.label


def test_where_no_middle_is_shown_both_ends_are() -> None:
    picture = rating([Judgement("government", 4), Judgement("peers", None, 1, 3)], STEPS, "T")
    assert [one.get("class") for one in tags(picture, "polygon")] == ["f4", "f4"]
    assert "Peers: from Little to Much." in picture.label


@pytest.mark.parametrize(
    ("government", "assessor", "apart"), [(4, 2, 2), (2, 4, -2), (3, 3, 0), (None, 3, None), (3, None, None)]
)
def test_the_gap_needs_both_sides(government: int | None, assessor: int | None, apart: int | None) -> None:
    assert gap([Judgement("government", government), Judgement("assessor", assessor)]) == apart


@pytest.mark.parametrize(
    ("value", "top"), [(25.6, 40), (100, 100), (7.7, 8), (352, 400), (0, 1), (0.04, 0.04), (9.9, 10), (1000, 1000)]
)
def test_the_top_of_a_scale_is_round(value: float, top: float) -> None:
    assert round_top(value) == pytest.approx(top)


def test_a_dot_stands_in_its_interval_and_is_open_without_one() -> None:
    picture = dot_chart([Bar("Here", 12.5, low=10, high=15.5), Bar("There", 20), Bar("Elsewhere", None)], "T", "percent")
    assert picture is not None
    assert len(tags(picture, "circle", "f1")) == 1
    assert len(tags(picture, "circle", "open")) == 1
    assert len(tags(picture, "line", "range")) == 3  # the interval and its two ends
    assert picture.head == ("Group", "Value", "Interval")
    assert picture.rows == (
        ("Here", "12.5%", "\u206610%–15.5%\u2069"), ("There", "20%", "not known"), ("Elsewhere", "no value", "–"),
    )  # fmt: skip
    assert picture.label.startswith("T: Here 12.5% (")
    assert dot_chart([Bar("Elsewhere", None)], "T") is None


@pytest.mark.parametrize("value", [0, 60])
def test_a_goal_is_a_line_across_marks_and_its_words_stay_inside(value: int) -> None:
    goal = Goal(2030, value)
    for picture in (dot_chart([Bar("a", 10)], "T", "percent", goal), bar_chart([Bar("a", 10)], "T", "percent", goal=goal)):
        assert picture is not None
        line = tags(picture, "line", "goal")[0]
        mark = tags(picture, "circle", "goal-ring")[0]
        assert line.get("x1") == line.get("x2") == mark.get("cx")
        assert 0 <= float(mark.get("cx", -1)) <= 340
        assert "Goal: \u2066" in picture.svg


def test_a_level_holds_for_all_lines_and_asks_no_room_for_its_year() -> None:
    lines = [Line("a", [(2000, 10), (2010, 20)]), Line("b", [(2000, 30), (2010, 40)])]
    picture = drawn(Panel("T", "percent", lines, Goal(2030, 25, level=True)))
    line = tags(picture, "line", "goal")[0]
    assert line.get("y1") == line.get("y2")
    assert "2030</text>" not in picture.svg
    assert picture.label.endswith("Goal: 25% by 2030.")


def test_lines_with_long_names_have_a_key() -> None:
    picture = drawn(Panel("T", "percent", [Line("A very long name of a series", [(2000, 1), (2001, 2)], short="1")]))
    assert picture.key == (("f1", "1: A very long name of a series"),)
    assert "1 \u20662%" in picture.svg
    assert "A very long name" in picture.label


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_picture_as_a_file_brings_its_colours_and_its_words(language: str) -> None:
    with translation.override(language):
        picture = tile_map({"KEN": 0}, [MapClass("tile3", "20 <and> more")], {"KEN": "Kenya"}, "T")
        text = standalone(picture, "A title that is & stays", ["Source: somewhere, " + "far " * 60])
    drawing = ElementTree.fromstring(text.encode())  # noqa: S314  our own drawing
    words = " ".join(drawing.itertext())
    assert drawing.get("direction") == ("rtl" if language == "ar" else "ltr")
    assert "\u2068A title that is & stays\u2069" in words
    assert "20 <and> more" in words
    assert re.search(r"\.tile3\{fill:#[0-9a-f]{6}\}", words)
    assert "url(" not in words
    assert "href" not in text
