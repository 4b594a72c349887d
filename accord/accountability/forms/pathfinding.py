"""Forms of Pathfinding: the host's decision, the checklist, the self-assessment."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accord.accountability.forms.planned import LANGUAGE, one_of
from accord.accountability.models import ChecklistItem, HostDecision
from accord.accountability.requirements import LEVELS, PRINCIPLES
from accord.kit import clock
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText, GatedURL


class DecisionForm(KeptForm):
    stage = one_of(HostDecision.Stage.choices, _("What the host decided"))
    decided_on = Day(label=_("Day of the decision"))
    document = GatedURL(label=_("The host's document"), help_text=_("An address where the host says it."))

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class ItemForm(KeptForm):
    status = one_of(ChecklistItem.Status.choices, _("How far is it?"))
    words = GatedText(label=_("In your own words"), long=4, required=False, limit=2000)
    evidence = GatedURL(
        label=_("Evidence"), required=False, help_text=_("An address on the web that all can open. Needed where it is done.")
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("status") == ChecklistItem.Status.DONE and not given.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Name the evidence, or say that it is under way."))
        return given


class SelfAssessmentForm(KeptForm):
    """For each principle a level and why; `process` says how it was made. `marks` gathers them."""

    process = GatedText(
        label=_("How the assessment was made"), long=3, limit=2000,
        help_text=_("Who took part, children too, and how. It is printed with the assessment."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for code, words in PRINCIPLES.items():
            self.fields[f"level_{code}"] = one_of(LEVELS, words)
            self.fields[f"why_{code}"] = GatedText(label=format_lazy("{}: {}", words, _("why you say so")), long=2, limit=1000)
        self.order_fields([*(f"{part}_{code}" for code in PRINCIPLES for part in ("level", "why")), "process", "language"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["marks"] = {
            code: {"level": given.get(f"level_{code}", ""), "why": given.get(f"why_{code}", "")} for code in PRINCIPLES
        }
        return given
