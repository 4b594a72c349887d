"""An attacker who puts two releases of the same counts together: revised figures, a new row, a cell that is large enough by now.

He takes a figure that was hidden in one release from the other, as long as it may be the same.
"""

import random
import re
from collections.abc import Mapping
from itertools import product

import pytest

from accord.calc.disclosure import Policy
from accord.calc.disclosure_attack import Key, Published, Table, cell, cells, exposed
from accord.calc.disclosure_file import Figures, protect_file
from accord.indicators.frames.withholding import _Given, _protected
from accord.indicators.models import Release
from accord.indicators.tests.attacker import addresses, all_published, body_of, figures_in
from accord.indicators.tests.test_disclosure import (
    HEAD,
    _world,
    release_by_statistician,
    release_by_statistician_again,
)

assert _world
pytestmark = pytest.mark.django_db

type Told = Mapping[Key, int | None]
F, M, T = cell(SEX="F"), cell(SEX="M"), cell()


def rows(**counts: int) -> str:
    return HEAD + "".join(f"t.2,XKA,2021,{sex},,,{n}\n" for sex, n in counts.items())


def two(first: dict[str, int], then: dict[str, int]) -> tuple[Told, Told, Release]:
    """What each of two releases shows."""
    one = release_by_statistician(rows(**first))
    before = all_published([one.pk], "t.2", "XKA", "2021")
    other = release_by_statistician_again(rows(**then))
    return before, shown(other), other


def shown(release: Release) -> Told:
    told = figures_in("release.csv", body_of(f"/en/releases/{release.pk}.csv"))
    return {key: int(float(text)) if text else None for key, _when, text in told}


def difference(total: int | None, part: int | None) -> int | None:
    return None if total is None or part is None else total - part


def test_a_figure_that_has_become_small_is_not_the_difference_of_the_others() -> None:
    before, after, _release = two({"F": 30, "M": 200, "T": 230}, {"F": 10, "M": 200, "T": 210})
    assert before == {F: 30, M: 200, T: 230}
    assert after[F] is None
    assert difference(after[T], after[M]) is None
    assert difference(after[T], before[M]) is None  # men may well be the same


def test_a_row_that_is_added_is_not_the_difference_of_revised_ones() -> None:
    before, after, _release = two({"M": 110, "T": 190}, {"F": 10, "M": 180, "T": 190})
    assert before == {M: 110, T: 190}
    assert after[F] is None
    assert difference(after[T] or before[T], after[M]) is None


def test_a_cell_that_has_become_large_gives_the_older_one_not_away() -> None:
    before, after, _release = two({"F": 3, "M": 200, "T": 203}, {"F": 60, "M": 200, "T": 260})
    assert before == {F: None, M: None, T: 205}
    assert difference(before[T], after[M]) is None  # what was hidden before would be found by the men of today
    assert difference(after[T], after[F]) is None  # and these by the women and the total of today


def test_the_same_counts_again_are_hidden_as_before() -> None:
    before, after, release = two({"F": 3, "M": 200, "T": 203}, {"F": 3, "M": 200, "T": 203, "_U": 40})
    assert before == {F: None, M: None, T: 205}
    assert {k: after[k] for k in (F, M, T)} == before
    assert release.handling["hidden"] == 1


PAGES = [
    "en/indicators/t.2/", "en/indicators/t.2/changes/", "en/indicators/t.2/changes.csv", "en/indicators/t.2/changes.json",
    "en/indicators/t.2/gaps/", "en/indicators/t.2/gaps.csv", "en/indicators/t.2/progress/", "en/indicators/t.2/progress.csv",
    "en/indicators/t.2/progress.json", "en/indicators/t.2/regions/", "en/indicators/t.2/regions.csv", "en/countries/XKA/",
    "en/countries/XKA/gaps.json", "en/countries/XKA/progress.json", "en/releases/",
    "en/explore/?indicator=t.2&area=XKA&by=all&view=table",
    "sdmx/2.1/data/VAC?includeHistory=true&format=csv", "sdmx/2.1/data/VAC?includeHistory=true&format=structurespecificdata",
    "sdmx/v2/data/dataflow/ACCORD/VAC/+/*?includeHistory=true&format=csv", "sdmx/2.1/availableconstraint/VAC",
]  # fmt: skip


