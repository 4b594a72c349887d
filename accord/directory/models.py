"""What sources say of countries (law, treaties, signatures), and the partnerships that exist."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.kit.texts import Text, pick
from accord.people.models import Area, Organisation
from accord.record.models import Topic


class Treaty(models.Model):
    code = models.CharField(max_length=12, unique=True)
    names = models.JSONField(default=dict)
    adopted = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.code


class TreatyStatus(models.Model):
    class Status(models.TextChoices):
        PARTY = "party", _("Party")
        SIGNATORY = "signatory", _("Signed, not ratified")
        NONE = "none", _("No action")

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="treaties")
    treaty = models.ForeignKey(Treaty, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=10, choices=Status)
    year = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "treaty"], name="one_status_a_treaty")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.treaty_id} {self.status}"


class Prohibition(models.Model):
    """Year since when corporal punishment is prohibited in every setting."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="prohibition")
    year = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)
    as_of = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.area_id} {self.year}"


class Conference(models.Model):
    """A meeting of governments at which promises were made, as sources tell of it."""

    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    place = models.CharField(max_length=100)
    starts = models.DateField()
    ends = models.DateField()
    hosts = models.CharField(max_length=300)
    url = models.URLField()
    source = models.CharField(max_length=300)
    as_of = models.DateField()

    class Meta:
        ordering = ("-starts", "slug")

    def __str__(self) -> str:
        return self.slug

    @property
    def url_here(self) -> str:
        return f"conferences/{self.slug}/"


class Signature(models.Model):
    """A named list that a State stands on, as a source printed it."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="signatures")
    what = models.CharField(max_length=40)
    conference = models.ForeignKey(
        Conference, null=True, on_delete=models.SET_NULL, related_name="signatures"
    )  # where it was signed
    dated = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "what"], name="one_signature_a_list")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.what}"

    @property
    def words(self) -> str:
        return str(
            {
                "bogota-call-to-action": _("Signed the Bogotá Call to Action"),
                "pathfinding": _("Named a Pathfinding country"),
            }.get(self.what, self.what)
        )


class Claim(models.Model):
    """What one source says of a conference, or of what one State pledged there. Where sources differ each keeps its own row.

    `listed` is False where the source, read for it, does not name the pledge: that is told, and is no denial.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="claims")
    area = models.ForeignKey(Area, null=True, on_delete=models.CASCADE, related_name="claims")
    subject = models.CharField(max_length=40)  # a code of `reads/conferences.py`
    words = models.CharField(max_length=300, blank=True)  # the source's own, where they are at hand
    listed = models.BooleanField(default=True)
    source = models.CharField(max_length=300)
    url = models.URLField(max_length=300, blank=True)
    as_of = models.DateField()  # the day it was read

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conference", "area", "subject", "source"], name="a_source_says_it_once"),
        ]

    def __str__(self) -> str:
        return f"{self.conference} {self.area_id} {self.subject}: {self.source}"


class Partnership(models.Model):
    """An existing partnership. The description is ours until that body confirms it.

    `organisation` speaks for it: an officer says which one.
    """

    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    mandate = models.JSONField(default=dict)
    supplements = models.JSONField(default=dict)
    host = models.CharField(max_length=200, blank=True)
    host_from = models.CharField(max_length=20, blank=True)
    host_until = models.CharField(max_length=20, blank=True)
    countries = models.ManyToManyField(Area, blank=True, related_name="partnerships")
    countries_source = models.CharField(max_length=300, blank=True)  # a list is of its source and its day
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="partnerships")
    url = models.URLField()
    source = models.CharField(max_length=300)
    as_of = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> Text:
        return pick(self.names)
