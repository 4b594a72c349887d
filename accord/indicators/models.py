"""Indicators, releases that never change, and their observations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.kit.texts import Text, pick
from accord.people.models import Area


class Indicator(models.Model):
    class Direction(models.TextChoices):
        LOWER = "lower", _("Lower is better")
        HIGHER = "higher", _("Higher is better")
        NONE = "none", _("No direction is better")

    code = models.CharField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    sdg = models.CharField(max_length=10, blank=True)
    population = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=10, choices=Direction)
    custodian = models.CharField(max_length=100, blank=True)
    core = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        return pick(self.names)


class SeriesCode(models.Model):
    """A source's code for an indicator."""

    code = models.CharField(max_length=80, unique=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="series")

    def __str__(self) -> str:
        return self.code


class Flag(models.Model):
    """What a source's mark beside a value means."""

    code = models.CharField(max_length=10, unique=True)
    meaning = models.TextField()
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.code


class Release(models.Model):
    """One file as it came. Never changed: a correction is another release."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft: source or licence missing")
        PUBLISHED = "published", _("Published")

    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    dated = models.CharField(max_length=20, blank=True)  # as the source dates it
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["sha256", "source", "licence"], name="one_release_a_file")]

    def __str__(self) -> str:
        return f"{self.source or self.file_name} {self.dated}"


class Observation(models.Model):
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="observations")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="observations")
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    unit = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    age = models.CharField(max_length=40, blank=True)
    nature = models.CharField(max_length=20, blank=True)
    flags = models.CharField(max_length=40, blank=True)
    footnote = models.TextField(blank=True)
    other = models.JSONField(default=dict)
    latest = models.BooleanField(default=False)  # what a page shows for its area and sex (series.py)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["indicator", "release"], name="observation_latest", condition=models.Q(latest=True)),
            models.Index(fields=["indicator", "area", "end"], name="observation_by_area"),
            models.Index(fields=["area", "indicator"], name="observation_of_area"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.end}"
