"""Recommendations that wait for an answer, and proposals of which ask for the same. The first few by name, the rest by number."""

from collections.abc import Collection, Iterator

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.models import Recommendation
from accord.accountability.owed.counting import counted
from accord.accountability.owed.wording import shortened
from accord.accountability.states import COUNTRY
from accord.kit.texts import Text
from accord.people.models import Area
from accord.record.owing import Duty, Scope, Whose

SHOWN = 5  # of a country, by name
ANSWERING, DECIDING = 20, 5  # minutes each, as estimated by us
WAITING = "accountability_recommendation r WHERE r.area_id = people_area.id AND r.response = 'pending'"
PROPOSED = "accountability_cluster k WHERE k.area_id = people_area.id AND k.state = 'proposed'"


def of_recommendations(scope: Scope) -> Iterator[Duty]:
    """Two queries; one where nothing waits."""
    if not scope.areas or scope.dated:  # none of it has a day
        return
    areas = Area.objects.filter(pk__in=scope.areas, world=scope.world)
    areas = areas.annotate(waiting=counted(WAITING), proposed=counted(PROPOSED))
    known = [(area, _number(area, "waiting"), _number(area, "proposed")) for area in areas]
    named = _named(scope.areas) if any(waiting for _area, waiting, _proposed in known) else {}
    for area, waiting, proposed in known:
        yield from (_answer(r) for r in named.get(area.pk, ()))
        if waiting > SHOWN:
            yield _more(area, waiting - SHOWN)
        if proposed:
            yield _alike(area, proposed)


def _named(areas: Collection[int]) -> dict[int, list[Recommendation]]:
    """The first few of each country."""
    rows = Recommendation.objects.filter(area__in=areas, response=Recommendation.Response.PENDING).order_by("id")
    rows = rows.only("ref", "text", "language", "area_id")
    if len(areas) > 1:
        rows = rows.annotate(place=Window(RowNumber(), partition_by="area", order_by=F("id").asc())).filter(place__lte=SHOWN)
    found: dict[int, list[Recommendation]] = {}
    for row in rows if len(areas) > 1 else rows[:SHOWN]:
        found.setdefault(row.area_id, []).append(row)
    return found


def _number(area: Area, name: str) -> int:
    """A count that the query added."""
    return int(getattr(area, name))


def _whose(area: int) -> Whose:
    return Whose(COUNTRY, area=area)


def _answer(r: Recommendation) -> Duty:
    return Duty(
        f"recommendations/{r.ref}/answer", "recommendation", _("Answer a recommendation"), [Text(shortened(r.text), r.language)],
        f"recommendations/{r.ref}/", _whose(r.area_id), None, ANSWERING, f"recommendations/{r.ref}", r.area_id,
    )  # fmt: skip


def _more(area: Area, n: int) -> Duty:
    words = ngettext("Answer %(n)s more recommendation", "Answer %(n)s more recommendations", n) % {"n": n}
    return Duty(
        f"recommendations/{area.code}/more", "recommendation", words, [area.name],
        f"recommendations/?country={area.code}&response=pending", _whose(area.pk), None, ANSWERING * n, area=area.pk,
    )  # fmt: skip


def _alike(area: Area, n: int) -> Duty:
    words = ngettext(
        "Look at %(n)s proposal of recommendations that ask for the same",
        "Look at %(n)s proposals of recommendations that ask for the same", n,
    ) % {"n": n}  # fmt: skip
    return Duty(
        f"recommendations/{area.code}/alike", "recommendation", words, [area.name], f"recommendations/alike/{area.code}/",
        _whose(area.pk), None, DECIDING * n, area=area.pk,
    )  # fmt: skip
