"""What the explorer offers to choose from: indicators by family, ages and breakdowns of the chosen ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import F
from django.http import QueryDict
from django.utils.translation import gettext as _

from accord.calc.normalise import fold
from accord.indicators import words
from accord.indicators.explore import figures
from accord.indicators.explore.asked import TOTAL, Asked
from accord.indicators.explore.forms import ExploreForm
from accord.indicators.explore.places import Places
from accord.indicators.models import Holding, Indicator
from accord.kit.texts import pick
from accord.record.models import Card

NO_FAMILY = {"ar": "أخرى", "en": "Other", "es": "Otros", "fr": "Autres", "ru": "Прочее", "zh": "其他"}


@dataclass(frozen=True)
class Option:
    code: str
    names: dict[str, str]
    sdg: str
    chosen: bool


@dataclass(frozen=True)
class FamilyOffered:
    names: dict[str, str]
    options: list[Option]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True)
class Offer:
    """`found` counts indicators that fit the words looked for; None where none were typed."""

    families: list[FamilyOffered]
    groups: dict[str, dict[str, str]]
    found: int | None = None
    world: str = "real"
    about: str = field(default="", metadata={"html_only": True})


@dataclass(frozen=True)
class Stage:
    """A form that has been read: what it asks for (None where it is not in order or not finished), and what that rests on."""

    form: ExploreForm
    offer: Offer
    places: Places
    asked: Asked | None
    holdings: list[Holding]
    by: frozenset[str]


def read(data: QueryDict) -> Stage:
    """The form as an address fills it (4 queries, 1 more for words that name countries). The world in which who signed in
    begins is no choice of this form: its figures are of real countries."""
    data = data.copy()
    data.pop("world", None)
    places = Places()
    rows = list(
        Indicator.objects.select_related("family").order_by(F("family__position").asc(nulls_last=True), "position", "code")
    )
    known = {i.code for i in rows}
    typed = data.getlist("indicator")
    holdings = figures.held([code for code in typed if code in known][:50])
    breakdowns = figures.breakdown_choices(holdings)
    form = ExploreForm(
        data, places, indicators=[(i.code, pick(i.names).text) for i in rows], ages=_ages(holdings),
        breakdowns=[(code, pick(names).text) for code, (names, _codes) in breakdowns.items()],
    )  # fmt: skip
    looked_for = _looked_for(data)
    if data and form.is_valid() and not typed and not looked_for:
        form.add_error("indicator", _("Choose at least one indicator."))
    offer = _offer(rows, set(typed), looked_for, places, _subjects() if looked_for else {})
    done = form.is_bound and bool(data) and form.is_valid() and not looked_for
    asked = form.asked() if done else None
    by = breakdowns[asked.by][1] if asked and asked.by in breakdowns else frozenset[str]()
    return Stage(form, offer, places, asked, holdings, by)


def _looked_for(data: QueryDict) -> str:
    """Words of a name; those of which the list has been shown already (`found`) are done with, whichever button is pressed."""
    words = data.get("find", "").strip()
    return words if words != data.get("found", "").strip() else ""


def _ages(holdings: Sequence[Holding]) -> list[tuple[str, str]]:
    found = figures.ages_of(holdings)
    return [(code, words.ages("" if code == TOTAL else code)) for code in sorted(found, key=lambda code: (code != TOTAL, code))]


def _subjects() -> dict[str, str]:
    """What each indicator is about, by its code: the names of its topics (2 queries)."""
    cards = Card.objects.filter(kind="indicator").prefetch_related("topics")
    return {c.ref.removeprefix("indicators/"): " ".join(_both(t.names) for t in c.topics.all()) for c in cards}


def _both(names: dict[str, str]) -> str:
    return f"{pick(names).text} {names.get('en', '')}"


def _offer(rows: list[Indicator], chosen: set[str], looked_for: str, places: Places, subjects: Mapping[str, str]) -> Offer:
    wanted = fold(looked_for).split()
    fits = {i.code for i in rows if _fits(i, wanted, subjects.get(i.code, ""))}
    fitting = [i for i in rows if i.code in chosen | fits]
    families = [
        FamilyOffered(
            family.names if family else NO_FAMILY,
            [Option(i.code, i.names, i.sdg, i.code in chosen) for i in told],
        )
        for family, told in groupby(fitting, key=lambda i: i.family)
    ]  # fmt: skip
    found = len(fits) if wanted else None
    return Offer(families, {code: places.group_names(code) for code in sorted(places.groups)}, found)


def _fits(indicator: Indicator, wanted: Sequence[str], subjects: str) -> bool:
    """Each word begins a word of the name, the code, the definition or a topic, in the reader's language or in English."""
    said = (_both(indicator.names), indicator.code, indicator.sdg, indicator.definition, subjects)
    there = fold(" ".join(said)).split()
    return all(any(one.startswith(word) for one in there) for word in wanted)
