"""Indicators, releases that never change, and their observations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.kit.columns import DecimalColumn
from accord.kit.texts import Text, pick
from accord.people.models import Area, Capacity


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

    @property
    def sdmx(self) -> str:
        """Its code in SDMX, where a point parts the key of a series: 16.2.1 is 16_2_1. Parquet holds this one."""
        return self.code.replace(".", "_")


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


class Origin(models.Model):
    """Who publishes figures: a custodian agency, a national office, another body. Its code is the SDMX dimension ORIGIN."""

    class Role(models.TextChoices):
        CUSTODIAN = "custodian", _("Custodian agency")
        NATIONAL = "national", _("National source")
        OTHER = "other", _("Other source")

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300, unique=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.OTHER)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # of a national source

    def __str__(self) -> str:
        return self.code


class Release(models.Model):
    """One file of figures as it came, kept as Parquet. Never changed: a correction is another release."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft: source or licence missing")
        PUBLISHED = "published", _("Published")

    flow = models.CharField(max_length=60, default="VAC")
    origin = models.ForeignKey(Origin, null=True, blank=True, on_delete=models.PROTECT, related_name="releases")
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    dated = models.CharField(max_length=20, blank=True)  # as the source dates it
    period = models.CharField(max_length=40, blank=True)  # reference period, as told
    method = models.TextField(blank=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)  # of the file as it came
    parquet = models.CharField(max_length=100, blank=True)  # file under ACCORD_HOME/files/releases
    parquet_sha256 = models.CharField(max_length=64, blank=True)
    shape = models.JSONField(null=True, blank=True)  # of a foreign structure: its columns by role (sdmx/foreign.py)
    breakdowns = models.JSONField(default=dict)  # code of COMPOSITE_BREAKDOWN -> the file's own columns and values
    state = models.CharField(max_length=10, choices=State)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    attested_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sha256", "source", "licence", "flow"], name="one_release_a_file")
        ]

    def __str__(self) -> str:
        return f"{self.source or self.file_name} {self.dated}"


class Structure(models.Model):
    """An imported SDMX artefact. It keeps its owner, its version and the address at which its owner keeps it."""

    kind = models.CharField(max_length=40)
    agency = models.CharField(max_length=100)
    code = models.CharField(max_length=150)
    version = models.CharField(max_length=40)
    text = models.TextField()  # formats.sdmx.artefact.to_text
    items = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)
    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("agency", "kind", "code", "version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "agency", "code", "version"], name="one_structure_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.agency}:{self.code}({self.version})"


class Holding(models.Model):
    """That a release has figures of an indicator; `current` where it is its origin's newest published one that has."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="holdings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="holdings")
    rows = models.PositiveIntegerField()
    current = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "indicator"], name="one_holding_an_indicator")]
        indexes: ClassVar = [models.Index(fields=["indicator"], name="holding_current", condition=models.Q(current=True))]

    def __str__(self) -> str:
        return f"{self.release_id} {self.indicator_id}"


class Latest(models.Model):
    """The newest value that a current release gives an area, by indicator and sex. All other figures lie in Parquet."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="latest")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="latest")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="latest")
    sex = models.CharField(max_length=20, blank=True)
    age = models.CharField(max_length=60, blank=True)
    breakdown = models.CharField(max_length=200, blank=True)
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    value = DecimalColumn(max_digits=20, decimal_places=6, null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    unit = models.CharField(max_length=60, blank=True)
    nature = models.CharField(max_length=20, blank=True)
    flags = models.CharField(max_length=40, blank=True)
    footnote = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "area", "sex", "release"], name="one_latest_a_series")
        ]
        indexes: ClassVar = [models.Index(fields=["area", "indicator"], name="latest_of_area")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.end}"
