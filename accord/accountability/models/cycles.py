"""A reporting cycle: who joined by its own act, what it says of itself, what an assessor says, and its reply."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.commitments import Commitment
from accord.accountability.models.judging import AMBITION, CHANGE, COMPLETION, CONFIDENCE, Judgement
from accord.kit import clock
from accord.kit.texts import Text, pick
from accord.people.models import Area, Capacity, World
from accord.record.access import held_refs


class Cycle(models.Model):
    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    opens = models.DateField()
    due = models.DateField()
    reply_days = models.PositiveSmallIntegerField(default=21)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    template = models.ForeignKey("accountability.Template", null=True, on_delete=models.PROTECT, related_name="cycles")

    class Meta:
        ordering = ("-opens", "slug")
        constraints: ClassVar = [models.CheckConstraint(condition=Q(due__gt=models.F("opens")), name="due_after_opening")]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> Text:
        return pick(self.names)

    @property
    def url(self) -> str:
        return f"cycles/{self.slug}/"


class Participation(models.Model):
    """A country joined by its own act; before that it owes nothing here."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="participations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="participations")
    joined_on = models.DateField()
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cycle", "area"], name="a_country_joins_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.cycle}"


class ReportSet(models.QuerySet["Report"]):
    def told(self) -> "ReportSet":
        return self.filter(public_reports())

    def with_sight(self) -> "ReportSet":
        """Each says by `is_told` whether everybody may read it."""
        return self.annotate(public=models.Case(models.When(public_reports(), then=True), default=False))


def public_reports(path: str = "") -> Q:
    """Of reports (or of what leads to one by `path`) those that everybody may read: published and not hidden. Their words and
    levels stand on pages of commitments, countries and cycles, too."""
    return Q(**{f"{path}state__in": Report.SEEN_BY_ALL}) & ~Q(**{f"{path}ref__in": held_refs("report")})


class Report(models.Model):
    """A country's report in one cycle, from its draft to its final form."""

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Being drafted")
        SIGNED = "signed", _("Signed by the validating authority")
        SUBMITTED = "submitted", _("Submitted")
        PUBLISHED = "published", _("Published")
        RATED = "rated", _("Assessed, open for reply")
        FINAL = "final", _("Final")

    SEEN_BY_ALL = (State.PUBLISHED, State.RATED, State.FINAL)

    objects = ReportSet.as_manager()

    ref = models.CharField(max_length=60, unique=True)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reports")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    language = models.CharField(max_length=2, default="en")
    summary = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)  # of the summary
    signed_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    signed_digest = models.CharField(max_length=64, blank=True)
    letter = models.ForeignKey("accountability.SignatureLetter", null=True, on_delete=models.RESTRICT, related_name="+")
    returned = models.JSONField(default=dict)  # with what points the secretariat gave it back: {"reason", "questions", "on"}
    assessor = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    declaration = models.TextField(blank=True)  # the assessor's, on conflicts of interest
    declaration_language = models.CharField(max_length=2, default="en")
    submitted_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    rated_on = models.DateField(null=True)
    reply_until = models.DateField(null=True)
    final_on = models.DateField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["cycle", "area"], name="one_report_a_cycle")]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"reports/{self.ref}/"

    @property
    def is_told(self) -> bool:
        """Of rows that were read `with_sight`."""
        public: bool = vars(self)["public"]
        return public

    @property
    def open_for_reply(self) -> bool:
        """The day is fixed when the assessment is released and does not move."""
        return self.state == self.State.RATED and not (self.reply_until and clock.today() > self.reply_until)


class Entry(models.Model):
    """What the country itself says of one commitment."""

    FURTHER = ("ambition", "change", "confidence")

    class Status(models.TextChoices):
        """Of a value, in SDMX's words."""

        PROVISIONAL = "provisional", _("Provisional value")
        FINAL = "final", _("Final value")
        REVISED = "revised", _("Revised value")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="entries")
    completion = models.CharField(max_length=20, choices=COMPLETION)
    ambition = models.CharField(max_length=20, choices=AMBITION, blank=True)  # the further scales: empty where untold
    change = models.CharField(max_length=20, choices=CHANGE, blank=True)
    confidence = models.CharField(max_length=10, choices=CONFIDENCE, blank=True)
    rationale = models.TextField()
    evidence = models.TextField(blank=True)
    values = models.JSONField(default=list)  # [{"indicator": code, "value": "12.5", "year": 2025}]; status, source where told
    language = models.CharField(max_length=2, default="en")  # that its writer read the page in
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("commitment_id",)
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "commitment"], name="one_entry_a_commitment"),
            models.CheckConstraint(condition=~Q(rationale=""), name="an_entry_has_its_rationale"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.commitment_id}"

    @property
    def further(self) -> dict[str, str]:
        """What is told on the further scales; nothing of them where nothing is, so that older signatures and lines hold."""
        return {name: told for name in self.FURTHER if (told := getattr(self, name))}


class Rating(Judgement):
    """What the independent assessor says of the same commitment, on the same scale; unseen until released."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="ratings")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="ratings")
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("commitment_id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "commitment"], name="one_rating_a_commitment"),
            models.CheckConstraint(condition=~Q(rationale=""), name="a_rating_has_its_rationale"),
            models.CheckConstraint(
                condition=~models.Q(completion__in=["substantial", "complete"]) | ~models.Q(evidence=""),
                name="a_rating_above_limited_names_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.commitment_id}"
