"""Forms of threats, joint solutions and joint statements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.kit.asked import web_address
from accord.record.choices import NamedChoice, TopicChoices, one_of
from accord.record.editing import KeptForm
from accord.record.fields import GatedText, GatedURL
from accord.record.models import Card, Topic
from accord.spaces.forms.fields import Bodies, Countries, set_world, written_in
from accord.spaces.models import Corridor, Platform, Solution, Threat

PARTS = Corridor.Part.values
OWNERS = ("partnership", "platform", "organisation")
MOST_SOURCES = 30


def why_it_changes() -> GatedText:
    return GatedText(
        label=_("Why it changes"), long=2, limit=2000, help_text=_("The old wording stays readable beside the new one.")
    )


class ThreatForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("What the danger is"), long=6, limit=6000)
    form = NamedChoice(Topic.objects.filter(scheme="form"), label=_("Form of violence"), to_field_name="code")
    origin = Countries(label=_("Countries of origin"), required=False)
    transit = Countries(label=_("Countries of transit"), required=False)
    destination = Countries(label=_("Countries of destination"), required=False)
    affected = Countries(label=_("Other countries affected"), required=False)
    online = forms.BooleanField(label=_("It happens online"), required=False)
    others = TopicChoices("form", label=_("Other forms of violence that it goes with"))
    owner_card = NamedChoice(
        Card.objects.none(), label=_("Who owns operational cooperation, where it is known here"), to_field_name="ref",
        required=False, help_text=_("It is linked, never copied: police and courts keep their own channels."),
    )  # fmt: skip
    owner_words = GatedText(label=_("Who owns operational cooperation, by name"), required=False, max_length=300)
    owner_url = GatedURL(label=_("Its own page"), required=False)
    sources = GatedText(
        label=_("Sources"), long=4, limit=6000, help_text=_("One a line: what it is, then its address if it has one.")
    )
    language = written_in()

    def __init__(self, *args: Any, platform: Platform, revising: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        set_world(self, platform.world)
        cards = Card.objects.filter(kind__in=OWNERS, world=platform.world, audience__code="public", published_at__isnull=False)
        self.fields["owner_card"].queryset = cards.exclude(ref=platform.card_ref).order_by("kind", "ref")  # type: ignore[attr-defined]
        if revising:
            self.fields["reason"] = why_it_changes()

    def clean_sources(self) -> list[dict[str, str]]:
        found = []
        for line in str(self.cleaned_data["sources"]).splitlines():
            words, _sep, last = line.strip().rpartition(" ")
            url = web_address(last)
            if line.strip():
                found.append({"words": words.strip(" –—-") if url and words else line.strip(), "url": url})
        if len(found) > MOST_SOURCES:
            raise forms.ValidationError(_("Name %(n)s sources at most.") % {"n": MOST_SOURCES})
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["corridor"] = [(area, part) for part in PARTS for area in given.pop(part, None) or []]
        if not given["corridor"] and not given.get("online") and not self.errors:
            self.add_error("affected", _("Name a country, or say that it happens online."))
        return given


def sources_as_typed(threat: Threat) -> str:
    return "\n".join(" ".join(filter(None, (one["words"], one["url"]))) for one in threat.sources)


class MeasureThreatForm(KeptForm):
    indicator = NamedChoice(
        Card.objects.filter(kind="indicator", published_at__isnull=False).order_by("ref"),
        label=_("Indicator"),
        to_field_name="ref",
    )


class SolutionForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("What it is"), long=5, limit=6000)
    areas = Countries(label=_("Countries"))
    legal_basis = GatedText(label=_("Legal basis"), long=3, limit=2000, required=False)
    owner = Bodies(label=_("Who owns it, where it is in the directory"), required=False)
    owner_words = GatedText(label=_("Who owns it, by name"), required=False, max_length=200)
    stage = one_of(Solution.Stage.choices, _("How far is it?"))
    results = GatedText(
        label=_("Results"),
        long=4,
        limit=4000,
        required=False,
        help_text=_("What came of it, with public sources. None is an answer, too."),
    )
    language = written_in()

    def __init__(self, *args: Any, world: str, revising: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        set_world(self, world)
        if revising:
            self.fields["reason"] = why_it_changes()


class ThreatChoice(NamedChoice):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.ref} – {obj.title}"


class StatementForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("What countries declare together"), long=10, limit=12_000)
    threat = ThreatChoice(Threat.objects.none(), label=_("The threat it speaks of"), to_field_name="ref", required=False)
    language = written_in()

    def __init__(self, *args: Any, platform: Platform, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["threat"].queryset = platform.threats.all()  # type: ignore[attr-defined]


class SignForm(KeptForm):
    note = GatedText(
        label=_("Reservation or declaration"), long=3, limit=2000, required=False,
        help_text=_("It is printed beside your country's signature."),
    )  # fmt: skip
    language = written_in()
