"""Adoptions: who does it after whom, what they changed, and how far they are."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.learning.models.homes import Home, home_of
from accord.learning.models.practices import Practice
from accord.people.models import Area, Capacity, Organisation, World
from accord.record.models import Card


class Adoption(models.Model):
    """It comes from the practice itself, or from another adoption of it (`source`).

    `area` is the country that adopted it. Where a body of no country did, `place` is the country that it did so in: its people
    have no right over it.
    """

    class Kind(models.TextChoices):
        ADOPTS = "adopts", _("Replicated")
        ADAPTS = "adapts", _("Adapted")

    class Stage(models.TextChoices):
        DECIDED = "decided", _("Decided")
        PREPARING = "preparing", _("Being prepared")
        PILOT = "pilot", _("Pilot")
        RUNNING = "running", _("Running")
        SCALED = "scaled", _("At scale")
        STOPPED = "stopped", _("Stopped")

    ref = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="adoptions")
    source = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="sources_of")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions")
    place = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DECIDED)
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160)  # as it is called there
    changed = models.TextField(blank=True)  # what was changed, and why
    results = models.TextField(blank=True)
    evidence = models.URLField(blank=True)
    against = models.ForeignKey(
        Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # a threat of a platform
    decided_on = models.DateField()
    entered_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        ordering = ("decided_on", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind="adopts") | ~Q(changed=""), name="who_adapts_says_what_was_changed"),
            models.CheckConstraint(condition=Q(decided_on__lte=F("entered_on")), name="decided_before_it_was_entered"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(reason=""), name="withdrawing_an_adoption_has_a_reason"
            ),
            models.CheckConstraint(condition=~Q(source=F("id")), name="an_adoption_comes_from_another"),
            models.CheckConstraint(
                condition=Q(area__isnull=False, place__isnull=True)
                | Q(area__isnull=True, place__isnull=False, owner__isnull=False),
                name="an_adoption_is_in_one_country",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["practice", "decided_on", "id"], name="adoption_of_practice")]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"adoptions/{self.ref}/"

    @property
    def home(self) -> Home:
        return home_of(self.area, self.owner)

    @property
    def where(self) -> Area:
        """The country that it is done in, whosever it is."""
        found = self.area or self.place
        assert found is not None  # the table holds it
        return found
