"""Forms of offers, needs and exchanges."""

from typing import Any

from django.forms import CheckboxSelectMultiple, MultipleChoiceField
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.learning.forms.practices import LIMIT, language
from accord.learning.models import Offer
from accord.record.choices import LANGUAGE, TopicChoices, one_of
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText


class OfferForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160)
    kind = one_of(Offer.Kind.choices, _("What it is"))
    text = GatedText(label=_("What exactly, for whom, under which conditions"), long=5, max_length=3000)
    topics = TopicChoices("inspire", label=_("INSPIRE strategies"))
    forms = TopicChoices("form", label=_("Forms of violence"))
    languages = MultipleChoiceField(label=_("Languages it can take place in"), choices=LANGUAGE, widget=CheckboxSelectMultiple)
    until = Day(label=_("It holds until"), required=False, help_text=_("Leave it open where there is no last day."))
    language = language()

    def __init__(self, *args: Any, revising: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        if revising:
            self.fields["reason"] = GatedText(
                label=_("Why it changes"), long=2, help_text=_("The old wording stays readable beside the new one.")
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("topics") and not given.get("forms") and not self.errors:
            self.add_error("topics", _("Choose at least one strategy or form of violence: what fits is found by them."))
        if given.get("until") and given["until"] < clock.today():
            self.add_error("until", _("This day is over."))
        return given


class ProposalForm(KeptForm):
    plan = GatedText(
        label=_("Plan"), long=6, max_length=5000,
        help_text=_("Who meets whom, where, for what; who pays; what each side brings. Functions, not names."),
    )  # fmt: skip
    starts_on = Day(label=_("First day"), required=False)
    ends_on = Day(label=_("Last day"), required=False, help_text=_("Days are needed before the other side can agree."))
    language = language()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It must not end before it starts."))
        return given


class NoteForm(KeptForm):
    text = GatedText(label=_("How it went"), long=5, limit=LIMIT, help_text=_("What was learnt, and what did not go well."))
    used = GatedText(label=_("What is done differently since"), long=4, limit=LIMIT, required=False)
    language = language()
