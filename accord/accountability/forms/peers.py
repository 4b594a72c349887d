"""Forms of peer reviews: the round, the draw, the reviewer's and the country's part."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accord.accountability.forms.planned import LANGUAGE
from accord.accountability.models import BodyReview, Cycle, PeerRound
from accord.accountability.peer_rules import RULES
from accord.calc.lots import APART, key_of
from accord.calc.spacing import span_of
from accord.kit.widgets import NumberText
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText, GatedURL

KEPT_APART = [(name, RULES[name]) for name in APART]


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)


class RoundDaysForm(KeptForm):
    """The days of a round and the number that decides its draw, in their order."""

    opens = Day(label=_("Countries may join from"))
    joins_until = Day(label=_("to"))
    source = GatedText(
        label=_("Which public number will decide"), max_length=300,
        help_text=_("Named now, known to nobody until its day: the numbers of a public lottery, of a named draw and day."),
    )  # fmt: skip
    source_url = GatedURL(label=_("Where it will be published"), required=False)
    number_on = Day(label=_("Day on which the number becomes public"))
    begins = Day(label=_("Dialogues are held from"))
    ends = Day(label=_("to"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        order = ("opens", "joins_until", "number_on", "begins", "ends")
        if all(given.get(name) for name in order):
            first, until, number, begins, ends = (given[name] for name in order)
            if until < first:
                self.add_error("joins_until", _("It comes before the first day."))
            if number <= until:
                self.add_error("number_on", _("The number becomes public after the last day for joining, not before."))
            if begins <= number:
                self.add_error("begins", _("Dialogues begin after the draw: give a later day."))
            if ends < begins:
                self.add_error("ends", _("It comes before the first day."))
        return given


class RoundForm(RoundDaysForm):
    name = GatedText(label=_("Name of the round"), max_length=100)
    cycle = forms.ChoiceField(
        label=_("Reporting cycle whose reports it reads"), required=False,
        help_text=_("What peers say then stands in the rows of those reports."),
    )  # fmt: skip
    team = forms.IntegerField(label=_("Reviewers of each country"), min_value=1, max_value=4, initial=2, widget=NumberText())
    most = forms.IntegerField(
        label=_("Recommendations of each reviewer, at most"), min_value=1, max_value=10, initial=3, widget=NumberText()
    )
    apart = forms.MultipleChoiceField(
        label=_("Rules of the draw"), choices=KEPT_APART, required=False, initial=list(APART),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("That nobody reviews itself, that no two review each other and that all take turns holds always."),
    )  # fmt: skip
    field_order = (
        "name",
        "cycle",
        "opens",
        "joins_until",
        "source",
        "source_url",
        "number_on",
        "begins",
        "ends",
        "team",
        "most",
        "apart",
    )

    def __init__(self, *args: Any, world: str, **given: Any) -> None:
        super().__init__(*args, **given)
        cycles = [(c.slug, str(c.name)) for c in Cycle.objects.filter(world=world)]
        self.fields["cycle"].choices = [("", _("None")), *cycles]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        slug = slugify(name)[:40]
        if not slug:
            raise forms.ValidationError(_("Begin with Latin letters or figures: the address is made of them."))
        if slug in ("new",) or PeerRound.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a round of this name."))
        self.slug = slug
        return name

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"slug": getattr(self, "slug", "")}


class MoveRoundForm(RoundDaysForm):
    reason = GatedText(label=_("Reason"), long=3, help_text=_("The list is open again, and is closed and published anew."))


class DrawForm(KeptForm):
    numbers = GatedText(
        label=_("The number, as its source gives it"), max_length=500,
        help_text=_("Whole numbers parted by spaces; their order does not matter. Several sources are parted by a slash."),
    )  # fmt: skip
    compared = forms.BooleanField(label=_("I compared it with the source, digit by digit."))
    given_up = forms.MultipleChoiceField(
        label=_("Rules to give up"), choices=[*KEPT_APART, ("rotation", RULES["rotation"])], required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where no draw keeps all: the refused form says which rule is in the way."),
    )  # fmt: skip
    reason = GatedText(
        label=_("Reason"), long=2, required=False, help_text=_("Needed where a rule is given up or a draw is corrected.")
    )

    def clean_numbers(self) -> str:
        value = str(self.cleaned_data["numbers"])
        try:
            key_of(value)
        except ValueError as wrong:
            raise forms.ValidationError(_("Type the number as its source gives it.")) from wrong
        return value


class AcceptForm(KeptForm):
    declaration = GatedText(
        label=_("Interests that could conflict"), long=4,
        help_text=_("Write “none” where there is none. It is printed beside what you say."),
    )  # fmt: skip
    agree = forms.BooleanField(
        label=_("I am not an official of the reviewed country and was not paid by it in the last two years.")
    )
    language = language_field()


class WhyForm(KeptForm):
    reason = GatedText(label=_("Reason"), long=4, help_text=_("It is public."))
    language = language_field()


class DialogueForm(KeptForm):
    day = Day(label=_("Day of the dialogue"))
    words = GatedText(
        label=_("Where and with whom; afterwards, where its record stands"), long=3, required=False, limit=2000,
        help_text=_("Name no private person. Addresses on the web may be given."),
    )  # fmt: skip
    language = language_field()


class AdvanceQuestionForm(KeptForm):
    text = GatedText(label=_("Your question"), long=4, limit=2000, help_text=_("It is public at once, with your country’s name."))
    language = language_field()


class AnswerQuestionForm(KeptForm):
    text = GatedText(label=_("Your government’s answer"), long=6, limit=4000, help_text=_("It is public at once."))
    language = language_field()


class ProposalForm(KeptForm):
    text = GatedText(
        label=_("What you recommend"), long=4, limit=1000,
        help_text=_("One thing, to be done by the government. Begin with a verb: adopt, fund, train, count."),
    )  # fmt: skip
    due = Day(label=_("Until when"))
    language = language_field()
    drop = forms.BooleanField(label=_("Take this recommendation out."), required=False)

    def __init__(self, *args: Any, fresh: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if fresh:
            del self.fields["drop"]


class MidtermForm(KeptForm):
    text = GatedText(
        label=_("What became of it"), long=10,
        help_text=_("How far each recommendation is carried out is told with it, on its own page."),
    )  # fmt: skip
    language = language_field()


class AbsenceForm(KeptForm):
    first = Day(label=_("First day"))
    last = Day(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("It comes before the first day."))
        return given


class BodyReviewForm(KeptForm):
    body = forms.ChoiceField(label=_("Whose review"), choices=BodyReview.Body.choices, widget=forms.RadioSelect)
    held_on = GatedText(
        label=_("When"), max_length=10, help_text=_("A year, a month or a day, as its source has it: 2027, 2027-05, 2027-05-17.")
    )
    document = GatedURL(label=_("Where it is said"), help_text=_("The calendar or document of that body."))

    def clean_held_on(self) -> str:
        value = str(self.cleaned_data["held_on"])
        try:
            span_of(value)
        except ValueError as wrong:
            raise forms.ValidationError(_("Write a year, a month or a day: 2027, 2027-05 or 2027-05-17.")) from wrong
        return value
