"""Who is who: people, areas, organisations and the capacities people act in."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.kit.texts import Text, Texts, comma, pick


class World(models.TextChoices):
    """Invented records live in a world of their own and are never counted with real ones."""

    REAL = "real", _("Real")
    DEMO = "demo", _("Demonstration")


class AreaSet(models.QuerySet["Area"]):
    def countries(self) -> "AreaSet":
        """Member and observer States, and the demonstration's countries."""
        return self.filter(kind__in=Area.COUNTRY_KINDS)

    def in_world(self, world: str) -> "AreaSet":
        return self.filter(world=world)


class Area(models.Model):
    """A State, a statistical area or a region; names as the UN's M49 list has them."""

    class Kind(models.TextChoices):
        MEMBER = "member_state", _("Member State of the United Nations")
        OBSERVER = "observer", _("Observer State")
        AREA = "area", _("Statistical area")
        REGION = "region", _("Region")
        DEMO = "demo", _("Fictional country")

    COUNTRY_KINDS: ClassVar = ("member_state", "observer", "demo")

    code = models.CharField(max_length=40, unique=True)  # ISO3 for countries, else M49 or an agency's code
    m49 = models.CharField(max_length=3, blank=True)
    iso3 = models.CharField(max_length=3, null=True, blank=True, unique=True)
    iso2 = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    names = models.JSONField(default=dict)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    ldc = models.BooleanField(default=False)
    lldc = models.BooleanField(default=False)
    sids = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    objects = AreaSet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="demo", world="demo") | (~Q(kind="demo") & Q(world="real")),
                name="fictional_countries_are_demo",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Text:
        return pick(self.names)

    @property
    def is_country(self) -> bool:
        return self.kind in self.COUNTRY_KINDS

    @property
    def url(self) -> str:
        return f"countries/{self.iso3}/" if self.is_country else ""

    def regions(self) -> list["Area"]:
        """From the nearest region outwards (one query per level; three levels at most)."""
        found, area = [], self.parent
        while area:
            found.append(area)
            area = area.parent
        return found


class AreaAlias(models.Model):
    """Another name that a source uses for an area."""

    alias = models.CharField(max_length=200, unique=True)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="aliases")
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.alias


class Organisation(models.Model):
    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government body")
        CSO = "cso", _("Civil society organisation")
        NHRI = "nhri", _("National human rights institution")
        UN = "un_agency", _("United Nations body")
        REGIONAL = "regional_body", _("Regional body")
        RESEARCH = "research", _("Research body")
        DONOR = "donor", _("Donor")
        PRIVATE = "private", _("Private sector")
        YOUTH = "youth", _("Child-led or youth group")
        PARTNERSHIP = "partnership", _("Partnership or network")

    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    url = models.URLField(blank=True)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    verified_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    registered_by = models.ForeignKey("Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Text:
        return pick(self.names)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **extra)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "Person":
        """No officer: only a capacity makes one (`accord officer EMAIL`)."""
        return self.create_user(email, password, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    world = models.CharField(max_length=4, choices=World, default=World.REAL)
    joined_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        return self.is_officer

    def active_capacities(self) -> "CapacitySet":
        """Of the person's own world alone: a row that tied the two would give nothing."""
        of_area = Q(area__isnull=True) | Q(area__world=self.world)
        of_body = Q(organisation__isnull=True) | Q(organisation__world=self.world)
        return self.capacities.active().filter(of_area, of_body)

    def acting_as(self, role: str) -> "Capacity | None":
        """The first active capacity of this role, asked for anew each time: what a verb looks at."""
        return self.active_capacities().filter(role=role).order_by("id").first()

    @cached_property
    def hats(self) -> "list[Capacity]":
        """Active capacities, once for the life of this object (a request). Verbs ask `acting_as`."""
        return list(self.active_capacities().select_related("area", "organisation"))

    @property
    def is_officer(self) -> bool:
        """An officer is whoever acts for the secretariat now: a capacity that ends takes the power with it."""
        return any(hat.role == Role.SECRETARIAT for hat in self.hats)


class Role(models.TextChoices):
    FOCAL_POINT = "focal_point", _("Focal point")
    ALTERNATE = "alternate", _("Alternate focal point")
    VALIDATOR = "validator", _("Validating authority")
    CONTRIBUTOR = "contributor", _("Contributor")
    ORG_MEMBER = "org_member", _("Member of an organisation")
    ASSESSOR = "assessor", _("Independent assessor")
    PEER_REVIEWER = "peer_reviewer", _("Peer reviewer")
    SECRETARIAT = "secretariat", _("Secretariat")
    SAFEGUARDING = "safeguarding", _("Safeguarding officer")
    CUSTODIAN = "custodian", _("Custodian")
    STATISTICIAN = "statistician", _("Statistician")
    TRANSLATOR = "translator", _("Translator")
    MEMBER = "member", _("Member")
    SYSTEM = "system", _("System")


# Why an upgrade closed a nomination; kept in its row and told in the journal.
NOMINATED_TWICE = (
    "Nominated more than once at the same time. One nomination stands; this one was closed when the site was upgraded."
)


class CapacitySet(models.QuerySet["Capacity"]):
    def active(self, on: date | None = None) -> "CapacitySet":
        day = on or clock.today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), state=Capacity.State.ACTIVE, starts_on__lte=day)

    def for_area(self, area: Area) -> "CapacitySet":
        return self.filter(area=area)


class Capacity(models.Model):
    """The hat: what a person acts as, for whom, from when to when."""

    class State(models.TextChoices):
        NOMINATED = "nominated", _("Nominated")
        CHECKED = "checked", _("Checked by one officer")
        ACTIVE = "active", _("Active")
        REFUSED = "refused", _("Refused")
        ENDED = "ended", _("Ended")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="capacities")
    role = models.CharField(max_length=20, choices=Role)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="capacities")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="capacities")
    state = models.CharField(max_length=20, choices=State, default=State.NOMINATED)
    nominated_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    succeeded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CapacitySet.as_manager()

    class Meta:
        verbose_name_plural = "capacities"
        ordering = ("id",)
        constraints: ClassVar = [
            # Of those that wait: what was refused or ended may be asked for again. Where it is of no country or body, too.
            models.UniqueConstraint(
                "person", "role", Coalesce("area", 0), Coalesce("organisation", 0), name="nominated_once_at_a_time",
                condition=Q(state__in=("nominated", "checked")),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        of = self.area or self.organisation
        return hat_words(self.role, of.names if of else None)

    @property
    def of(self) -> str:
        """The country or body acted for."""
        return str(self.area or self.organisation or "")

    @property
    def world(self) -> str:
        return self.person.world


def hat_words(role: str, names: Texts | None) -> str:
    """A role, and the country or body that it is held for."""
    said = str(_ROLES.get(role, role))
    return f"{said}{comma()}{pick(names)}" if names else said


_ROLES = dict(Role.choices)


class CapacityCheck(models.Model):
    """One officer's check of a nomination; two different officers make a capacity active."""

    capacity = models.ForeignKey(Capacity, on_delete=models.CASCADE, related_name="checks")
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.TextField()  # what was looked at: a letter, a call to the ministry
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["capacity", "officer"], name="one_check_an_officer")]

    def __str__(self) -> str:
        return f"{self.capacity_id} {self.officer}"
