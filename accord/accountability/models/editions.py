"""An edition of the global progress report: its outline, what authors wrote, the figures it rests on, what countries said of
their entries, who approved it, and what was wrong in it."""

import hashlib
import zlib
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.kit.texts import Text, pick
from accord.people.models import Area, Capacity, World


class FrozenFigures(models.Model):
    """All that an edition's figures are drawn from, as it was gathered once. The key is the SHA-256 of its text."""

    digest = models.CharField(max_length=64, primary_key=True)
    packed = models.BinaryField()  # the text in UTF-8, zlib

    def __str__(self) -> str:
        return self.digest

    @property
    def text(self) -> str:
        return zlib.decompress(bytes(self.packed)).decode()

    @property
    def is_whole(self) -> bool:
        """That the text is the one its key names."""
        try:
            return hashlib.sha256(self.text.encode()).hexdigest() == self.digest
        except (zlib.error, UnicodeDecodeError):
            return False


class Edition(models.Model):
    class State(models.TextChoices):
        OUTLINE = "outline", _("Outline")
        DRAFTING = "drafting", _("Being written")
        CHECKING = "checking", _("With countries, to check the facts")
        APPROVED = "approved", _("Approved")
        EMBARGOED = "embargoed", _("Approved, under embargo")
        PUBLISHED = "published", _("Published")
        DROPPED = "dropped", _("Given up")

    WRITTEN_IN = (State.OUTLINE, State.DRAFTING, State.CHECKING)
    OVER = (State.PUBLISHED, State.DROPPED)

    ref = models.CharField(max_length=40, unique=True)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()  # of the year's editions
    language = models.CharField(max_length=2, default="en")  # that every section is written in
    titles: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State, default=State.OUTLINE)
    version = models.PositiveIntegerField(default=1)  # of title and outline
    figures = models.ForeignKey(FrozenFigures, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    check_until = models.DateField(null=True)
    embargo_until = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    checkpoint: Any = models.JSONField(null=True)  # the journal's newest at publication: size, root, hour, key
    reason = models.TextField(blank=True)  # of the last way back

    class Meta:
        ordering = ("-year", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["world", "year", "number"], name="editions_of_a_year_are_numbered"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, figures__isnull=False),
                name="a_published_edition_has_its_figures",
            ),
            models.CheckConstraint(
                condition=~Q(state="embargoed") | Q(embargo_until__isnull=False), name="an_embargo_has_its_end"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def title(self) -> Text:
        return pick(self.titles)

    @property
    def url(self) -> str:
        return f"report/editions/{self.ref}/"

    @property
    def desk_url(self) -> str:
        return f"{self.url}desk/"

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED


CHAPTERS = (
    ("front", _("Before everything else")),
    ("summary", _("In the summary")),
    ("indicators", _("With the indicators")),
    ("promises", _("With commitments and reporting")),
    ("trends", _("With the trends between cycles")),
    ("absent", _("With members that did not report")),
    ("recommendations", _("With the recommendations")),
    ("law", _("With law and treaties")),
    ("back", _("After all chapters")),
)


class EditionSection(models.Model):
    """A line of the outline: where it stands. What it says is written by language."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    code = models.SlugField(max_length=12)
    chapter = models.CharField(max_length=20, choices=CHAPTERS, default="front")
    place = models.PositiveSmallIntegerField()
    writers = models.ManyToManyField(Capacity, related_name="+")  # whoever saved a text of it

    class Meta:
        ordering = ("place", "id")
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "code"], name="a_section_has_its_own_code")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.code}"


class SectionText(models.Model):
    """A section in one language: heading and Markdown. From publication on it is never changed; errata stand beside it."""

    section = models.ForeignKey(EditionSection, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    heading = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("language",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return f"{self.section_id} {self.language}"


class SectionAuthor(models.Model):
    """Who is named above a section, and may write it."""

    section = models.ForeignKey(EditionSection, on_delete=models.CASCADE, related_name="authors")
    capacity = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    credit = models.CharField(max_length=160)  # as the page prints it

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "capacity"], name="an_author_is_named_once")]

    def __str__(self) -> str:
        return self.credit


class EditionApproval(models.Model):
    """One officer's approval of what the digest stands for; worth nothing once the text is another."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="approvals")
    by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    approved_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "by"], name="a_capacity_approves_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.by_id}"


class FactCheck(models.Model):
    """What an edition says of one country, and what its focal point says to that. Public with the edition."""

    class Verdict(models.TextChoices):
        CORRECT = "correct", _("Correct")
        NOT_CORRECT = "not_correct", _("Not correct")

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("The edition was changed")
        STANDS = "stands", _("The edition stands as it was")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="checks")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    entry = models.CharField(max_length=64)  # digest of what is said of the country
    asked = models.BooleanField(default=False)  # it had a focal point or alternate on the day of sending
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="en")
    answered_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    reply = models.TextField(blank=True)
    reply_language = models.CharField(max_length=2, default="en")
    replied_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    replied_on = models.DateField(null=True)
    reply_version = models.PositiveIntegerField(default=1)
    earlier: Any = models.JSONField(default=list)  # answers to an entry that was another

    class Meta:
        ordering = ("area__code",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "area"], name="one_check_a_country"),
            models.CheckConstraint(condition=~Q(verdict="not_correct") | ~Q(text=""), name="not_correct_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.area_id}"


class Erratum(models.Model):
    """What was wrong in a published edition. It counts once an officer other than the one who wrote it has published it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="errata")
    number = models.PositiveSmallIntegerField(null=True)  # from publication on
    place = models.CharField(max_length=20)  # code of a section, or a chapter where figures stand
    language = models.CharField(max_length=2, default="en")
    was = models.TextField()
    now = models.TextField()
    reason = models.TextField()
    written_by = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(Capacity, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number", "id")
        verbose_name_plural = "errata"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="errata_are_numbered"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, published_at__isnull=True) | Q(number__isnull=False, published_at__isnull=False),
                name="a_numbered_erratum_is_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number or '–'}"


def embargo_is_over(edition: Edition, now: datetime) -> bool:
    return edition.embargo_until is None or now >= edition.embargo_until
