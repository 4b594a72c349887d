"""Peer review: a round that countries join by their own act, who reviews whom by lot, what is asked, answered, recommended."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.commitments import Commitment
from accord.accountability.models.cycles import Cycle
from accord.accountability.models.judging import Judgement
from accord.accountability.models.recommendations import Recommendation
from accord.kit import clock
from accord.kit.texts import Text, pick
from accord.people.models import Area, Capacity, World
from accord.record.access import held_refs

RESPOND_DAYS = 21  # to accept a review or to decline it
ANSWER_DAYS = 60  # to answer recommendations
MIDTERM_MONTHS = 24  # from the end of a review to its mid-term
APART_MONTHS = 12  # from a review by the UPR or the Committee, before and after


class PeerRound(models.Model):
    """`pool` are the facts that the draw follows from, frozen when the list closed; `numbers` the public number as typed."""

    class State(models.TextChoices):
        JOINING = "joining", _("Open for joining")
        CLOSED = "closed", _("List closed, before the draw")
        DRAWN = "drawn", _("Drawn")

    slug = models.SlugField(unique=True)
    names: Any = models.JSONField(default=dict)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.PROTECT, related_name="peer_rounds")
    state = models.CharField(max_length=10, choices=State, default=State.JOINING)
    opens = models.DateField()
    joins_until = models.DateField()
    begins = models.DateField()  # dialogues are held from this day
    ends = models.DateField()  # to this day
    team = models.PositiveSmallIntegerField(default=2)  # reviewers of each review
    most = models.PositiveSmallIntegerField(default=3)  # recommendations of each reviewer
    apart: Any = models.JSONField(default=list)  # region, income: of which no two reviewers of a team are alike
    given_up: Any = models.JSONField(default=list)  # of these, and rotation: what was in the way of any draw
    groups: Any = models.JSONField(default=dict)  # {code: {"region": "", "income": ""}}, where given for the round itself
    groups_source = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)  # whose public number decides, named before anybody can know it
    source_url = models.URLField(blank=True)
    number_on = models.DateField()  # the day on which it becomes public
    closed_on = models.DateField(null=True)
    pool: Any = models.JSONField(default=list)
    pool_digest = models.CharField(max_length=64, blank=True)
    numbers = models.CharField(max_length=500, blank=True)
    drawn_on = models.DateField(null=True)
    teams: Any = models.JSONField(default=dict)  # reviewed code -> codes of reviewers, as drawn
    earlier: Any = models.JSONField(default=list)  # draws that were corrected: numbers, teams, reason, until

    class Meta:
        ordering = ("-opens", "slug")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(joins_until__gte=models.F("opens")) & Q(number_on__gt=models.F("joins_until"))
                & Q(begins__gt=models.F("number_on")) & Q(ends__gte=models.F("begins")),
                name="a_round_in_its_order",
            ),
            models.CheckConstraint(condition=Q(team__gte=1, team__lte=4, most__gte=1, most__lte=10), name="a_round_of_a_size"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(number_on__gt=models.F("closed_on")), name="closed_before_the_number"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> Text:
        return pick(self.names)

    @property
    def url(self) -> str:
        return f"peer-reviews/rounds/{self.slug}/"

    def takes_members(self, on: date | None = None) -> bool:
        return self.state == self.State.JOINING and self.opens <= (on or clock.today()) <= self.joins_until


class PeerReviewSet(models.QuerySet["PeerReview"]):
    def in_sight(self) -> "PeerReviewSet":
        """Without who left before the list closed, and without what is hidden."""
        return self.exclude(state=PeerReview.State.LEFT).exclude(ref__in=held_refs("peer_review"))


class PeerReview(models.Model):
    """One country in one round, from its joining on. `reason`: why it is not reviewed."""

    class State(models.TextChoices):
        JOINED = "joined", _("Joined")
        SCHEDULED = "scheduled", _("Reviewers drawn")
        QUESTIONS = "questions", _("Advance questions")
        DIALOGUE = "dialogue", _("Dialogue on its day")
        RECOMMENDING = "recommending", _("Recommendations being written")
        ANSWERS = "answers", _("Recommendations given")
        FINAL = "final", _("Final")
        MIDTERM = "midterm", _("Mid-term told")
        ASIDE = "aside", _("Not reviewed in this round")
        LEFT = "left", _("Left before the list closed")

    WAY = (
        State.JOINED, State.SCHEDULED, State.QUESTIONS, State.DIALOGUE, State.RECOMMENDING, State.ANSWERS, State.FINAL,
        State.MIDTERM,
    )  # fmt: skip
    GIVEN = (State.ANSWERS, State.FINAL, State.MIDTERM)  # what reviewers recommend and judge is public
    IN_COURSE = (State.SCHEDULED, State.QUESTIONS, State.DIALOGUE, State.RECOMMENDING)

    objects = PeerReviewSet.as_manager()

    ref = models.CharField(max_length=60, unique=True)
    round = models.ForeignKey(PeerRound, on_delete=models.PROTECT, related_name="reviews")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="peer_reviews")
    state = models.CharField(max_length=20, choices=State, default=State.JOINED)
    version = models.PositiveIntegerField(default=1)
    joined_on = models.DateField()
    joined_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    dialogue_on = models.DateField(null=True)
    dialogue_words = models.TextField(blank=True)  # where, with whom; afterwards where its record stands
    dialogue_language = models.CharField(max_length=2, default="en")
    given_on = models.DateField(null=True)
    answer_until = models.DateField(null=True)
    final_on = models.DateField(null=True)
    midterm_due = models.DateField(null=True)
    midterm = models.TextField(blank=True)
    midterm_language = models.CharField(max_length=2, default="en")
    midterm_on = models.DateField(null=True)

    class Meta:
        ordering = ("ref",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "area"], name="a_country_joins_a_round_once"),
            models.CheckConstraint(condition=~Q(state="aside") | ~Q(reason=""), name="setting_a_review_aside_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"peer-reviews/{self.ref}/"


class BodyReview(models.Model):
    """When the UPR or the Committee reviews a State, entered by an officer with its source; taken back with a reason."""

    class Body(models.TextChoices):
        UPR = "upr", _("Universal Periodic Review")
        CRC = "crc", _("Committee on the Rights of the Child")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="body_reviews")
    body = models.CharField(max_length=10, choices=Body)
    held_on = models.CharField(max_length=10)  # a year, a month or a day, as its source has it (ISO 8601)
    document = models.URLField()
    entered_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-held_on", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(withdrawn_on__isnull=True) | ~Q(reason=""), name="taking_back_a_day_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.body} {self.held_on}"


class PeerAbsence(models.Model):
    """Days on which a country's reviewers are not to be had, as its focal point says."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="peer_absences")
    first = models.DateField()
    last = models.DateField()
    declared_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()
    ended_on = models.DateField(null=True)  # taken back

    class Meta:
        ordering = ("first", "id")
        constraints: ClassVar = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="an_absence_in_its_order")]

    def __str__(self) -> str:
        return f"{self.area} {self.first} {self.last}"


