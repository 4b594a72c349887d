"""Cards, audiences, links, events, follows, drafts and what search looks through."""

import secrets
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
    def name(self) -> Text:
        return pick(self.names)


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


def fresh_salt() -> str:
    return secrets.token_hex(16)


class Event(models.Model):
    """One act. The line (position, hour, digest) stays for ever; the body may be erased with its salt."""

    position = models.PositiveBigIntegerField(null=True, unique=True)  # given by the sealing job, gapless
    hour = models.DateTimeField()
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, blank=True, default=fresh_salt)
    verb = models.CharField(max_length=60, blank=True)
    card = models.ForeignKey(Card, null=True, on_delete=models.SET_NULL, related_name="events")
    card_ref = models.CharField(max_length=160, blank=True)  # as sealed; survives its card
    capacity = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    body = models.JSONField(null=True)  # canonical content that the digest covers
    redacted = models.BooleanField(default=False)
    mac = models.CharField(max_length=64, blank=True)  # of the line, with the site's key; anew when it gets its position
    # One of very many of its kind (a post): news and all that holds "until anything is done" pass it over.
    quiet = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="event_not_quiet", condition=Q(quiet=False)),
            models.Index(fields=["card", "-id"], name="event_of_card_not_quiet", condition=Q(quiet=False)),
            models.Index(fields=["card", "-id"], name="event_of_card"),
            models.Index(fields=["digest"], name="event_of_digest"),
            models.Index(fields=["id"], name="event_unsealed", condition=Q(position__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.card_ref}"


class SealedCount(models.Model):
    """One row: how many events are sealed and the log's root over them, signed, so that a removed last line is noticed."""

    count = models.PositiveBigIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.count)


class LogTile(models.Model):
    """Up to 256 hashes of the log: of lines on level 0, above it of full tiles of the level below (`log/tiles.py`)."""

    key = models.BigIntegerField(primary_key=True)  # level * 2**48 + number
    hashes = models.BinaryField()  # 32 bytes each

    def __str__(self) -> str:
        return f"{self.key >> 48}/{self.key & (1 << 48) - 1}"


class Checkpoint(models.Model):
    """What the log held when a sealing ended: a text that anyone may keep, signed with a key of its own."""

    size = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()  # to the hour, as lines have it
    key = models.CharField(max_length=300)  # the public one, as notes write it
    note = models.TextField()  # the signed text (`log/note.py`); the root stands there alone

    def __str__(self) -> str:
        return str(self.size)


class Follow(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="followers")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "card"], name="one_follow_a_card")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.card_id}"


class Draft(models.Model):
    """What someone typed into a form and has not yet sent, kept as typed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=200)  # form and record, e.g. "report/XAA-2026/3"
    title = models.CharField(max_length=300, blank=True)  # of the form, in the language after the key's "@"
    url = models.CharField(max_length=500, blank=True)  # where the form stands, with its language
    typed: Any = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="one_draft_a_form")]

    def __str__(self) -> str:
        return self.key


class Sent(models.Model):
    """A form that was sent and taken, so that pressing twice makes one thing. Kept for some days."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)  # digest of the shown form's token and of what was typed
    went_to = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return self.went_to


class SearchDocument(models.Model):
    """What search looks through: a card, or a passage of one. The id is the static rank (`search/engine.py`)."""

    id = models.BigIntegerField(primary_key=True)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="documents")
    part = models.CharField(max_length=60, blank=True)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    title = models.TextField(blank=True)  # as shown
    text = models.TextField(blank=True)  # as shown
    title_tokens = models.TextField(blank=True)  # normalised; what is indexed
    body_tokens = models.TextField(blank=True)  # normalised, with facet and audience tokens

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["card", "part"], name="one_document_a_part")]

    def __str__(self) -> str:
        return f"{self.card_id}/{self.part}"


class SearchEntry(models.Model):
    """What a document is scored by: a narrow row beside the texts that are shown. Written by `search/engine.py`.

    Normalised tokens, each between spaces (one before the first, one after the last): ` token ` is looked for as it stands.
    """

    document = models.OneToOneField(SearchDocument, primary_key=True, on_delete=models.CASCADE, related_name="entry")
    title = models.TextField(blank=True)
    repeated = models.TextField(blank=True)  # what stands there more than once: ` school=2 law=3 `, where 3 is three or more
    facets = models.TextField()  # facets and audience

    def __str__(self) -> str:
        return str(self.document_id)


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


def unordered_id() -> int:
    """Of a row whose place among others must tell nothing: ids in order would tell when it was made."""
    return secrets.randbelow(2**53 - 1) + 1


class CustodianKey(models.Model):
    """The public half of a custodian's key. It seals nothing until its custodian said that it is theirs."""

    capacity = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    public = models.CharField(max_length=80, unique=True)
    registered_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.public


class SealedName(models.Model):
    """Who wrote something, sealed so that two custodians together may open it. It has no time and no order."""

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    subject = models.CharField(max_length=160, unique=True)  # the ref of the card it stands behind
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")  # whose people are no custodians of it
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    sealed = models.TextField()

    def __str__(self) -> str:
        return self.subject


class SealedShare(models.Model):
    """One custodian's share of the key to a name, sealed to that custodian's key."""

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    name = models.ForeignKey(SealedName, on_delete=models.CASCADE, related_name="shares")
    key = models.ForeignKey(CustodianKey, on_delete=models.PROTECT, related_name="shares")
    sealed = models.TextField()
    check_digest = models.CharField(max_length=64)  # of the opened share: a wrong one is told at once
    given = models.TextField(blank=True)  # the opened share under the site's key, until the other one is there
    reason = models.TextField(blank=True)
    given_on = models.DateField(null=True)
    answer = models.TextField(blank=True)  # the name, sealed to this custodian's key, until it was fetched

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "key"], name="one_share_a_key")]

    def __str__(self) -> str:
        return f"{self.name_id} {self.key_id}"


class Mark(models.Model):
    """Small facts about this database: what its search index was made with, the starter facts it holds."""

    key = models.CharField(max_length=40, unique=True)
    value = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Stamp(models.Model):
    """That a table was written; `n` is by lot, or the sum of several: what a kept page is held against (`cached/`)."""

    name = models.CharField(max_length=100)
    n = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name", "n"], name="stamps_of_a_table")]

    def __str__(self) -> str:
        return f"{self.name} {self.n}"
