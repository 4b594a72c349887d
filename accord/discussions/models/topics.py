"""Topics: what is talked about on the card of some room, what came of it, and how far each has read."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.discussions.models.sealed import NamesAs
from accord.kit import clock
from accord.people.models import Capacity, Person, World
from accord.record.access import audience_ids
from accord.record.models import Audience, Card, Reader


class TopicSet(models.QuerySet["Topic"]):
    def visible_to(self, user: Reader) -> "TopicSet":
        """The record's rule, asked of the row: `audience` is its card's, so that lists are read in their own order. A card that
        is hidden has another one."""
        return self.visible_in(audience_ids(user))

    def visible_in(self, audiences: Sequence[int]) -> "TopicSet":
        seen = self.filter(audience_id__in=audiences, card__published_at__isnull=False)
        return seen.filter(card__audience_id=F("audience_id"))

    def listed(self) -> "TopicSet":
        """What was merged into another topic stands in no list."""
        return self.exclude(state=Topic.State.MERGED)


class Topic(models.Model):
    """`person` is who opened it, or nobody where names are sealed: then `mark` is what the site knows them by, `alias` what
    others see.

    `last_number` is given out by the statement that takes the row (`actions/posting.py`), so that it is the number of posts, too.
    """

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", _("Discussion")
        QUESTION = "question", _("Question")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        MERGED = "merged", _("Merged into another topic")

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+", db_index=False)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")  # the card's
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    ref = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DISCUSSION)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # Under the Chatham House rule: set when it is opened, never afterwards (`actions/sealed.py`).
    chatham = models.BooleanField(default=False)
    names_as = models.CharField(max_length=8, choices=NamesAs, blank=True)
    aliases = models.JSONField(default=list, blank=True)  # roles or regions that are still shown; none is ever added
    untold_since = models.DateField(null=True, blank=True)  # of what was written from this day on the journal tells a day later
    language = models.CharField(max_length=2, default="en")
    title = models.CharField(max_length=160)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, blank=True)
    alias = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    last_number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=clock.now)
    pinned = models.BooleanField(default=False)
    reason = models.TextField(blank=True)  # why it was closed, opened again or merged
    answer = models.PositiveIntegerField(null=True, blank=True)  # the number of the post that answers a question
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    # By a moderator, in Markdown and as drawn.
    summary = models.TextField(blank=True)
    summary_rendered = models.TextField(blank=True)
    summary_language = models.CharField(max_length=2, default="en")
    summary_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    summary_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    outcome_rendered = models.TextField(blank=True)
    outcome_language = models.CharField(max_length=2, default="en")
    outcome_by = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    objects = TopicSet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [
            models.Index(fields=["place", "-pinned", "-last_at", "-id"], name="topics_of_a_place"),
            models.Index(fields=["world", "-last_at", "-id"], name="topics_of_a_world"),
            models.Index(fields=["untold_since"], condition=Q(untold_since__isnull=False), name="topics_untold"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(chatham=False, names_as="", person__isnull=False, mark="")
                | (Q(chatham=True, names_as__in=["role", "region", "nothing"], person__isnull=True, capacity__isnull=True)
                   & ~Q(mark="")),
                name="a_topic_is_opened_under_a_name_or_a_mark",
            ),
            models.CheckConstraint(condition=Q(state="open") | ~Q(reason=""), name="closing_a_topic_has_a_reason"),
            models.CheckConstraint(condition=Q(answer__isnull=True) | Q(kind="question"), name="only_a_question_is_answered"),
            models.CheckConstraint(condition=Q(outcome="") | Q(decided_on__isnull=False), name="an_outcome_has_its_day"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"topics/{self.ref}/"

    @property
    def card_ref(self) -> str:
        return f"topics/{self.ref}"

    @property
    def is_closed_to_others(self) -> bool:
        """Read by some alone: nothing of it goes to a service elsewhere, its address is drawn by lot."""
        return self.audience.code != "public"


class OutcomeAction(models.Model):
    """What was agreed to be done: by whom, until when."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    owner = models.CharField(max_length=200, blank=True)  # in words, where no capacity is named
    capacity = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True, blank=True)
    card = models.ForeignKey(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # where it is followed
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "position"], name="one_action_a_line")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.position}"


class ReadMark(models.Model):
    """How far somebody has read. Nobody else sees it, and no event tells of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "topic"], name="one_read_position_a_topic")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic_id} {self.number}"
