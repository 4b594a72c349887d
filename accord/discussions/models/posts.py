"""Posts: parts of a topic, each with a number that stays."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.discussions.models.topics import Topic
from accord.kit import clock
from accord.people.models import Capacity, Person
from accord.record.models import unordered_id


class PostSet(models.QuerySet["Post"]):
    def shown(self) -> "PostSet":
        """Whose words are read by all who read the topic."""
        return self.filter(state__in=(Post.State.SHOWN, Post.State.MASKED)).exclude(text="")


class Post(models.Model):
    """`person` is empty where the name is sealed: then `mark` is what the site knows the author by, `alias` what others see.

    `capacity` is empty for who speaks in their own name. A post that went to another topic leaves a row without words or author.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Hidden")  # nobody reads it but who judges it (moderation)
        MASKED = "masked", _("Covered")  # words were taken out of it, or all of them
        MOVED = "moved", _("Moved to another topic")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts", db_index=False)
    number = models.PositiveIntegerField()
    # Found with the time: how many of somebody's stand there since an hour ago is asked before each post.
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    capacity = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    mark = models.CharField(max_length=64, blank=True)
    alias = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="en")
    text = models.TextField(blank=True)
    rendered = models.TextField(blank=True)  # cleaned HTML, drawn when it was written
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.SHOWN)
    quotes = models.PositiveIntegerField(null=True, blank=True)  # the number of the post that it answers
    created_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    files = models.PositiveSmallIntegerField(default=0)  # how many hang on it, so that a page asks only where there are some
    translated = models.CharField(max_length=40, blank=True)  # into which languages: " ar fr "
    went_to = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    went_number = models.PositiveIntegerField(null=True, blank=True)

    objects = PostSet.as_manager()

    class Meta:
        ordering = ("topic", "number")
        indexes: ClassVar = [
            models.Index(fields=["person", "created_at"], name="posts_of_a_person"),
            models.Index(fields=["went_to"], name="posts_that_went", condition=Q(went_to__isnull=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_post_a_number"),
            models.CheckConstraint(
                condition=Q(state="moved", person__isnull=True, mark="", text="")
                | (~Q(state="moved") & (Q(person__isnull=False, mark="")
                                        | (Q(person__isnull=True, capacity__isnull=True) & ~Q(mark="")))),
                name="a_post_stands_under_a_name_or_a_mark",
            ),
            models.CheckConstraint(condition=Q(mark="") | Q(id__lt=0), name="a_sealed_post_stands_in_no_order"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.topic_id} {self.number}"

    @property
    def part(self) -> str:
        return f"p{self.number}"


class PostRevision(models.Model):
    """A wording before it was changed, with why."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    text = models.TextField()
    rendered = models.TextField()
    reason = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "version"], name="one_earlier_post_a_version")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.version}"


class Translation(models.Model):
    """A post in another language: of the wording with that version. `person` and `capacity` are who translated it."""

    class Origin(models.TextChoices):
        HUMAN = "human", _("Translated by a person")
        MACHINE = "machine", _("Translated by a machine")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2)
    origin = models.CharField(max_length=8, choices=Origin)
    of_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    text = models.TextField()
    rendered = models.TextField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, blank=True)
    alias = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "language", "origin"], name="one_translation_of_an_origin"),
            models.CheckConstraint(
                condition=Q(origin="machine", person__isnull=True, mark="") | Q(person__isnull=False, mark="")
                | (Q(origin="human", person__isnull=True, capacity__isnull=True) & ~Q(mark="")),
                name="a_translation_says_by_whom",
            ),
            models.CheckConstraint(condition=Q(mark="") | Q(id__lt=0), name="a_sealed_translation_stands_in_no_order"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}"


class Attachment(models.Model):
    """A picture or a document, made anew on its way in. Its id tells nothing of its order; who reads the topic reads it.

    It hung there from one version of the post until another, which has none while it hangs there still.
    """

    id = models.BigIntegerField(primary_key=True, default=unordered_id)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)  # among those of its post
    words = models.CharField(max_length=200)  # what it shows, for whoever does not see it; what a document is called
    kind = models.CharField(max_length=80)  # its media type
    pieces = models.PositiveSmallIntegerField(default=0)  # pages or sheets of a document
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    since = models.PositiveIntegerField(default=1)
    until = models.PositiveIntegerField(null=True, blank=True)  # the last version that had it

    class Meta:
        ordering = ("post", "position", "id")

    def __str__(self) -> str:
        return self.sha256[:8]


class Mention(models.Model):
    """Somebody who reads the place was named in a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "person"], name="one_mention_a_post")]
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="mentions_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post_id}"
