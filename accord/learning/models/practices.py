"""Practices: what was done, what it cost, what came of it and what did not; what peers said of them."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.kit.columns import DecimalColumn
from accord.learning.models.homes import Home, home_of
from accord.people.models import Area, Capacity, Organisation, Person, World
from accord.record.models import Card, Topic

if TYPE_CHECKING:
    from accord.learning.models.adoptions import Adoption

TEXTS = ("problem", "context", "done", "staffing", "results", "failed", "adapt")  # Markdown, drawn when written


class Grade(models.TextChoices):
    """In this order (`calc/grades.py`)."""

    NOT_SHOWN = "not_shown", _("Effect not shown")
    PRUDENT = "prudent", _("Prudent")
    PROMISING = "promising", _("Promising")
    EFFECTIVE = "effective", _("Effective")


class Practice(models.Model):
    """`published_on` is the day it was checked: from there its way to other countries is counted.

    `area` is the country that it is of, none where its owner is of none; such a body tells the `place` where it was done, if that
    was one country. The people of a `place` have no right over it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        CHECKED = "checked", _("Checked, not reviewed yet")
        REVIEWED = "reviewed", _("Reviewed, not rated yet")
        RATED = "rated", _("Rated")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GIVEN_UP = "given_up", _("Draft given up")

    class Kind(models.TextChoices):
        MODEL = "model", _("Model")
        PROGRAMME = "programme", _("Programme")
        LAW = "law", _("Law")
        TOOL = "tool", _("Tool")

    PUBLIC = (State.CHECKED, State.REVIEWED, State.RATED)  # may be adopted, asked about, told on
    OPEN = (State.DRAFT, *PUBLIC)  # its wording may be changed
    SEEN_BY_ALL = (*PUBLIC, State.WITHDRAWN)

    ref = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="practices")
    place = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place_open = models.BooleanField(default=False)  # nobody told yet; else none means that it was done in several countries
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=500)
    problem = models.TextField(blank=True)
    context = models.TextField(blank=True)
    done = models.TextField(blank=True)
    staffing = models.TextField(blank=True)
    results = models.TextField(blank=True)
    failed = models.TextField(blank=True)
    adapt = models.TextField(blank=True)
    drawn = models.JSONField(default=dict)  # each of the texts above as HTML
    cost = DecimalColumn(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    cost_year = models.PositiveSmallIntegerField(null=True, blank=True)
    cost_covers = models.CharField(max_length=300, blank=True)  # what the sum pays for, and for how long
    since = models.PositiveSmallIntegerField(null=True, blank=True)  # the year it began
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")  # INSPIRE strategies, forms of violence, sectors
    round = models.PositiveSmallIntegerField(default=1)  # of review
    reason = models.TextField(blank=True)  # why it was returned or withdrawn
    submitted_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | (~Q(currency="") & Q(cost_year__isnull=False)),
                name="a_cost_has_its_currency_and_year",
            ),
            models.CheckConstraint(condition=~Q(state="withdrawn") | ~Q(reason=""), name="withdrawing_a_practice_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted", "given_up")) | Q(published_on__isnull=False),
                name="what_everyone_sees_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=False, place__isnull=True) | Q(area__isnull=True, owner__isnull=False),
                name="a_practice_is_of_a_country_or_of_a_body",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"practices/{self.ref}/"

    @property
    def home(self) -> Home:
        return home_of(self.area, self.owner)

    @property
    def where(self) -> Area | None:
        """The country that it was done in, whosever it is."""
        return self.area or self.place


class Evidence(models.Model):
    """A link to what speaks for a practice, against it, or both."""

    class Stance(models.TextChoices):
        FOR = "for", _("Speaks for it")
        AGAINST = "against", _("Speaks against it")
        MIXED = "mixed", _("Mixed")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    card = models.ForeignKey(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # of this site
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    stance = models.CharField(max_length=10, choices=Stance)
    note = models.CharField(max_length=500)  # what it found, and how

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(url="") | Q(card__isnull=False), name="evidence_can_be_looked_up")
        ]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """What a published practice or adoption said until it was changed, and why it was."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    wording = models.JSONField()
    reason = models.TextField()
    until = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["card", "version"], name="one_old_wording_a_version")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.version}"


class Update(models.Model):
    """What became of a practice since: it grew, it stopped, it was measured again."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    on = models.DateField(default=clock.today)
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.practice_id} {self.on}"


class Review(models.Model):
    """One peer's, of one round. Nobody else reads it until both peers have finished theirs."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # the peer's country
    of_version = models.PositiveIntegerField()  # of the practice
    declaration = models.TextField()
    language = models.CharField(max_length=2, default="en")
    marks = models.JSONField(default=dict)  # criterion -> level
    strengths = models.TextField(blank=True)
    gaps = models.TextField(blank=True)
    grade = models.CharField(max_length=20, choices=Grade, blank=True)
    reasons = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    finished_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("round", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "round", "area"], name="one_review_a_country_and_round"),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | (~Q(grade="") & ~Q(reasons="")), name="a_finished_review_proposes_a_grade"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.round} {self.area_id}"


class PracticeRating(models.Model):
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    of_version = models.PositiveIntegerField()
    grade = models.CharField(max_length=20, choices=Grade)
    reasons = models.TextField()
    language = models.CharField(max_length=2, default="en")
    on = models.DateField(default=clock.today)
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-round",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "round"], name="one_rating_a_round"),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_rating_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.grade}"


class Question(models.Model):
    """To the contact of a practice or of an adoption of it: read by who asked and by who answers for that, by nobody else."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="questions")
    adoption = models.ForeignKey("Adoption", null=True, blank=True, on_delete=models.CASCADE, related_name="questions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_as = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    asked_on = models.DateField(default=clock.today)
    answer = models.TextField(blank=True)
    answer_language = models.CharField(max_length=2, blank=True)
    answered_as = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | (~Q(answer="") & Q(answered_on__gte=F("asked_on"))),
                name="an_answer_says_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.asked_on}"

    @property
    def to(self) -> "Practice | Adoption":
        """What it is about: whoever acts for its owner answers."""
        return self.adoption or self.practice
