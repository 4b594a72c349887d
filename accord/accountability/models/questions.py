"""What a cycle asks: a template of ordered questions by version, and what a report answers to each."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.cycles import Report
from accord.indicators.models import Indicator
from accord.kit.texts import Text, pick
from accord.people.models import Capacity, World


class Kind(models.TextChoices):
    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several choices")
    NUMBER = "number", _("A number, tied to an indicator")
    TABLE = "table", _("A table")
    EVIDENCE = "evidence", _("Evidence: documents and addresses")


class Said(models.TextChoices):
    """What an answer is. None of the three is a missing answer, and a missing answer is none of the three."""

    ANSWERED = "answered", _("Answered")
    NO_EVIDENCE = "no_evidence", _("No evidence")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Live(models.TextChoices):
    """The records of the country that a table begins with."""

    COMMITMENTS = "commitments", _("The country’s commitments")
    ACTIONS = "actions", _("The country’s actions")
    RECOMMENDATIONS = "recommendations", _("Recommendations that it supported")


class Template(models.Model):
    """One version of the questions of a kind of report. Once a cycle uses it, it stays as it is."""

    ref = models.SlugField(max_length=50, unique=True)
    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    names = models.JSONField(default=dict)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=1)  # counts its changes while it is a draft

    class Meta:
        ordering = ("slug", "-version")
        constraints: ClassVar = [models.UniqueConstraint(fields=["slug", "version"], name="a_version_of_a_template_once")]

    def __str__(self) -> str:
        return self.ref

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ref = f"{self.slug}-{self.version}"
        super().save(*args, **kwargs)

    @property
    def name(self) -> Text:
        return pick(self.names)

    @property
    def url(self) -> str:
        return f"questions/{self.slug}/{self.version}/"

    @property
    def card_ref(self) -> str:
        return f"templates/{self.ref}"

    def is_used(self) -> bool:
        """One query."""
        return bool(self.cycles.exists())


class Section(models.Model):
    """Its code stays from version to version."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="sections")
    code = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField()
    names = models.JSONField(default=dict)

    class Meta:
        ordering = ("position", "id")
        constraints: ClassVar = [models.UniqueConstraint(fields=["template", "code"], name="a_section_once")]

    def __str__(self) -> str:
        return f"{self.template} {self.code}"

    @property
    def name(self) -> Text:
        return pick(self.names)


class Question(models.Model):
    """Its code stays from version to version, so that a report begins from what the last one answered."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    texts = models.JSONField(default=dict)
    hints = models.JSONField(default=dict)
    required = models.BooleanField(default=True)
    options = models.JSONField(default=list)  # of a choice: [{"code": "c1", "names": {...}}]
    columns = models.JSONField(default=list)  # of a table, the same shape
    rows = models.JSONField(default=list)  # of a table whose rows are fixed; empty where they are free
    live = models.CharField(max_length=20, choices=Live, blank=True)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("position", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "code"], name="a_question_once"),
            models.CheckConstraint(condition=Q(indicator__isnull=True) | Q(kind="number"), name="an_indicator_is_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.code}"

    @property
    def text(self) -> Text:
        return pick(self.texts)

    @property
    def hint(self) -> Text:
        return pick(self.hints)


class Answer(models.Model):
    """`value` as its kind has it (`question_kinds.py`); empty where there is no evidence or the question does not apply."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    said = models.CharField(max_length=20, choices=Said, default=Said.ANSWERED)
    value = models.JSONField(default=dict)
    reason = models.TextField(blank=True)  # why it does not apply, or where evidence was looked for
    language = models.CharField(max_length=2, default="en")
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    proposed_in = models.ForeignKey("accountability.Contribution", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("question_id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "question"], name="one_answer_a_question"),
            models.CheckConstraint(condition=~Q(said="not_applicable") | ~Q(reason=""), name="what_does_not_apply_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.question_id}"

    def told(self) -> dict[str, Any]:
        return {"said": self.said, "value": self.value, "reason": self.reason, "language": self.language}