def test_no_page_nor_file_nor_history_tells_a_figure_that_two_releases_hide() -> None:
    """17 and 18 girls of 1,251 and 1,325 children, and the boys that would give them away, also rounded."""
    before, after, release = two({"F": 17, "M": 1234, "T": 1251}, {"F": 18, "M": 1307, "T": 1325})
    assert (before, after) == ({F: None, M: None, T: 1250}, {F: None, M: None, T: 1325})
    first = Release.objects.exclude(pk=release.pk).get()
    day = f"{first.published_at:%Y-%m-%dT%H:%M:%S.%fZ}"
    asked = [*(one.lstrip("/") for one in addresses([first.pk, release.pk], "t.2", "XKA")), *PAGES]
    asked += [f"en/releases/{n}/" for n in (first.pk, release.pk)]
    asked += [
        f"sdmx/v2/data/dataflow/ACCORD/VAC/+/*?asOf={day}&format=csv",
        f"en/indicators/t.2/?as_of={first.published_at:%Y-%m-%d}",
    ]
    for address in asked:
        text = re.sub(r"\d{4}-\d\d-\d\d(T[\d:.]+)?", "", body_of(f"/{address}").decode())  # days and hours are no figures
        assert re.findall(r"(?<![\w.,:-])(?:17|18|1[,.]?234|1[,.]?235|1[,.]?307|1[,.]?305)(?![\w.,:-])", text) == [], address


def test_a_year_or_an_age_written_in_another_way_is_the_same_one() -> None:
    head = HEAD.replace("PROVINCE,", "")
    before = release_by_statistician(head + "t.2,XKA,2021,F,0-4,3\nt.2,XKA,2021,M,0-4,200\nt.2,XKA,2021,T,0-4,203\n")
    assert sorted(shown(before).values(), key=str) == [205, None, None]
    for written in ("2021-01-01/2021-12-31,M,0-4", "2021,M,Y0T4"):
        later = release_by_statistician_again(head + f"t.2,XKA,{written},200\n")
        assert list(shown(later).values()) == [None], written
    both = release_by_statistician_again(head + "t.2,XKA,2020,F,0-4,7\nt.2,XKA,2020/P1Y,F,Y0T4,7\n")
    assert figures_in("release.csv", body_of(f"/en/releases/{both.pk}.csv"))
    assert both.handling["hidden"] == 2


SIDES = Table({"SEX": ("F", "M"), "PLACE": ("N", "S")})


def drawn(draw: random.Random) -> int:
    return draw.choice((draw.randint(0, 24), draw.randint(25, 60), draw.randint(60, 400)))


def whole(inner: Mapping[tuple[str, str], int]) -> dict[Key, int]:
    """A table with its totals."""
    asked = {key: dict(key) for key in cells(SIDES)}
    return {
        key: sum(n for (sex, place), n in inner.items() if told.get("SEX", sex) == sex and told.get("PLACE", place) == place)
        for key, told in asked.items()
    }


def test_two_tables_of_which_some_figures_were_revised_give_no_small_one_away() -> None:
    """Made-up pairs; the attacker guesses rightly which figures are the same in both, and takes each from where it is shown."""
    draw, rules = random.Random(5), Policy()  # noqa: S311
    for _pair in range(60):
        inner = {key: drawn(draw) for key in product("FM", "NS")}
        revised = inner | {key: drawn(draw) for key in draw.sample(list(inner), draw.choice((0, 1, 1, 2)))}
        then, now = whole(inner), whole(revised)
        old = protect_file(Figures(then), rules)
        first = {key: n for key, n in then.items() if key not in old.small | old.further}
        given = {key: [_Given(place, n, float(n), counts=True)] for place, (key, n) in enumerate(now.items())}
        new = _protected(given, {key: {float(n)} for key, n in first.items()}, old.small | old.further, rules, fine=True, base=1)
        second = {key: n for key, n in now.items() if key not in new.small | new.further}
        for own, shown_here, other in ((then, first, second), (now, second, first)):
            known = {k: shown_here.get(k, other.get(k) if then[k] == now[k] else None) for k in own}
            small = {k for k, n in own.items() if n < rules.least and known[k] is None} - new.lost
            assert not small & set(exposed(Published((SIDES,), known), rules.width)), (inner, revised)
