"""What civil society says beside a State: a shadow report, under an organisation's name or under a network's.

Where it stands under a network's name no column, id or time here leads to its author: `author` is an HMAC, ids have no order,
and no row holds when it was written or sent (docs/decisions/0015-sealing.md).
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.accountability.models.commitments import Commitment
from accord.accountability.models.cycles import Cycle
from accord.accountability.models.judging import AMBITION, CHANGE, COMPLETION, CONFIDENCE
from accord.people.models import Area, Capacity, Organisation, World
from accord.record.models import unordered_id


class ShadowReport(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Sent, to be looked at for safety")
        RETURNED = "returned", _("Returned to its author")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Not published, for safety")
        WITHDRAWN = "withdrawn", _("Withdrawn by its author")

    OPEN = (State.DRAFT, State.RETURNED, State.PUBLISHED)  # its author may change it

    class Ground(models.TextChoices):
        """Moderation is for safety alone: what is disagreed with is no ground."""

        CHILD = "child", _("It could identify a child")
        PERSON = "person", _("It could identify somebody who may come to harm")
        DEFAMATION = "defamation", _("It accuses a named person without a public finding")
        INCITEMENT = "incitement", _("It calls for violence or hatred")
        NETWORK = "network", _("The network does not lend its name")

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    ref = models.CharField(max_length=60, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="shadow_reports")
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.PROTECT, related_name="shadow_reports")
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    # Under an organisation's name: the organisation, whom it supports, and who began it.
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    supported = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")  # a child-led group
    by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    # Under a network's name: the network; the author by an HMAC; that one person files one report by another.
    network = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=64, null=True, unique=True)
    seen_from = models.DateField(null=True)  # when officers see it: some days after it was sent, drawn by lot
    writing: Any = models.JSONField(default=dict)  # as its author has it: title, text, language, indicators, judgements
    shown: Any = models.JSONField(null=True)  # as it is published
    earlier: Any = models.JSONField(default=list)  # what was published before, with the day until when
    ground = models.CharField(max_length=20, choices=Ground, blank=True)
    reason = models.TextField(blank=True)  # of the last return, refusal or withdrawal
    published_on = models.DateField(null=True)  # first
    withdrawn_on = models.DateField(null=True)  # when the record told of it
    reply_until = models.DateField(null=True)
    reply = models.TextField(blank=True)
    reply_language = models.CharField(max_length=2, default="en")
    replied_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    replied_on = models.DateField(null=True)
    reply_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("ref",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, network__isnull=True, by__isnull=False, author="")
                | (Q(organisation__isnull=True, network__isnull=False, by__isnull=True, supported__isnull=True) & ~Q(author="")),
                name="a_networks_report_names_nobody",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~(Q(ground="") | Q(reason="")), name="refusing_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def url(self) -> str:
        return f"shadow-reports/{self.ref}/"

    @property
    def is_sealed(self) -> bool:
        return self.network_id is not None

    @property
    def is_public(self) -> bool:
        return self.shown is not None and self.state not in (self.State.WITHDRAWN, self.State.REFUSED)

    @property
    def source(self) -> Organisation:
        """Under whose name it stands."""
        found = self.organisation or self.network
        assert found is not None
        return found


class ShadowJudgement(models.Model):
    """What a published shadow report says of one commitment, on the scales of the other judgements."""

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    report = models.ForeignKey(ShadowReport, on_delete=models.CASCADE, related_name="judgements")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="shadow_judgements")
    completion = models.CharField(max_length=20, choices=COMPLETION)
    ambition = models.CharField(max_length=20, choices=AMBITION)
    change = models.CharField(max_length=20, choices=CHANGE)
    confidence = models.CharField(max_length=20, choices=CONFIDENCE)
    rationale = models.TextField()
    evidence = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "commitment"], name="one_shadow_judgement_a_commitment"),
            models.CheckConstraint(condition=~Q(rationale=""), name="a_judgement_has_its_rationale"),
            models.CheckConstraint(
                condition=~Q(completion__in=["substantial", "complete"]) | ~Q(evidence=""), name="above_limited_names_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.commitment_id}"
