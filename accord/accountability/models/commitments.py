"""What States promised, in parts that can be checked."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.recommendations import Recommendation
from accord.indicators.models import Indicator
from accord.kit.columns import DecimalColumn
from accord.people.models import Area, Capacity, Organisation, World
from accord.record.access import held_refs
from accord.record.models import Topic


class CommitmentSet(models.QuerySet["Commitment"]):
    def in_sight(self) -> "CommitmentSet":
        """Without those that are hidden: no page names them, no report is asked about them."""
        return self.exclude(ref__in=held_refs("commitment"))

    def standing(self) -> "CommitmentSet":
        """Published commitments that a report speaks of; pledges made elsewhere are not asked about here."""
        states = (Commitment.State.PUBLIC, Commitment.State.REVISED)
        return self.in_sight().filter(kind=Commitment.Kind.COMMITMENT, state__in=states)


class Commitment(models.Model):
    """A voluntary pledge of the Universal Periodic Review, or a commitment made here."""

    class Kind(models.TextChoices):
        PLEDGE = "pledge", _("Voluntary pledge")
        COMMITMENT = "commitment", _("Commitment")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLIC = "public", _("Published")
        REVISED = "revised", _("Published, revised")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CLOSED = "closed", _("Closed")

    OPEN = (State.DRAFT, State.PUBLIC, State.REVISED)  # may still be changed

    class Form(models.TextChoices):
        LEGAL = "legal", _("Law")
        POLICY = "policy", _("Policy or plan")
        PROGRAMME = "programme", _("Programme or service")
        DATA = "data", _("Data or research")

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        SUBNATIONAL = "subnational", _("Part of the country")

    ref = models.CharField(max_length=60, unique=True)
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.PUBLIC)
    version = models.PositiveIntegerField(default=1)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="commitments")
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField()  # what is promised
    problem = models.TextField(blank=True)
    how = models.TextField(blank=True)
    form = models.CharField(max_length=20, choices=Form, blank=True)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    lead = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supporting = models.CharField(max_length=500, blank=True)  # other organisations, by name
    contact = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("ActionPlan", null=True, blank=True, on_delete=models.PROTECT, related_name="commitments")
    provinces = models.JSONField(default=list)  # as the country names them: no list of the UN has them
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget = DecimalColumn(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    funded_share = models.PositiveSmallIntegerField(null=True, blank=True)  # of 100
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    recommendations = models.ManyToManyField(Recommendation, blank=True, related_name="commitments")
    reason = models.TextField(blank=True)  # why it was withdrawn or closed
    issues = models.JSONField(default=list)
    session = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    objects = CommitmentSet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "id"], name="commitment_of_area")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="commitment_ends_after_its_start",
            ),
            models.CheckConstraint(condition=Q(funded_share__isnull=True) | Q(funded_share__lte=100), name="funded_share_of_100"),
            models.CheckConstraint(condition=~Q(state="withdrawn") | ~Q(reason=""), name="withdrawing_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"commitments/{self.ref}/"

    @property
    def heading(self) -> str:
        """The title, or the first words of what was promised."""
        if self.title:
            return self.title
        return self.text if len(self.text) <= 140 else self.text[:137].rsplit(" ", 1)[0] + " …"


class Revision(models.Model):
    """The wording of a commitment, a plan or an action as it stood in an earlier version."""

    commitment = models.ForeignKey(Commitment, null=True, on_delete=models.CASCADE, related_name="revisions")
    plan = models.ForeignKey("ActionPlan", null=True, on_delete=models.CASCADE, related_name="revisions")
    action = models.ForeignKey("Action", null=True, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    wording = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    until = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "version"], name="one_wording_a_version"),
            models.UniqueConstraint(fields=["plan", "version"], name="one_wording_a_version_of_a_plan"),
            models.UniqueConstraint(fields=["action", "version"], name="one_wording_a_version_of_an_action"),
            models.CheckConstraint(
                condition=Q(commitment__isnull=False, plan__isnull=True, action__isnull=True)
                | Q(commitment__isnull=True, plan__isnull=False, action__isnull=True)
                | Q(commitment__isnull=True, plan__isnull=True, action__isnull=False),
                name="a_wording_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment or self.plan or self.action} v{self.version}"


class PartSet[M: models.Model](models.QuerySet[M]):
    def standing(self) -> Self:
        """What was withdrawn after publication stays readable, and counts for nothing."""
        return self.filter(withdrawn_on__isnull=True)


class Milestone(models.Model):
    """Something to be delivered by a day. Progress that nobody told is unknown, not nought."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=300)
    due = models.DateField()
    weight = models.PositiveSmallIntegerField(default=1)
    progress = models.PositiveSmallIntegerField(null=True, blank=True)  # of 100
    done_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was withdrawn

    objects = PartSet["Milestone"].as_manager()

    class Meta:
        ordering = ("due", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(reason=""), name="withdrawing_a_milestone_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(progress__isnull=True) | Q(progress__lte=100), name="progress_of_100"),
            models.CheckConstraint(condition=Q(done_on__isnull=True) | Q(progress=100), name="done_is_all_of_it"),
        ]

    def __str__(self) -> str:
        return self.text


class Measure(models.Model):
    """An indicator that tells whether a commitment works: from where, to where, by when."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    baseline = DecimalColumn(max_digits=20, decimal_places=6, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target = DecimalColumn(max_digits=20, decimal_places=6, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    breakdown = models.CharField(max_length=300, blank=True)  # whom the figures are of, where not of all that are counted
    source = models.CharField(max_length=300, blank=True)  # where not that of the indicator
    version = models.PositiveIntegerField(default=1)
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was withdrawn

    objects = PartSet["Measure"].as_manager()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commitment", "indicator"], condition=Q(withdrawn_on__isnull=True), name="one_measure_an_indicator"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(reason=""), name="withdrawing_a_measure_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_year__isnull=True)
                | Q(baseline__isnull=False, baseline_year__isnull=False),
                name="a_baseline_has_its_year",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, target_year__isnull=True) | Q(target__isnull=False, target_year__isnull=False),
                name="a_target_has_its_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.indicator_id}"
