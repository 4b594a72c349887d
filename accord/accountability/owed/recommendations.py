"""Recommendations that wait for an answer, and proposals of which ask for the same. The first few by name, the rest by number."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.models import Cluster, Recommendation
from accord.accountability.owed.wording import shortened
from accord.accountability.states import COUNTRY
from accord.kit.texts import Text
from accord.people.models import Area
from accord.record.owing import Duty, Scope, Whose

SHOWN = 5  # of a country, by name
ANSWERING, DECIDING = 20, 5  # minutes each, as estimated by us


def of_recommendations(scope: Scope) -> Iterator[Duty]:
    """Two queries; one where nothing waits."""
    if not scope.areas:
        return
    pending = Q(response=Recommendation.Response.PENDING)
    unanswered = Recommendation.objects.filter(pending, area=OuterRef("pk")).order_by().values("area")
    undecided = Cluster.objects.filter(area=OuterRef("pk"), state=Cluster.State.PROPOSED).order_by().values("area")
    areas = Area.objects.filter(pk__in=scope.areas, world=scope.world).annotate(
        waiting=_counted(unanswered), proposed=_counted(undecided)
    )
    known = [(area, *(int(getattr(area, name)) for name in ("waiting", "proposed"))) for area in areas]
    named: dict[int, list[Recommendation]] = defaultdict(list)
    if any(waiting for _area, waiting, _proposed in known):
        place = Window(RowNumber(), partition_by="area", order_by=F("id").asc())
        rows = Recommendation.objects.filter(pending, area__in=scope.areas).annotate(place=place)
        for row in rows.filter(place__lte=SHOWN).only("ref", "text", "language", "area_id").order_by("id"):
            named[row.area_id].append(row)
    for area, waiting, proposed in known:
        yield from (_answer(r) for r in named[area.pk])
        if waiting > SHOWN:
            yield _more(area, waiting - SHOWN)
        if proposed:
            yield _alike(area, proposed)


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    counted = rows.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


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
