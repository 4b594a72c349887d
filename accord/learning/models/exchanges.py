"""Offers and needs, and the exchanges that come of them."""

from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.learning.models.homes import Home, home_of
from accord.learning.models.practices import Practice
from accord.people.models import Area, Capacity, Organisation, World
from accord.record.models import Topic


class Offer(models.Model):
    """What a country or a body can give, or is looking for."""

    class Side(models.TextChoices):
        OFFER = "offer", _("Offer")
        NEED = "need", _("Need")

    class Kind(models.TextChoices):
        VISIT = "visit", _("Study visit")
        MENTOR = "mentor", _("Mentor")
        DOCUMENT = "document", _("Document")
        REVIEW = "review", _("Peer review")
        TRAINING = "training", _("Training")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    ref = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    side = models.CharField(max_length=10, choices=Side)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160)
    text = models.TextField()
    languages = models.JSONField(default=list)  # in which it can take place
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was closed
    entered_on = models.DateField(default=clock.today)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(area__isnull=False) | Q(owner__isnull=False), name="an_offer_is_of_a_country_or_of_a_body"
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"offers/{self.ref}/"

    @property
    def home(self) -> Home:
        return home_of(self.area, self.owner)


class Exchange(models.Model):
    """Two sides that agreed to meet: `giver` is the offer's side, `taker` the need's. One of the two cards may be missing.

    A side is a country, a body of one (then both are told), or a body of no country.
    """

    class Side(models.TextChoices):
        GIVER = "giver", _("Gives")
        TAKER = "taker", _("Takes")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        HELD = "held", _("Held, reports due")
        DONE = "done", _("Reported by both sides")
        DECLINED = "declined", _("Declined")
        CALLED_OFF = "called_off", _("Called off")

    ref = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    kind = models.CharField(max_length=20, choices=Offer.Kind)
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="given")
    need = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="met")
    giver = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    giver_body = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taker_body = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.CharField(max_length=5, choices=Side)
    language = models.CharField(max_length=2, default="en")
    plan = models.TextField()  # who meets whom, where, for what, and who pays
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)  # the day from which 6 and 12 months are counted
    reason = models.TextField(blank=True)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(offer__isnull=False) | Q(need__isnull=False), name="an_exchange_meets_something"),
            models.CheckConstraint(
                condition=(Q(giver__isnull=False) | Q(giver_body__isnull=False))
                & (Q(taker__isnull=False) | Q(taker_body__isnull=False)),
                name="each_side_of_an_exchange_is_told",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(taker__isnull=True) | ~Q(giver=F("taker")), name="an_exchange_has_two_sides"
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=False) | Q(taker__isnull=False) | ~Q(giver_body=F("taker_body")),
                name="an_exchange_of_bodies_has_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="an_exchange_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"exchanges/{self.ref}/"

    @property
    def parties(self) -> "tuple[Party, Party]":
        """Who gives, who takes."""
        giver = Party(self.giver, self.giver_body, self.Side.GIVER)
        return giver, Party(self.taker, self.taker_body, self.Side.TAKER)

    @property
    def proposer(self) -> "Party":
        """Whose the plan is as it stands."""
        return next(party for party in self.parties if party.side == self.proposed_by)


@dataclass(frozen=True)
class Party:
    """One side of an exchange: a country, a body of it, or a body of no country."""

    area: Area | None
    owner: Organisation | None
    side: str

    @property
    def home(self) -> Home:
        return home_of(self.area, self.owner)


class ExchangeNote(models.Model):
    """What one side says of it: its report (0 months), and what became of it after 6 and 12."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="notes")
    side = models.CharField(max_length=5, choices=Exchange.Side)
    months = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, default="en")
    text = models.TextField()
    used = models.TextField(blank=True)  # what is done differently since
    on = models.DateField(default=clock.today)
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("months", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exchange", "side", "months"], name="one_note_a_side_and_time"),
            models.CheckConstraint(condition=Q(months__in=(0, 6, 12)), name="notes_of_the_day_and_after_6_and_12_months"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} {self.months}"
