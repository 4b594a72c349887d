"""Forms of meetings and consultations."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.calc.zoned import to_utc, zones
from accord.kit import clock
from accord.kit.widgets import NumberText
from accord.people.models import Capacity
from accord.record.choices import NamedChoice, one_of
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText, GatedURL
from accord.record.models import Card
from accord.spaces.forms.fields import Bodies, Hats, set_world, written_in
from accord.spaces.forms.threats import why_it_changes
from accord.spaces.models import Registration

ZONES = [(name, name.replace("_", " ")) for name in zones()]


class Hour(forms.TimeField):
    """A time of day on a clock of 24 hours."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **given)


class MeetingForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("What it is about"), long=4, limit=4000, required=False)
    is_consultation = forms.BooleanField(label=_("It is a consultation: people outside the platform are asked"), required=False)
    on = Day(label=_("Day"))
    begins = Hour(label=_("Begins at"))
    ends = Hour(label=_("Ends at"), help_text=_("Earlier than its beginning: on the next day."))
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=ZONES, widget=forms.Select({"lang": "en", "dir": "ltr"}),
        help_text=_("What clocks show where it is held."),
    )  # fmt: skip
    place = GatedText(label=_("Place"), required=False, max_length=200)
    online_at = GatedURL(label=_("Online at"), required=False, help_text=_("Shown to those who registered."))
    language = written_in()

    def __init__(self, *args: Any, revising: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        if revising:
            self.fields["reason"] = why_it_changes()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        on, begins, ends, zone = (given.get(name) for name in ("on", "begins", "ends", "zone"))
        if not (on and isinstance(begins, time) and isinstance(ends, time) and zone):
            return given
        last = on if ends > begins else on.fromordinal(on.toordinal() + 1)
        for name, day, hour in (("starts_at", on, begins), ("ends_at", last, ends)):
            try:
                given[name] = to_utc(datetime.combine(day, hour), zone)
            except ValueError as fault:
                gap = str(fault) == "gap"
                words = (
                    _("Clocks there are put forward over this time: choose another.")
                    if gap
                    else _("This time zone is not known.")
                )
                self.add_error("begins" if name == "starts_at" else "ends", words)
        return given


class CancelForm(KeptForm):
    reason = GatedText(label=_("Why it is cancelled"), long=2, limit=1000)


class AgendaForm(KeptForm):
    title = GatedText(label=_("What is spoken of"), max_length=200)
    own = NamedChoice(
        Card.objects.none(), label=_("Record of this platform that it is about"), to_field_name="ref", required=False
    )
    other = GatedText(
        label=_("Another record that it is about"), required=False, max_length=300,
        help_text=_("Its address on this site, as /en/commitments/KEN-c1/."),
    )  # fmt: skip

    def __init__(self, *args: Any, own: Any, others: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["own"].queryset = own  # type: ignore[attr-defined]
        self.others = others

    def clean_other(self) -> Card | None:
        """Of what the reader may see: an address that nothing is at, and one of what is hidden, are alike."""
        typed = str(self.cleaned_data["other"])
        if not typed:
            return None
        path = typed.partition("://")[2].partition("/")[2] or typed.lstrip("/")
        parts = path.split("/", 1)
        path = parts[1] if len(parts) == 2 and len(parts[0]) == 2 else path
        found: Card | None = self.others.filter(url=path.rstrip("/") + "/").first()
        if found is None:
            raise forms.ValidationError(_("No record of this site has this address."))
        return found


class DecisionForm(KeptForm):
    decision = GatedText(label=_("What was decided"), long=4, limit=2000, help_text=_("It is told once and stays as it is."))
    language = written_in()


class RegisterForm(KeptForm):
    capacity = Hats()
    way = one_of(Registration.Way.choices, _("How you take part"))

    def __init__(self, *args: Any, hats: Sequence[Capacity], own_name: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.hats = {str(hat.pk): hat for hat in hats}
        self.fields["capacity"].offer(hats, own_name=own_name)  # type: ignore[attr-defined]

    def clean_capacity(self) -> Capacity | None:
        return self.hats.get(str(self.cleaned_data.get("capacity") or ""))


class MinutesForm(KeptForm):
    minutes = GatedText(
        label=_("Minutes"), long=12, help_text=_("What was said as a whole; decisions are told at their agenda item.")
    )
    attended = forms.MultipleChoiceField(
        label=_("Who came"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Shown to others by delegation alone."),
    )
    language = written_in()

    def __init__(self, *args: Any, registered: Sequence[Registration], **given: Any) -> None:
        super().__init__(*args, **given)
        if registered:
            words = [(str(r.pk), f"{r.person} – {r.capacity or ''}".rstrip(" –")) for r in registered]
            self.fields["attended"].choices = words  # type: ignore[attr-defined]
        else:
            del self.fields["attended"]


class ConsultationForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("Why children and young people are asked"), long=4, limit=4000)
    questions = GatedText(
        label=_("What they are asked"), long=6, limit=4000, help_text=_("One question a line, in words they use.")
    )
    ages = GatedText(label=_("Their ages"), max_length=20, help_text=_("As 12–17."))
    organisation = Bodies(
        label=_("Organisation that supports them"), help_text=_("It asks them, records consent and tells the results.")
    )
    language = written_in()

    def __init__(self, *args: Any, world: str, revising: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        set_world(self, world)
        if revising:
            self.fields["reason"] = why_it_changes()


def _count(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, widget=NumberText(), help_text=hint)


class ConsentForm(KeptForm):
    held_on = Day(label=_("When they were asked"))
    consent_how = GatedText(
        label=_("How consent was asked"), long=5, limit=3000,
        help_text=_("In which words, that they could say no or stop, who was there to help. No names."),
    )  # fmt: skip
    consented = _count(_("How many children agreed"))
    guardians = _count(_("For how many a parent or guardian agreed, too"))
    took_part = _count(_("How many took part"), _("No more than agreed."))
    language = written_in(required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        agreed = given.get("consented")
        for name in ("took_part", "guardians"):
            if agreed is not None and (given.get(name) or 0) > agreed:
                self.add_error(name, _("Nobody takes part without having agreed: compare the numbers."))
        if (day := given.get("held_on")) and day > clock.today():
            self.add_error("held_on", _("This day is still to come."))
        return given


class ResultsForm(KeptForm):
    results = GatedText(
        label=_("What they said"), long=10, help_text=_("As a group. No name, no place, nothing by which one could be known.")
    )
    answer_due = Day(label=_("By when the platform tells what changed"))
    language = written_in(required=False)


class ChangeForm(KeptForm):
    changed = GatedText(
        label=_("What changed"), long=8,
        help_text=_("What was done with what they said, what was not, and why. The organisation takes it back to them."),
    )  # fmt: skip
    language = written_in(required=False)
