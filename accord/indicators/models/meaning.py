"""What is measured: indicators, families, units, breakdowns, targets, rules, and how others code the same."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.kit.texts import Text, pick


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
