"""The form of an adoption."""

from collections import Counter
from typing import Any

from django import forms
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.learning.access import place_of, threats_of
from accord.learning.forms.practices import LIMIT, country, language, offer_countries
from accord.learning.models import Adoption, Practice
from accord.people.models import Capacity
from accord.record.access import held_refs
from accord.record.choices import EMPTY, Labelled, NamedChoice, NamedSelect, one_of
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText, GatedURL
from accord.record.models import Card


class SourceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An adoption of the same practice, by its title too where it was adopted more than once in its country."""

    widget = NamedSelect
    several: frozenset[int] = frozenset()  # such countries

    def label_from_instance(self, obj: Any) -> str:
        name = obj.where.name
        title = f": {obj.title}" if obj.where.pk in self.several else ""
        body = f" · {obj.owner.name}" if obj.area is None else ""
        return Labelled.of(f"{name}{body}{title} ({obj.decided_on.year})", name.lang)


class AdoptionForm(KeptForm):
    title = GatedText(label=_("What it is called with you"), max_length=160)
    kind = one_of(Adoption.Kind.choices, _("Replicated as it is, or adapted?"))
    place = country(_("Where it takes place"), help_text=_("In several countries: enter an adoption for each."))
    source = SourceChoice(
        Adoption.objects.none(), label=_("From whom you have it"), to_field_name="ref", required=False, empty_label=EMPTY,
        help_text=_("Leave it open where you have it from the practice itself."),
    )  # fmt: skip
    changed = GatedText(
        label=_("What you changed, and why"), long=4, limit=LIMIT, required=False, help_text=_("Asked for where it is adapted.")
    )
    against = NamedChoice(
        Card.objects.none(), label=_("The threat that you answer with it"), to_field_name="ref", required=False,
        help_text=_("Where countries act together against one here: their page then shows what you do."),
    )  # fmt: skip
    decided_on = Day(label=_("When it was decided"), help_text=_("The day of the decision, not of the first result."))
    stage = one_of(Adoption.Stage.choices, _("How far it is"))
    results = GatedText(
        label=_("What came of it so far"), long=4, limit=LIMIT, required=False, help_text=_("Also what did not work with you.")
    )
    evidence = GatedURL(label=_("Evidence"), required=False, help_text=_("A decision, a law, an evaluation on the web."))
    language = language()

    def __init__(self, *args: Any, practice: Practice, by: Capacity, mine: Adoption | None = None, **given: Any) -> None:
        """`mine`: the adoption that is changed; from whom it comes, and in which country, is said
        once. Nobody has it from themselves."""
        super().__init__(*args, **given)
        self.by, home = by, place_of(by)
        offer_countries(self, "place", None if mine or home else practice.world)
        threats = threats_of(practice.world)
        self.fields["against"].queryset = threats  # type: ignore[attr-defined]
        if not threats.exists():
            del self.fields["against"]
        if mine:
            del self.fields["source"]
            self.fields["reason"] = GatedText(
                label=_("Why it changes"), long=2, help_text=_("The old wording stays readable beside the new one.")
            )
            return
        standing = practice.adoptions.filter(withdrawn_on=None).exclude(ref__in=held_refs("adoption"))
        if home:  # a body of no country may have it from what it did in another
            standing = standing.exclude(area=home, owner=by.organisation)
        standing = standing.select_related("area", "place", "owner").annotate(within=Coalesce("area", "place"))
        countries = Counter(standing.values_list("within", flat=True))
        self.fields["source"].several = frozenset(one for one, n in countries.items() if n > 1)  # type: ignore[attr-defined]
        self.fields["source"].queryset = standing  # type: ignore[attr-defined]
        if not standing.exists():
            del self.fields["source"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == Adoption.Kind.ADAPTS and not given.get("changed") and "changed" not in self.errors:
            self.add_error("changed", _("Say what you changed: that is what others learn from."))
        if given.get("decided_on") and given["decided_on"] > clock.today():
            self.add_error("decided_on", _("What is not decided yet is no adoption."))
        source, place = given.get("source"), given.get("place")
        if source and place and source.place == place and source.owner == self.by.organisation:
            self.add_error("source", _("This is your own, in the same country: tell there how far it is."))
        return given
