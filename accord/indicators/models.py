"""Indicators, releases that never change, and their observations."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.kit.columns import DecimalColumn
from accord.kit.texts import Text, pick
from accord.people.models import Area, Capacity, World
from accord.record.models import Event


class Family(models.Model):
    """One of the families of the broader context that stand side by side on a country's page."""

    code = models.CharField(max_length=30, unique=True)
    names = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.code


class UnitMeasure(models.Model):
    """A unit, all the ways in which sources write it, and its natural limits. Its code is one of SDMX's UNIT_MEASURE."""

    code = models.CharField(max_length=30, unique=True)
    unit = models.CharField(max_length=40, unique=True)  # as `Indicator.unit` has it
    names = models.JSONField(default=dict)
    aliases = models.JSONField(default=list)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.code


class Breakdown(models.Model):
    """A property by which figures may be broken down, and the headings under which sources have it."""

    code = models.CharField(max_length=20, unique=True)
    names = models.JSONField(default=dict)
    headings = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    class Direction(models.TextChoices):
        LOWER = "lower", _("Lower is better")
        HIGHER = "higher", _("Higher is better")
        NONE = "none", _("No direction is better")

    code = models.CharField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    sdg = models.CharField(max_length=10, blank=True)
    population = models.CharField(max_length=200, blank=True)
    definition = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=40)
    unit_measure = models.ForeignKey(UnitMeasure, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    direction = models.CharField(max_length=10, choices=Direction)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    forms = models.JSONField(default=list)  # topic codes of forms of violence
    expected_breakdowns = models.JSONField(default=list)  # codes of `Breakdown`
    breakdowns_source = models.CharField(max_length=300, blank=True)
    custodian = models.CharField(max_length=100, blank=True)
    core = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    comparability = models.TextField(blank=True)
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


class Crosswalk(models.Model):
    """A code of another source that measures the same, or something near and how that differs."""

    class Match(models.TextChoices):
        SAME = "same", _("The same")
        NEAR = "near", _("Near")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="crosswalk")
    scheme = models.CharField(max_length=30)
    code = models.CharField(max_length=120)
    where = models.CharField(max_length=120, blank=True)  # which rows of that code, in the source's words: "Series=By age 18"
    sets = models.CharField(max_length=120, blank=True)  # what the code tells that its rows do not: "sex=F;age=15_49"
    match = models.CharField(max_length=4, choices=Match)
    differs = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "scheme", "code", "where"], name="one_crosswalk_a_code")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class Target(models.Model):
    """What is to be reached and by when; no number stands where none is published."""

    class Kind(models.TextChoices):
        ELIMINATION = "elimination", _("To be ended")
        UNIVERSAL = "universal", _("For all")
        REDUCTION = "reduction", _("To be reduced")
        INCREASE = "increase", _("To be raised")
        NATIONAL = "national", _("National target")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.FloatField(null=True)
    value_given_by = models.CharField(max_length=60, blank=True)  # "target", or the agency that reads it so
    year = models.PositiveSmallIntegerField(null=True)
    year_given_by = models.CharField(max_length=60, blank=True)  # "target" or "agenda"
    baseline_year = models.PositiveSmallIntegerField(null=True)
    words = models.TextField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["indicator", "kind"], name="one_target_a_kind")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.kind}"


class AggregationRule(models.Model):
    """How an agency makes a figure of a region or of the world."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="aggregation_rules")
    rule = models.CharField(max_length=30)
    scope = models.CharField(max_length=10)  # region, world
    weights = models.CharField(max_length=60, blank=True)  # the population series that the rule asks for
    stand_in = models.CharField(max_length=60, blank=True)  # one at hand that is not it
    mean = models.CharField(max_length=12)  # weighted, unweighted
    over = models.CharField(max_length=12)  # countries, regions
    min_coverage = models.FloatField(null=True)  # per cent
    coverage_of = models.CharField(max_length=20, blank=True)  # population, countries
    impute = models.CharField(max_length=20, blank=True)  # none, region-mean, stated-not-how
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    age = models.CharField(max_length=20, blank=True)
    min_values = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "rule", "scope"], name="one_aggregation_rule_a_scope")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.rule} {self.scope}"


class ProgressRule(models.Model):
    """An exception that a method of progress makes; without an indicator it holds for all."""

    rule = models.CharField(max_length=40)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.CASCADE, related_name="progress_rules")
    method = models.CharField(max_length=30)  # all, unsd-2023, open-sdg
    value = models.FloatField(null=True)
    words = models.TextField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.rule} {self.method}"


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


class Intake(models.Model):
    """A file of figures on its way to becoming a release: what is told of it, how it is read, what was mended, what is wrong.

    The file as it came lies under ACCORD_HOME/files/uploads and is never changed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Being checked")
        DRAFTED = "drafted", _("Ready to publish")
        PUBLISHED = "published", _("Published")

    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    file_name = models.CharField(max_length=200)
    upload = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    dated = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=40, blank=True)
    method = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    layout = models.JSONField(default=dict)  # which column is what (loading/layout.py)
    mends = models.JSONField(default=list)  # each with row, column, before, after or reason, capacity, time
    report = models.JSONField(default=dict)  # of the last check (loading/check.py)
    version = models.PositiveIntegerField(default=1)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["by", "-made_at"], name="intake_of_capacity")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What a file holds stands in the report, NUL among it, which PostgreSQL's JSON cannot hold: shown by its sign."""
        self.layout, self.mends, self.report = (without_nul(told) for told in (self.layout, self.mends, self.report))
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.file_name

    @property
    def world(self) -> str:
        return self.by.world


def without_nul(told: Any) -> Any:
    """JSON with each NUL as its visible sign."""
    if isinstance(told, str):
        return told.replace("\0", "\u2400")
    if isinstance(told, dict):
        return {without_nul(k): without_nul(v) for k, v in told.items()}
    return [without_nul(v) for v in told] if isinstance(told, list | tuple) else told
