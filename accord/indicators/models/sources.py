"""Who says what: origins, releases that never change, what they hold, and the newest values that pages show."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.indicators.models.meaning import Indicator
from accord.kit import clock
from accord.kit.columns import DecimalColumn
from accord.people.models import Area, Capacity, World
from accord.record.models import Event


class Origin(models.Model):
    """Who publishes figures: a custodian agency, a national office, another body. Its code is the SDMX dimension ORIGIN."""

    class Role(models.TextChoices):
        CUSTODIAN = "custodian", _("Custodian agency")
        NATIONAL = "national", _("National source")
        OTHER = "other", _("Other source")

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    role = models.CharField(max_length=10, choices=Role, default=Role.OTHER)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # of a national source
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "area"], name="one_origin_a_name_in_a_country"),
            models.UniqueConstraint(
                fields=["name", "world"], condition=models.Q(area__isnull=True), name="one_origin_a_name_without_country"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AcceptedSource(models.Model):
    """Whose release may stand in a global figure of an indicator. A source without a row is not accepted."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="accepted_sources")
    name = models.CharField(max_length=300)  # as a release bears it
    role = models.CharField(max_length=10, choices=Origin.Role)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # of a national source
    accepted_for_global = models.BooleanField(default=False)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["indicator", "name"], name="one_row_a_source")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.name}"


class Release(models.Model):
    """One file of figures as it came, kept as Parquet. Never changed: a correction is another release."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    flow = models.CharField(max_length=60, default="VAC")
    origin = models.ForeignKey(Origin, null=True, blank=True, on_delete=models.PROTECT, related_name="releases")
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    dated = models.CharField(max_length=20, blank=True)  # as the source dates it
    period = models.CharField(max_length=40, blank=True)  # reference period, as told
    method = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")  # of source, period and method note
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)  # of the file as it was read
    original_sha256 = models.CharField(max_length=64, blank=True)  # of the file as it came, where it was mended or rearranged
    upload = models.CharField(max_length=80, blank=True)  # file under ACCORD_HOME/files/uploads, as it came
    handling = models.JSONField(default=dict)  # what was done to the file on its way in, and what was acknowledged
    parquet = models.CharField(max_length=100, blank=True)  # file under ACCORD_HOME/files/releases
    parquet_sha256 = models.CharField(max_length=64, blank=True)
    shape = models.JSONField(null=True, blank=True)  # of a foreign structure: its columns by role (sdmx/foreign.py)
    breakdowns = models.JSONField(default=dict)  # code of COMPOSITE_BREAKDOWN -> the file's own columns and values
    state = models.CharField(max_length=10, choices=State)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    loaded_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attested_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # that published it

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256", "source", "licence", "flow", "world"],
                condition=models.Q(state="published"),
                name="one_release_a_file",
            )
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


class RealHoldings(models.Manager["Holding"]):
    def get_queryset(self) -> models.QuerySet["Holding"]:
        return super().get_queryset().filter(release__world=World.REAL)


class Holding(models.Model):
    """That a release has figures of an indicator; `current` where it is its origin's newest published one that has.

    `objects` are those of the real world alone, so that no page, aggregate or SDMX answer counts an invented figure; in the
    demonstration none is ever `current`.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="holdings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="holdings")
    rows = models.PositiveIntegerField()
    current = models.BooleanField(default=False)

    objects = RealHoldings()
    everywhere = models.Manager["Holding"]()

    class Meta:
        default_manager_name = "everywhere"
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
