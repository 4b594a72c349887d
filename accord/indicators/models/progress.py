"""What is worked out from figures and kept for ever: statuses of progress, and figures of regions. Newer ones stand beside it."""

from typing import ClassVar

from django.db import models

from accord.indicators.models.meaning import Indicator
from accord.indicators.models.sources import Origin, Release
from accord.kit import clock
from accord.people.models import Area


class Worked(models.Model):
    """A result with all that it rests on, so that it can be made again. Only `current` and `until` ever change."""

    digest = models.CharField(max_length=64)  # of what it rests on and of what came out
    current = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)  # when another took its place

    class Meta:
        abstract = True


class ProgressStatus(Worked):
    """One series of a country by every method, and how fast it falls.

    `inputs` and `question` are what `calc.progress` and `calc.aarr` were asked, `methods` and `reduction` what they said, each
    with its version. `counted`: of the country's series the one that an accepted source gives and that counts are made of.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="statuses")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="statuses")
    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=20, blank=True)
    age = models.CharField(max_length=60, blank=True)
    counted = models.BooleanField(default=False)
    first = models.FloatField()  # years of the period; a survey of 2015-2016 stands at 2015.5
    last = models.FloatField()
    inputs = models.JSONField()
    question = models.JSONField(null=True)  # none where a fall is not wanted
    methods = models.JSONField()
    reduction = models.JSONField(null=True)
    disagree = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "area", "origin", "sex"], condition=models.Q(current=True), name="one_status_a_series"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["area"], name="status_of_area", condition=models.Q(current=True)),
            models.Index(fields=["indicator", "-made_at"], name="status_as_of"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.sex}"


class RegionalFigure(Worked):
    """A region's or the world's figure by an agency's rule, or why there is none.

    `asked` holds the rule, the members, their figures and their weights. `proxy`: the weights are a stand-in, and then this
    is no regional value.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="regional_figures")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=30)
    sex = models.CharField(max_length=20, blank=True)
    weights = models.CharField(max_length=60, blank=True)  # the series used
    proxy = models.BooleanField(default=False)
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=20, blank=True)
    coverage = models.FloatField(null=True)  # 0 to 1
    countries = models.PositiveIntegerField(default=0)
    used = models.PositiveIntegerField(default=0)
    imputed = models.PositiveIntegerField(default=0)
    first = models.FloatField(null=True)  # years of the figures used
    last = models.FloatField(null=True)
    asked = models.JSONField()
    releases = models.JSONField(default=list)  # digests of those that gave figures or weights

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "area", "rule", "sex"], condition=models.Q(current=True), name="one_regional_figure_a_rule"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["indicator", "-made_at"], name="regional_as_of")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.rule}"
