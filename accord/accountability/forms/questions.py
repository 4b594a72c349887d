"""Forms of a template: officers write its questions in the language of the page they read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.accountability.choices import EMPTY, NamedChoice
from accord.accountability.forms.planned import one_of
from accord.accountability.models import Kind, Live, Template
from accord.indicators.models import Indicator
from accord.kit.widgets import NumberText
from accord.record.editing import KeptForm
from accord.record.fields import GatedText

MOST_OPTIONS, MOST_COLUMNS = 20, 8


def lines_of(typed: str) -> list[str]:
    return [" ".join(line.split()) for line in typed.splitlines() if line.strip()]


def _place(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=500, widget=NumberText())


class TemplateForm(KeptForm):
    name = GatedText(label=_("Name of the template"), max_length=160)


class SectionForm(KeptForm):
    name = GatedText(label=_("Name of the section"), max_length=160)
    position = _place(_("Its place among the sections"))


class QuestionForm(KeptForm):
    kind = one_of(Kind.choices, _("How it is answered"))
    text = GatedText(label=_("Question"), long=2, max_length=500)
    hint = GatedText(label=_("What helps to answer it"), long=2, required=False, max_length=1000)
    position = _place(_("Its place in the section"))
    required = forms.BooleanField(
        label=_("A report without an answer cannot be signed"), required=False, initial=True,
        help_text=_("“No evidence” and “Not applicable” are answers, too."),
    )  # fmt: skip
    indicator = NamedChoice(Indicator.objects.all(), label=_("Indicator"), to_field_name="code", required=False, help_text=_(
        "For a number. The report begins with its newest published figure."
    ))  # fmt: skip
    options = GatedText(label=_("Choices, one a line"), long=4, required=False)
    columns = GatedText(label=_("Columns of the table, one a line"), long=3, required=False)
    rows = GatedText(
        label=_("Rows of the table, one a line"), long=3, required=False,
        help_text=_("Leave it empty where the country writes as many rows as it needs."),
    )  # fmt: skip
    live = forms.ChoiceField(
        label=_("What the table begins with"), choices=[("", EMPTY), *Live.choices], required=False,
        help_text=_("For a table without fixed rows: the country’s records fill its first two columns."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        kind = given.get("kind")
        for name in ("options", "columns", "rows"):
            given[name] = lines_of(given.get(name) or "")
        if kind == Kind.NUMBER and not given.get("indicator"):
            self.add_error("indicator", _now("A number is tied to an indicator: choose it."))
        if kind == Kind.CHOICE and not 2 <= len(given["options"]) <= MOST_OPTIONS:
            self.add_error("options", _now("Write from 2 to %(most)s choices, one a line.") % {"most": MOST_OPTIONS})
        if kind == Kind.TABLE and not 1 <= len(given["columns"]) <= MOST_COLUMNS:
            self.add_error("columns", _now("Write from 1 to %(most)s columns, one a line.") % {"most": MOST_COLUMNS})
        if len(given["rows"]) > 30:
            self.add_error("rows", _now("At most %(most)s rows.") % {"most": 30})
        if given.get("live") and given["rows"]:
            self.add_error("live", _now("A table with fixed rows begins with none of the country’s records."))
        given["indicator"] = given.get("indicator") if kind == Kind.NUMBER else None
        return given


class CycleTemplateForm(KeptForm):
    template = forms.ModelChoiceField(Template.objects.none(), label=_("Template"), empty_label=EMPTY)

    def __init__(self, *args: Any, world: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["template"].queryset = Template.objects.filter(world=world)  # type: ignore[attr-defined]
