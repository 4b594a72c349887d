"""The one rule of who sees what: audiences derived from capacities, and audience members."""

from collections.abc import Callable, Sequence

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex, Substr
from django.http import Http404
from django.utils import translation

from accord.kit import clock
from accord.people.models import Person, Role
from accord.record.cached import blocks
from accord.record.models import Audience, AudienceMember, Card, Held, Reader
from accord.record.ready import Ready

OWN_COUNTRY = (
    Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR, Role.CONTRIBUTOR, Role.STATISTICIAN,
)  # fmt: skip


def audience_codes(user: Reader) -> set[str]:
    """The audiences of the reader's own world that follow from who the reader is. One query for a signed-in reader."""
    codes = {"public"}
    if not user.is_authenticated:
        return codes
    for capacity in user.hats:
        codes.add("members")
        if capacity.role in OWN_COUNTRY and capacity.area:
            codes |= {f"country:{capacity.area.code}", f"desk:{capacity.area.code}"}
        if capacity.organisation:
            codes |= {f"org:{capacity.organisation.slug}", f"desk:org:{capacity.organisation.slug}"}
    if user.is_officer:
        codes |= {"members", "officers"}
    return codes


_coded = Ready(lambda code: Audience.objects.filter(code=code).order_by("id").values_list("id", flat=True))


def audience_ids(user: Reader) -> list[int]:
    """Ids of every audience the reader belongs to, once a request (kept on the user object)."""
    kept = getattr(user, "_audience_ids", None)
    if kept is not None:
        return list(kept)
    if user.is_authenticated:
        codes, hats = tuple(sorted(audience_codes(user))), tuple(sorted(hat.pk for hat in user.hats))
        key = ("audiences", user.pk, user.world, user.is_officer, codes, hats, clock.today().isoformat())
        ids = list(blocks.kept(key, lambda: _ids_of(user, codes, hats), of_reader=True))
    else:
        ids = _coded(code="public")
    user._audience_ids = ids  # type: ignore[union-attr]
    return ids


def _ids_of(user: Person, codes: Sequence[str], hats: Sequence[int]) -> tuple[int, ...]:
    """Of who signed in; who they are is asked anew each time (`codes`, `hats`), so this depends on two tables and on the day."""
    inside = AudienceMember.objects.filter(Q(person=user) | Q(capacity__in=hats))
    wanted = Q(code__in=codes)
    wanted |= Q(id__in=inside.filter(Q(until__isnull=True) | Q(until__gt=clock.today())).values("audience_id"))
    if user.is_officer:  # a desk: one country, or one body, and the secretariat
        wanted |= Q(code__startswith="desk:")
    wanted &= Q(code="public") | Q(world=user.world)  # whatever its name or members, nothing of the other world
    return tuple(sorted(Audience.objects.filter(wanted).values_list("id", flat=True)))


def kept_rows[T](user: Reader, name: str, make: Callable[[], T]) -> T:
    """What `make` reads of public tables and of cards that the reader may see: a copy of what was read for whoever sees the same,
    in this language, on this day (1 query while it holds). `name` says all else that it differs by.

    Codes as well as ids: a room may ask which countries somebody acts for, and not every country has an audience yet."""
    seen = (tuple(sorted(audience_codes(user))), tuple(audience_ids(user)))
    key = ("rows", name, translation.get_language() or "en", clock.today().isoformat(), *seen)
    return blocks.copied(key, make)


def access_card(user: Reader, ref: str) -> Card:
    """The card, or the same 404 for absent and forbidden."""
    card = Card.objects.visible_to(user).filter(ref=ref).first()
    if card is None:
        raise Http404
    return card


def held_refs(*kinds: str) -> QuerySet[Held, str]:
    """Refs, without their path, of cards of these kinds that are hidden: lists of a room's own tables leave them out."""
    rows = Held.objects.filter(part="", card__kind__in=kinds)
    return rows.annotate(own=Substr("card__ref", StrIndex("card__ref", Value("/")) + 1)).values_list("own", flat=True)


def is_held(ref: str) -> bool:
    return Held.objects.filter(part="", card__ref=ref).exists()
