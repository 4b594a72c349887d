"""Forms of answers, commitments and reports. Their field names are part of the contract."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accord.accountability.choices import EMPTY, NamedChoice, PlanChoice, TopicChoices, offer_plans
from accord.accountability.forms.planned import LANGUAGE, MONEY_AND_TIME, PROVINCES, PlacedForm, ask_why, one_of
from accord.accountability.levels import (
    AMBITION_EXPLAINED,
    CHANGE_EXPLAINED,
    COMPLETION_EXPLAINED,
    CONFIDENCE_EXPLAINED,
    PROGRESS_EXPLAINED,
)  # fmt: skip
from accord.accountability.measuring import in_scale
from accord.accountability.models import ActionPlan, Commitment, Entry, Measure, Recommendation
from accord.indicators.models import Indicator
from accord.indicators.reads.figures import indicators_for
from accord.indicators.words import unit
from accord.kit import clock, locale_format
from accord.kit.templatetags.kit import text
from accord.kit.widgets import NumberText
from accord.people.models import Area
from accord.record.editing import KeptForm
from accord.record.fields import Day, Figure, GatedText, PerCent

R = Recommendation.Response
ANSWERS = [(r.value, r.label) for r in (R.SUPPORTED, R.IN_PART, R.NOTED, R.NOT_SUPPORTED)]


class AnswerForm(KeptForm):
    response = one_of(ANSWERS, _("Your government's answer"))
    reason = GatedText(label=_("Reason"), long=6, help_text=_("Why, and what you mean to do. It is shown beside the answer."))


class TieForm(KeptForm):
    commitment = NamedChoice(Commitment.objects.none(), label=_("Commitment"), to_field_name="ref")
    note = GatedText(
        label=_("How"), required=False, max_length=300, long=2,
        help_text=_("One sentence in the language of the commitment: what of the recommendation it carries out."),
    )  # fmt: skip

    def __init__(self, *args: Any, area: Area, recommendation: Recommendation, **given: Any) -> None:
        """What answers the recommendation already is no choice."""
        super().__init__(*args, **given)
        states = (Commitment.State.DRAFT, Commitment.State.PUBLIC, Commitment.State.REVISED)
        mine = Commitment.objects.filter(area=area, kind=Commitment.Kind.COMMITMENT, state__in=states)
        mine = mine.exclude(recommendations=recommendation)
        self.fields["commitment"].queryset = mine  # type: ignore[attr-defined]


class CommitmentForm(PlacedForm):
    title = GatedText(label=_("Title"), max_length=160, help_text=_("One line that says what will be different."))
    text = GatedText(label=_("What is promised"), long=5)
    problem = GatedText(label=_("Which problem it addresses"), long=3, required=False)
    how = GatedText(label=_("How it helps to solve it"), long=3, required=False)
    form = one_of(Commitment.Form.choices, _("What kind of step it is"))
    level = one_of(Commitment.Level.choices, _("Where it holds"))
    topics = TopicChoices("inspire", label=_("INSPIRE strategies"))
    sdg = TopicChoices("sdg", label=_("Targets of the Sustainable Development Goals"))
    sectors = TopicChoices("sector", label=_("Sectors"))
    plan = PlanChoice()
    field_order = (
        "title", "text", "problem", "how", "form", "level", "plan", "topics", "sdg", "sectors", *PROVINCES, *MONEY_AND_TIME
    )  # fmt: skip

    def __init__(self, *args: Any, area: Area, revising: bool = False, held: ActionPlan | None = None, **given: Any) -> None:
        super().__init__(*args, area=area, revising=revising, **given)
        offer_plans(self, area, published=revising, held=held)


class MilestoneForm(KeptForm):
    text = GatedText(label=_("What will be delivered"), max_length=300)
    due = Day(label=_("By which day"))
    weight = forms.IntegerField(
        label=_("Weight"), min_value=1, max_value=100, initial=1, widget=NumberText(),
        help_text=_("How much it counts against the others; 1 for all alike."),
    )  # fmt: skip

    def __init__(self, *args: Any, commitment: Commitment, revising: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        self.commitment = commitment
        if revising:
            ask_why(self, _("Why the milestone changes"))

    def clean_due(self) -> date:
        day: date = self.cleaned_data["due"]
        start, end = self.commitment.starts_on, self.commitment.ends_on
        if start and day < start:
            raise forms.ValidationError(
                _("The commitment starts on %(day)s: nothing is due before.") % {"day": locale_format.day(start)}
            )
        if end and day > end:
            raise forms.ValidationError(
                _("The commitment ends on %(day)s: a later day belongs to none of it.") % {"day": locale_format.day(end)}
            )
        return day


class MilestoneToldForm(KeptForm):
    progress = PerCent(
        label=_("How much of it is done, in per cent"), required=False,
        help_text=_("As 40 or 40%. Leave it empty where nobody knows: unknown is not nought."),
    )  # fmt: skip
    done_on = Day(label=_("Done on"), required=False)
    evidence = GatedText(label=_("Evidence"), required=False, max_length=500, help_text=_("A public document or address."))

    def clean_done_on(self) -> date | None:
        day: date | None = self.cleaned_data["done_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day is still to come: give the day on which it was done."))
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("done_on") and given.get("progress") not in (None, 100):
            self.add_error("progress", _("Done on a day is 100 per cent: take out the day, or mend the share."))
        return given


class MeasureForm(KeptForm):
    indicator = NamedChoice(Indicator.objects.all(), label=_("Indicator"), to_field_name="code")
    baseline = Figure(label=_("Baseline"), required=False)
    baseline_year = forms.IntegerField(
        label=_("Year of the baseline"), required=False, min_value=1990, max_value=2100, widget=NumberText()
    )
    target = Figure(label=_("Target"), required=False)
    target_year = forms.IntegerField(
        label=_("Year of the target"), required=False, min_value=1990, max_value=2100, widget=NumberText()
    )

    breakdown = GatedText(
        label=_("Whom the figures are of"), required=False, max_length=300,
        help_text=_("By sex, age or disability, as “girls, 10 to 14”. Empty where they are of all that the indicator counts."),
    )  # fmt: skip
    source = GatedText(
        label=_("Where the figures come from"), required=False, max_length=300,
        help_text=_("The source and how they are counted, where both are not those of the indicator."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, commitment: Commitment, measure: Measure | None = None, revising: bool = False, **given: Any
    ) -> None:
        """With a `measure` its indicator stands fast."""
        super().__init__(*args, **given)
        self.commitment, self.measure = commitment, measure
        if measure:
            del self.fields["indicator"]
        else:
            tied = commitment.measures.standing().values("indicator")
            self.fields["indicator"].queryset = indicators_for(commitment.area).exclude(pk__in=tied)  # type: ignore[attr-defined]
        for name in ("baseline", "target"):
            self.fields[name].per_cent = self._unit() == "percent"  # type: ignore[attr-defined]
        if revising:
            ask_why(self, _("Why the indicator's figures change"))

    def _unit(self) -> str:
        if self.measure:
            return self.measure.indicator.unit
        chosen = str(self.data.get(self.add_prefix("indicator"), ""))
        return next(iter(Indicator.objects.filter(code=chosen).values_list("unit", flat=True)), "") if chosen else ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in ("baseline", "target"):
            if name not in self.errors and (given.get(name) is None) != (given.get(f"{name}_year") is None):
                self.add_error(f"{name}_year", _("A figure and its year go together."))
        start, end, last = given.get("baseline_year"), given.get("target_year"), self.commitment.ends_on
        if start and end and end <= start:
            self.add_error("target_year", _("The target comes after the baseline: give a later year."))
        elif end and last and end > last.year:
            self.add_error("target_year", _("The commitment ends in %(year)s: give a target until then.") % {"year": last.year})
        indicator = self.measure.indicator if self.measure else given.get("indicator")
        for name in ("baseline", "target"):
            if indicator and not in_scale(indicator, given.get(name)):
                self.add_error(name, _("It is a share: a number from 0 to 100."))
        return given


class ReasonForm(KeptForm):
    reason = GatedText(label=_("Reason"), long=4)


class ConfirmForm(KeptForm):
    """Only a button."""


class FinishForm(KeptForm):
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))


class SummaryForm(KeptForm):
    summary = GatedText(
        label=_("Summary"), long=14, help_text=_("What changed since the last report, in your own words. Markdown may be used.")
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)


class EntryForm(KeptForm):
    completion = one_of(COMPLETION_EXPLAINED, _("How far is it?"))
    rationale = GatedText(label=_("Why you say so"), long=5)
    evidence = GatedText(
        label=_("Evidence"), long=3, required=False,
        help_text=_("Public documents or addresses. Needed where you say Substantial or Complete."),
    )  # fmt: skip
    change = one_of(CHANGE_EXPLAINED, _("What has changed?"), required=False)
    ambition = one_of(AMBITION_EXPLAINED, _("How much could it change?"), required=False)
    confidence = one_of(CONFIDENCE_EXPLAINED, _("How sure are you?"), required=False)

    def __init__(self, *args: Any, measures: list[Measure], **given: Any) -> None:
        super().__init__(*args, **given)
        self.measures = measures
        for n, measure in enumerate(measures, start=1):
            of = format_html("{} – {} ({})", measure.indicator.code, text(measure.indicator.name), unit(measure.indicator.unit))
            label = SafeString(escape(_("Newest value of %(indicator)s")) % {"indicator": of})
            per_cent = measure.indicator.unit == "percent"
            self.fields[f"value_{n}"] = Figure(label=label, required=False, per_cent=per_cent)
            self.fields[f"year_{n}"] = forms.IntegerField(
                label=_("Its year"), required=False, min_value=1990, max_value=2100, widget=NumberText()
            )
            statuses = [("", EMPTY), *Entry.Status.choices]
            self.fields[f"status_{n}"] = forms.ChoiceField(label=_("How final it is"), choices=statuses, required=False)
            self.fields[f"source_{n}"] = GatedText(label=_("Source of the figure"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("completion") in ("substantial", "complete") and not given.get("evidence"):
            self.add_error("evidence", _("Name the evidence, or say Limited or No evidence."))
        values = []
        for n, measure in enumerate(self.measures, start=1):
            value, year = given.get(f"value_{n}"), given.get(f"year_{n}")
            further = {name: told for name in ("status", "source") if (told := given.get(f"{name}_{n}"))}
            if (value is None) != (year is None):
                self.add_error(f"year_{n}", _("A figure and its year go together."))
            elif value is not None:
                values.append({"indicator": measure.indicator.code, "value": str(value), "year": year} | further)
            elif further and f"value_{n}" not in self.errors:
                self.add_error(f"value_{n}", _("Give the figure that this speaks of, or empty the fields below it."))
        given["values"] = values
        return given


class DeclarationForm(KeptForm):
    declaration = GatedText(
        label=_("Interests that could conflict"), long=4,
        help_text=_("Write “none” where there is none. It is printed with your assessment."),
    )  # fmt: skip
    agree = forms.BooleanField(label=_("I am not an official of this country and was not paid by it in the last two years."))


class RatingForm(KeptForm):
    completion = one_of(COMPLETION_EXPLAINED, _("How far is it?"))
    ambition = one_of(AMBITION_EXPLAINED, _("How much could it change?"))
    change = one_of(CHANGE_EXPLAINED, _("What has changed?"))
    confidence = one_of(CONFIDENCE_EXPLAINED, _("How sure are you?"))
    rationale = GatedText(label=_("Why you say so"), long=5)
    evidence = GatedText(
        label=_("Evidence"), long=3, required=False, help_text=_("Public documents or addresses. Needed above Limited.")
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("completion") in ("substantial", "complete") and not given.get("evidence"):
            self.add_error("evidence", _("Name the evidence, or say Limited or No evidence."))
        return given


class ReplyForm(KeptForm):
    text = GatedText(label=_("Your government's reply"), long=6, help_text=_("It is printed beside the rating, as written."))


class FollowUpForm(KeptForm):
    progress = one_of(PROGRESS_EXPLAINED, _("How far is it carried out?"))
    rationale = GatedText(label=_("Why you say so"), long=5)
    evidence = GatedText(
        label=_("Evidence"), long=3, required=False,
        help_text=_("Public documents or addresses. Needed where you say Implemented or Ongoing practice."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("progress") in ("implemented", "ongoing") and not given.get("evidence"):
            self.add_error("evidence", _("Name the evidence, or say In progress."))
        return given


class AssessmentForm(FollowUpForm):
    confidence = one_of(CONFIDENCE_EXPLAINED, _("How sure are you?"))
    field_order = ("progress", "confidence", "rationale", "evidence", "language")


class ClusterForm(KeptForm):
    decision = one_of(
        (("confirm", _("Those ticked ask for the same")), ("reject", _("They do not ask for the same"))), _("What do you say?")
    )
    members = forms.MultipleChoiceField(
        label=_("Which of them ask for the same"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("One action should answer all those ticked. Take out what asks for something else."),
    )  # fmt: skip
    reason = GatedText(
        label=_("Reason"),
        long=2,
        required=False,
        help_text=_("Needed where you say that they do not. It is kept in the journal."),
    )

    def __init__(self, *args: Any, members: list[tuple[str, SafeString]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["members"].choices = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("decision") == "confirm" and len(given.get("members", ())) < 2:
            self.add_error("members", _("Tick two of them or more."))
        if given.get("decision") == "reject" and not given.get("reason"):
            self.add_error("reason", _("Say why they do not ask for the same."))
        return given
