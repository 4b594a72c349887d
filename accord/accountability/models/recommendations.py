"""What was recommended to a State, by which body, and under which headings it is found."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.people.models import Area, World


class Recommendation(models.Model):
    """Of any body. What the source says is kept beside our codes."""

    class Body(models.TextChoices):
        UPR = "upr", _("Universal Periodic Review")
        CRC = "crc", _("Committee on the Rights of the Child")
        CEDAW = "cedaw", _("Committee on the Elimination of Discrimination against Women")
        CCPR = "ccpr", _("Human Rights Committee")
        CESCR = "cescr", _("Committee on Economic, Social and Cultural Rights")
        CAT = "cat", _("Committee against Torture")
        CERD = "cerd", _("Committee on the Elimination of Racial Discrimination")
        CMW = "cmw", _("Committee on Migrant Workers")
        CRPD = "crpd", _("Committee on the Rights of Persons with Disabilities")
        CED = "ced", _("Committee on Enforced Disappearances")
        SPECIAL = "sp", _("Special procedures of the Human Rights Council")
        REGIONAL = "regional", _("Regional body")
        OWN = "own", _("Review through this site")

    class Response(models.TextChoices):
        SUPPORTED = "supported", _("Supported")
        IN_PART = "supported_in_part", _("Supported in part")
        NOTED = "noted", _("Noted")
        NOT_SUPPORTED = "not_supported", _("Not supported")
        PENDING = "pending", _("Pending")
        UNCLEAR = "unclear", _("Unclear")
        NOT_ASKED = "not_asked", _("The body asks for no answer")

    class Progress(models.TextChoices):
        """As told by the government or by an assessor. Untold is none of these."""

        NOT_STARTED = "not_started", _("Not started")
        IN_PROGRESS = "in_progress", _("In progress")
        IMPLEMENTED = "implemented", _("Implemented")
        ONGOING = "ongoing", _("Ongoing practice")
        NOT_RELEVANT = "not_relevant", _("No longer relevant")

    ref = models.CharField(max_length=60, unique=True)
    key = models.CharField(max_length=64, unique=True)  # digest of what tells it apart in its source
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="recommendations")
    body = models.CharField(max_length=10, choices=Body, default=Body.UPR)
    symbol = models.CharField(max_length=80, blank=True)  # of the document it stands in
    paragraph = models.CharField(max_length=40, blank=True)
    given_on = models.CharField(max_length=10, blank=True)  # a year, a month or a day, as the source has it (ISO 8601)
    cycle = models.PositiveSmallIntegerField(null=True)
    session = models.PositiveSmallIntegerField(null=True)
    from_words = models.CharField(max_length=300, blank=True)
    from_area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, default="en")
    response = models.CharField(max_length=20, choices=Response)
    response_word = models.CharField(max_length=60, blank=True)
    response_source = models.CharField(max_length=120, blank=True)  # the document in which the State answered
    response_reason = models.TextField(blank=True)  # given here by the State itself
    response_language = models.CharField(max_length=2, default="en")
    responded_on = models.DateField(null=True, blank=True)
    progress = models.CharField(max_length=20, choices=Progress, blank=True)  # as the government told last; empty: untold
    version = models.PositiveIntegerField(default=1)
    action = models.PositiveSmallIntegerField(null=True)
    issues = models.JSONField(default=list)  # themes, persons: in the source's words; goals, strategies: codes
    persons = models.JSONField(default=list)
    goals = models.JSONField(default=list)
    strategies = models.JSONField(default=list)
    source = models.CharField(max_length=300)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["area", "response", "id"], name="recommendation_of_area"),
            models.Index(fields=["area", "id"], name="recommendation_area_id"),
            models.Index(fields=["body", "response", "id"], name="recommendation_of_body"),
            models.Index(fields=["response", "id"], name="recommendation_response"),
            models.Index(fields=["progress", "id"], name="recommendation_progress"),
        ]

    def __str__(self) -> str:
        return self.ref


class Heading(models.Model):
    """A theme, group of persons, goal, strategy or cycle under which recommendations stand; one world's own."""

    class Scheme(models.TextChoices):
        THEME = "theme", _("Theme")
        PERSONS = "persons", _("Affected persons")
        GOAL = "goal", _("Sustainable Development Goal")
        STRATEGY = "strategy", _("INSPIRE strategy")
        CYCLE = "cycle", _("Cycle")

    world = models.CharField(max_length=4, choices=World)
    scheme = models.CharField(max_length=10, choices=Scheme)
    code = models.CharField(max_length=300)  # the source's words, or 16.2, inspire-i1, 3
    count = models.PositiveIntegerField(default=0)  # how many stand under it: a list begins with the rarest

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["world", "scheme", "code"], name="one_heading_of_a_name")]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.code}"


class Placing(models.Model):
    """A recommendation under a heading: a narrow row, so that a list of 300,000 is narrowed at once."""

    heading = models.ForeignKey(Heading, on_delete=models.CASCADE, related_name="placings", db_index=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="placings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["heading", "recommendation"], name="once_under_a_heading")  # also the lists' index
        ]

    def __str__(self) -> str:
        return f"{self.heading_id}/{self.recommendation_id}"


class Holding(models.Model):
    """The first and the last session of which a source's rows are held, and how many rows, written by the import."""

    world = models.CharField(max_length=4, choices=World)
    source = models.CharField(max_length=300)
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["world", "source"], name="one_holding_a_source")]

    def __str__(self) -> str:
        return f"{self.source}: {self.first} to {self.last}"
