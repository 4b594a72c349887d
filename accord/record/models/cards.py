"""Cards, who may see them, how they are linked."""

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.kit.texts import Text, pick
from accord.people.models import Area, Capacity, Organisation, Person, World

type Reader = Person | AnonymousUser
HELD = "held"  # the audience of what is hidden: nobody belongs to it


class Audience(models.Model):
    """Who may see: `public`, `members`, `officers`, `country:KEN`, `desk:KEN` (and secretariat), `org:slug`,
    `desk:org:slug`, `people:key`, `space:ref` (the members of a platform).

    Each world has its own: only `public` (one row) is seen from both.
    """

    code = models.CharField(max_length=120)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "world"], name="one_audience_a_world")]

    def __str__(self) -> str:
        return self.code

    @property
    def token(self) -> str:
        """As a search token; a leading `_` cannot be typed by a reader."""
        return f"_v{self.pk}"


class AudienceMember(models.Model):
    """A person or a capacity in an audience that is not derived from capacities alone."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    capacity = models.ForeignKey(Capacity, null=True, on_delete=models.CASCADE, related_name="+")
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ Q(capacity__isnull=False), name="member_is_person_or_capacity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.audience}: {self.person or self.capacity}"


class Topic(models.Model):
    """INSPIRE strategy or approach, sector, form of violence, SDG target."""

    code = models.CharField(max_length=40, unique=True)
    scheme = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    names = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("scheme", "position", "code")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def called(self) -> dict[str, str]:
        """Its names; a target of the goals is known by its number first."""
        if self.scheme != "sdg":
            return dict(self.names)
        number = self.code.removeprefix("sdg-")
        return {language: f"{number} {name}" for language, name in self.names.items()}

    @property
    def name(self) -> Text:
        return pick(self.called)


class CardSet(models.QuerySet["Card"]):
    def visible_to(self, user: Reader) -> "CardSet":
        from accord.record.access import audience_ids

        return self.filter(audience_id__in=audience_ids(user), published_at__isnull=False)

    def in_world(self, world: str) -> "CardSet":
        return self.filter(world=world)

    def newest(self) -> "CardSet":
        return self.order_by("-published_at", "-id")


class Card(models.Model):
    """The catalogue card that each public thing of any room has."""

    ref = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=30, db_index=True)
    url = models.CharField(max_length=300)  # without language and leading slash
    title = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="en")
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    areas = models.ManyToManyField(Area, related_name="cards", blank=True)
    topics = models.ManyToManyField(Topic, related_name="cards", blank=True)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(default=clock.now)
    face = models.JSONField(null=True, blank=True)  # cached at write by the room's face

    objects = CardSet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["audience", "-published_at", "-id"], name="card_newest"),
            models.Index(fields=["kind", "audience", "-published_at", "-id"], name="card_kind_newest"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def name(self) -> Text:
        return pick(self.title)


class Relation(models.TextChoices):
    RESPONDS_TO = "responds_to", _("Responds to")
    IMPLEMENTS = "implements", _("Implements")
    MEASURED_BY = "measured_by", _("Measured by")
    EVIDENCED_BY = "evidenced_by", _("Evidenced by")
    ENDORSES = "endorses", _("Endorses")
    ADOPTS = "adopts", _("Adopts")
    ADAPTS = "adapts", _("Adapts")
    SUPERSEDES = "supersedes", _("Supersedes")
    PART_OF = "part_of", _("Part of")
    ABOUT = "about", _("About")
    CONTRIBUTES_TO = "contributes_to", _("Contributes to")
    SUPPLEMENTS = "supplements", _("Supplements")
    OVERLAPS = "overlaps", _("Overlaps with")
    HELD_BY = "held_by", _("Held by")
    SAME_AS = "same_as", _("Same as")
    TRANSLATES = "translates", _("Translates")


class Link(models.Model):
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="links")
    relation = models.CharField(max_length=20, choices=Relation)
    other = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="links_here")
    from_part = models.CharField(max_length=60, blank=True)
    to_part = models.CharField(max_length=60, blank=True)
    stance = models.CharField(max_length=10, blank=True)  # evidence: for, against, mixed, none
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "relation", "other", "from_part", "to_part"], name="one_link_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.relation} {self.other_id}"


class Held(models.Model):
    """A card, or a part of one, that is hidden: what it goes back to. While the row stands nobody sees it."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="held")
    part = models.CharField(max_length=60, blank=True)  # empty: the whole card
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")  # the former one
    ground = models.CharField(max_length=20)
    since = models.DateField()
    documents: Any = models.JSONField(default=list)  # what search knew of it: id, part, audience, language, title, text

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["card", "part"], name="held_once")]

    def __str__(self) -> str:
        return f"{self.card_id}/{self.part}"