class PeerAssignment(models.Model):
    """A country drawn to review another. Once accepted it is one person's, who declared what could conflict."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        REPLACED = "replaced", _("Not answered in time, replaced")

    review = models.ForeignKey(PeerReview, on_delete=models.CASCADE, related_name="assignments")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="peer_assignments")
    place = models.PositiveSmallIntegerField()  # in the team
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_on = models.DateField()
    respond_by = models.DateField()
    answered_on = models.DateField(null=True)
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")  # who accepted and reviews
    declaration = models.TextField(blank=True)
    reason = models.TextField(blank=True)  # of declining
    language = models.CharField(max_length=2, default="en")

    class Meta:
        ordering = ("review_id", "place", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "area"], name="a_country_is_drawn_once_a_review"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | (Q(by__isnull=False) & ~Q(declaration="")), name="a_reviewer_has_declared"
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="declining_a_review_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.area}"

    def is_overdue(self) -> bool:
        return self.state == self.State.OFFERED and clock.today() > self.respond_by

    @property
    def is_gone(self) -> bool:
        return self.state in (self.State.DECLINED, self.State.REPLACED)


class PeerQuestion(models.Model):
    """Asked before the dialogue, public at once; so is the answer."""

    review = models.ForeignKey(PeerReview, on_delete=models.CASCADE, related_name="questions")
    assignment = models.ForeignKey(PeerAssignment, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    answer_language = models.CharField(max_length=2, default="en")
    answered_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)  # of the answer

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.review_id} {self.pk}"


class PeerProposal(models.Model):
    """A recommendation while it is written; once given it is one of the table of recommendations."""

    assignment = models.ForeignKey(PeerAssignment, on_delete=models.CASCADE, related_name="proposals")
    text = models.TextField()
    due = models.DateField()  # until when it asks for it
    language = models.CharField(max_length=2, default="en")
    recommendation = models.OneToOneField(Recommendation, null=True, on_delete=models.SET_NULL, related_name="proposal")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("assignment_id", "id")

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.pk}"


class PeerJudgement(Judgement):
    """What a reviewer of another country says of one commitment, on the scales of the other judgements; unseen until given."""

    assignment = models.ForeignKey(PeerAssignment, on_delete=models.CASCADE, related_name="judgements")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="peer_judgements")

    class Meta:
        ordering = ("commitment_id", "assignment_id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "commitment"], name="a_peer_judges_a_commitment_once"),
            models.CheckConstraint(condition=~Q(rationale=""), name="a_peers_judgement_has_its_rationale"),
            models.CheckConstraint(
                condition=~Q(completion__in=["substantial", "complete"]) | ~Q(evidence=""),
                name="a_peer_above_limited_names_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.commitment_id}"


def respond_by(day: date) -> date:
    return day + timedelta(days=RESPOND_DAYS)
