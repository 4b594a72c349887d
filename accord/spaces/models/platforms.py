"""Platforms: where countries and organisations act together, here or at another body's."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.people.models import Area, Capacity, Organisation, Person, World
from accord.record.models import Card, Topic

LINK_DAYS = 60  # that a convener without an account has for the answer


class PlatformSet(models.QuerySet["Platform"]):
    def ours(self) -> "PlatformSet":
        return self.filter(elsewhere=False)

    def in_world(self, world: str) -> "PlatformSet":
        return self.filter(world=world)


class Platform(models.Model):
    """`elsewhere`: it lives at another body's; then `host` convenes it and `url` leads there."""

    class Kind(models.TextChoices):
        ACTION = "action_platform", _("Action platform")
        WORKING = "working_group", _("Working group")
        COUNTRY = "country_group", _("Country group")
        TASK = "task_team", _("Task team")
        PRACTICE = "community_of_practice", _("Community of practice")

    class Access(models.TextChoices):
        OPEN = "open", _("Open: anybody signed in joins and acts, all read")
        TRANSPARENT = "transparent", _("Transparent: members act, all read")
        RESTRICTED = "restricted", _("Restricted: members read and act")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")

    ref = models.SlugField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=30, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    access = models.CharField(max_length=12, choices=Access, blank=True)
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160)
    text = models.TextField()  # what it is for
    charter = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="groups")
    areas = models.ManyToManyField(Area, blank=True, related_name="platforms")
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was archived, or goes on after its review
    opened_on = models.DateField(null=True, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    # At another body's.
    elsewhere = models.BooleanField(default=False)
    host = models.CharField(max_length=200, blank=True)
    url_there = models.URLField(blank=True)
    next_meeting_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    as_of = models.DateField(null=True, blank=True)

    objects = PlatformSet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [models.Index(fields=["world", "state", "id"], name="platform_of_world")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(elsewhere=True, access="") | Q(elsewhere=False, access__in=["open", "transparent", "restricted"]),
                name="platform_access_is_one_of_three",
            ),
            models.CheckConstraint(
                condition=Q(elsewhere=False) | ~(Q(host="") | Q(url_there="") | Q(source="") | Q(as_of__isnull=True)),
                name="a_platform_elsewhere_names_host_and_source",
            ),
            models.CheckConstraint(condition=~Q(state="archived") | ~Q(reason=""), name="archiving_a_platform_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"platforms/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"platforms/{self.ref}"


class Membership(models.Model):
    """Somebody on a platform, in a capacity; without one in their own name, on open platforms alone."""

    class Role(models.TextChoices):
        CONVENER = "convener", _("Convener")
        MEMBER = "member", _("Member")

    class State(models.TextChoices):
        ASKED = "asked", _("Asks to join")
        ACTIVE = "active", _("Member")
        REFUSED = "refused", _("Not taken in")
        LEFT = "left", _("Left")
        ENDED = "ended", _("Ended by a convener")

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["platform", "capacity"], condition=Q(state__in=["asked", "active"]), name="one_membership_a_capacity"
            ),
            models.UniqueConstraint(
                fields=["platform", "person"],
                condition=Q(state__in=["asked", "active"], capacity__isnull=True),
                name="one_membership_in_ones_own_name",
            ),
            models.CheckConstraint(condition=Q(capacity__isnull=False) | Q(role="member"), name="a_convener_has_a_capacity"),
        ]

    def __str__(self) -> str:
        return f"{self.platform_id} {self.capacity or self.person_id}"


class Overlap(models.Model):
    """What covers the topic already: its convener was asked on a day, and the new platform says how it supplements it."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="overlaps")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    asked_on = models.DateField(null=True, blank=True)
    supplements = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answer_language = models.CharField(max_length=2, default="en")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_its_convener = models.BooleanField(default=False)  # else told by whoever opens the platform, or by the link
    # A letter to a convener without an account leads to a page where it is answered.
    letter_to = models.CharField(max_length=200, blank=True)  # the body, as it was called then
    letter_language = models.CharField(max_length=2, default="en")
    letter_on = models.DateField(null=True, blank=True)
    letter_once = models.CharField(max_length=32, blank=True)  # by lot; the address of that page is made from it
    by_link = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "card"], name="one_overlap_a_card"),
            models.CheckConstraint(condition=Q(answer="") | Q(answered_on__isnull=False), name="an_answer_has_its_day"),
            models.CheckConstraint(condition=Q(letter_once="") | Q(letter_on__isnull=False), name="a_link_has_its_day"),
        ]

    def __str__(self) -> str:
        return f"{self.platform_id} {self.card_id}"

    @property
    def link_until(self) -> date | None:
        return self.letter_on + timedelta(days=LINK_DAYS) if self.letter_on and self.letter_once else None

    @property
    def is_answered(self) -> bool:
        """By its convener, whose word is not for the opener to write."""
        return self.by_its_convener or self.by_link

    @property
    def is_settled(self) -> bool:
        return self.asked_on is not None and bool(self.supplements)


class Invitation(models.Model):
    """To a named country: its focal point answers yes, no or later."""

    class Answer(models.TextChoices):
        WAITING = "", _("Not answered yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        LATER = "later", _("Later")

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="invitations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="invitations")
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer = models.CharField(max_length=5, choices=Answer, blank=True, default=Answer.WAITING)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=2, default="en")
    answered_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "area"], name="one_invitation_a_country"),
            models.CheckConstraint(condition=Q(answer__in=["", "yes"]) | ~Q(reason=""), name="no_and_later_have_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.platform_id} {self.area_id}"


class Revision(models.Model):
    """The wording of something of this room before it was changed, with why."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    wording: Any = models.JSONField()
    reason = models.TextField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["card", "version"], name="one_earlier_wording_a_version")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.version}"


class OnPlatform(models.Model):
    """What things on a platform have in common; seen by whoever reads the platform."""

    ref = models.SlugField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")  # who entered it

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self) -> str:
        return self.ref
