"""The forms of the directory. Their field names are part of the contract."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.directory.actions.capacities import OF_COUNTRY, OF_OFFICE, OF_ORGANISATION, successors_of
from accord.people.models import Area, Capacity, Organisation, Role, World
from accord.record.choices import EMPTY
from accord.record.editing import KeptForm
from accord.record.fields import GatedText, GatedURL

BY_COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR, Role.CONTRIBUTOR, Role.STATISTICIAN)
BY_OFFICE = (*OF_COUNTRY, *OF_ORGANISATION, Role.SECRETARIAT, Role.SAFEGUARDING, Role.CUSTODIAN, Role.TRANSLATOR)


class NominationForm(KeptForm):
    email = forms.EmailField(label=_("Official e-mail address"), help_text=_("An account is made for it where there is none."))
    name = GatedText(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("To act as"))
    body = forms.ChoiceField(label=_("For"))
    reason = GatedText(
        label=_("How officers can check it"), long=3, help_text=_("A letter's number, or the office to call. Two officers look.")
    )

    def __init__(self, *args: Any, hats: list[Capacity], world: str, **given: Any) -> None:
        super().__init__(*args, **given)
        office = any(h.role == Role.SECRETARIAT for h in hats)
        roles: list[Role] = list(BY_OFFICE) if office else []
        if not office and any(h.area for h in hats):
            roles += BY_COUNTRY
        if not office and any(h.role == Role.ORG_MEMBER for h in hats):
            roles += OF_ORGANISATION
        self.fields["role"].choices = [(r.value, r.label) for r in dict.fromkeys(roles)]  # type: ignore[attr-defined]
        self.fields["body"].choices = _bodies(hats, world, office)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        kind, _sep, code = str(given.get("body", "")).partition(":")
        given["area"] = Area.objects.filter(code=code).first() if kind == "country" else None
        given["organisation"] = Organisation.objects.filter(slug=code).first() if kind == "org" else None
        role = given.get("role")
        if role in OF_COUNTRY and given["area"] is None:
            self.add_error("body", _("This capacity is of a country: name the country."))
        if role in OF_ORGANISATION and given["organisation"] is None:
            self.add_error("body", _("This capacity is of an organisation: name it."))
        if role in OF_OFFICE and (given["area"] or given["organisation"]):
            self.add_error("body", _("This capacity is of the secretariat, of no country and no organisation."))
        return given


def _bodies(hats: list[Capacity], world: str, office: bool) -> list[tuple[str, str]]:
    if not office:
        areas = {h.area for h in hats if h.area and h.role != Role.ORG_MEMBER}
        bodies = {h.organisation for h in hats if h.organisation and h.role == Role.ORG_MEMBER}
        return [(f"country:{a.code}", str(a.name)) for a in areas] + [(f"org:{o.slug}", str(o.name)) for o in bodies]
    areas_all = [(f"country:{a.code}", str(a.name)) for a in Area.objects.countries().in_world(world)]
    bodies_all = [(f"org:{o.slug}", str(o.name)) for o in Organisation.objects.filter(world=world, verified_on__isnull=False)]
    return [("office:", _("The secretariat")), *areas_all, *bodies_all]  # type: ignore[list-item]


class CheckForm(KeptForm):
    how = GatedText(
        label=_("What you looked at"), long=3, help_text=_("The letter, the call to the ministry, the domain of the address.")
    )


class RefuseForm(KeptForm):
    reason = GatedText(label=_("Reason"), long=3)


class EndForm(KeptForm):
    successor = forms.ModelChoiceField(
        Capacity.objects.none(), label=_("Who takes over"), required=False, empty_label=EMPTY,
        help_text=_("All that is open goes to this person, with a pack: what is due, drafts, contacts, what was decided last."),
    )  # fmt: skip
    note = GatedText(
        label=_("A word to your successor"), long=4, required=False,
        help_text=_("What is delicate, whom to call. Your successor alone finds it, in the pack after signing in."),
    )  # fmt: skip
    reason = GatedText(label=_("Reason"), long=2)

    def __init__(self, *args: Any, ending: Capacity, named: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        same = successors_of(ending).select_related("person", "area", "organisation")
        self.fields["successor"].queryset = same  # type: ignore[attr-defined]
        self.fields["successor"].label_from_instance = partial(_who, named=named)  # type: ignore[attr-defined]


def _who(capacity: Capacity, *, named: bool) -> str:
    """The name where the reader may see names, else a number that tells two of one role apart."""
    return f"{capacity.person if named else capacity.pk} – {capacity.get_role_display()}"


class OrganisationForm(KeptForm):
    name = GatedText(label=_("Name"), max_length=200)
    name_en = GatedText(label=_("Name in English, where it differs"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("What it is"), choices=Organisation.Kind.choices, widget=forms.RadioSelect)
    country = forms.ModelChoiceField(
        Area.objects.none(), label=_("Country"), to_field_name="code", required=False, empty_label=EMPTY
    )
    url = GatedURL(label=_("Its own site"), required=False)

    def __init__(self, *args: Any, world: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["country"].queryset = Area.objects.countries().in_world(world)  # type: ignore[attr-defined]
        self.fields["country"].label_from_instance = lambda a: str(a.name)  # type: ignore[attr-defined]


class ConfirmDescriptionForm(KeptForm):
    """Only a button: the description stands above it."""


class TiePartnershipForm(KeptForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(world=World.REAL, verified_on__isnull=False), label=_("Organisation"), to_field_name="slug",
        empty_label=EMPTY, help_text=_("Only verified organisations are listed. Its people may then confirm our description."),
    )  # fmt: skip

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["organisation"].label_from_instance = lambda o: str(o.name)  # type: ignore[attr-defined]
