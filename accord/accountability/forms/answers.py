"""The form of one question's answer: the same on the site, by a link and out of a workbook."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.accountability.forms.planned import LANGUAGE, one_of
from accord.accountability.models import Kind, Question, Said
from accord.accountability.question_kinds import KINDS, rows_in
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText

FIRST = {Kind.TEXT: "text", Kind.CHOICE: "choice", Kind.NUMBER: "value", Kind.EVIDENCE: "what1"}


class AnswerFields(forms.Form):
    """What an answer is made of. `cleaned_data["told"]` is it: said, value, reason."""

    said = one_of(Said.choices, _("What you say"))
    reason = GatedText(
        label=_("Why it does not apply, or where you looked for evidence"), long=2, required=False, max_length=1000,
        help_text=_("Needed where you say that it does not apply."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        question: Question,
        value: Mapping[str, Any] | None = None,
        begun: Mapping[str, Any] | None = None,
        **given: Any,
    ) -> None:
        """`value` says how many rows there are. `begun` (a told answer, or {}): one of several questions, which may stay open;
        where nothing is said and the fields are as they began, there is no answer, and `told` is None."""
        super().__init__(*args, **given)
        self.question, self.kind, self.begun = question, KINDS[question.kind], begun
        wanted = self.kind.rows(question, value or {})
        rows = max(wanted, rows_in(self.data, self.prefix or ""), rows_in(self.initial))
        made = self.kind.fields(question, rows)
        self.fields = {"said": self.fields["said"], **made, **{n: f for n, f in self.fields.items() if n != "said"}}
        if begun is None:
            self.initial.setdefault("said", Said.ANSWERED)
            if question.required and self.first in self.fields:  # not "optional" where a report cannot be sent without it
                self.fields[self.first].later = True  # type: ignore[attr-defined]
        else:
            self.fields["said"].required = False

    @property
    def first(self) -> str:
        """The field at which a missing answer is told."""
        return FIRST.get(Kind(self.question.kind)) or next((n for n in self.fields if n.startswith("r1_")), "said")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        said = given.get("said")
        value: dict[str, Any] = {}
        if self.begun is not None and not said and not self.errors:
            value = self.kind.value(self.question, given)
            if not value or value == self.begun.get("value"):
                return given | {"told": None}
            said = Said.ANSWERED
        if said == Said.ANSWERED:
            for name, words in self.kind.faults(self.question, given):
                if name in self.fields:
                    self.add_error(name, str(words))
            value = self.kind.value(self.question, given) if not self.errors else {}
            if not value and not self.errors:
                self.add_error(self.first, _now("Answer, or say that there is no evidence or that it does not apply."))
        if said == Said.NOT_APPLICABLE and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _now("Say why it does not apply."))
        reason = given.get("reason", "") if said != Said.ANSWERED else ""
        given["told"] = {"said": said, "value": value, "reason": reason}
        return given


class QuestionAnswerForm(AnswerFields, KeptForm):
    """The same as a form whose typing is kept."""


class InviteForm(KeptForm):
    """Whom a section goes to. No address is asked for: the link is handed on by its author."""

    office = GatedText(
        label=_("Whom it is for"),
        max_length=160,
        help_text=_("An office, as “Ministry of Health, unit for children”. No person’s name."),
    )
    note = GatedText(label=_("What you ask of them"), long=3, required=False, max_length=1000)
    language = forms.ChoiceField(label=_("Language of the page they open"), choices=LANGUAGE)
    days = forms.IntegerField(
        label=_("For how many days it is open"), min_value=1, max_value=60, initial=14,
        help_text=_("At most 60. You can take it back at any time."),
    )  # fmt: skip


class TakeOverForm(KeptForm):
    """What becomes of each text that came: one field a proposal."""

    CHOICES = (("taken", _("Take it over")), ("declined", _("Decline it")), ("", _("Decide later")))

    def __init__(self, *args: Any, proposals: list[tuple[str, str]], **given: Any) -> None:
        """`proposals`: code and words of each question."""
        super().__init__(*args, **given)
        for code, words in proposals:
            self.fields[f"on_{code}"] = one_of(self.CHOICES, words, required=False)

    def decisions(self) -> dict[str, str]:
        found = {name.removeprefix("on_"): value for name, value in self.cleaned_data.items() if name.startswith("on_")}
        return {code: value for code, value in found.items() if value}


class WorkbookForm(KeptForm):
    file = forms.FileField(
        label=_("The workbook, filled in"), error_messages={"required": _("Choose a file.")}, allow_empty_file=True,
        help_text=_("The Excel file (.xlsx) that was taken from this page. Nothing is written unless all of it can be."),
    )  # fmt: skip


class LetterForm(KeptForm):
    """A letter that the validating authority signed on paper."""

    office = GatedText(label=_("Who signed it"), max_length=160, help_text=_("The office, as “Minister of Family Affairs”."))
    dated = Day(label=_("Day of the letter"))
    file = forms.FileField(
        label=_("The signed letter"), error_messages={"required": _("Choose a file.")}, allow_empty_file=True,
        help_text=_("PDF, PNG or JPEG, at most 5 MB. Only people of your country and officers see it."),
    )  # fmt: skip


class LetterCheckForm(KeptForm):
    decision = one_of(
        (("accept", _("The letter is signed by the authority and names this text")), ("refuse", _("It cannot be accepted"))),
        _("Your decision"),
    )  # fmt: skip
    reason = GatedText(label=_("What you looked at, or why it cannot be accepted"), long=3)


class ReturnForm(KeptForm):
    """The secretariat's completeness check: the report goes back with points."""

    points = forms.MultipleChoiceField(label=_("Questions to look at again"), required=False, widget=forms.CheckboxSelectMultiple)
    reason = GatedText(label=_("Reason"), long=4)

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["points"].choices = questions  # type: ignore[attr-defined]
        if not questions:
            del self.fields["points"]
