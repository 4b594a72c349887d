"""The forms of the room. Their field names are part of the contract."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.indicators.actions import is_taken
from accord.indicators.loading.layout import ASKED, Layout
from accord.indicators.loading.wording import Said
from accord.kit.texts import LANGUAGES
from accord.people.models import Capacity, Role
from accord.record.editing import KeptForm
from accord.record.fields import GatedText, GatedURL

NAMES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}
LANGUAGE = [(code, NAMES[code]) for code in LANGUAGES]
SHOWN = 50  # faults that one form mends


class DetailsForm(KeptForm):
    """What a person tells of a file."""

    source = GatedText(
        label=_("Source"), max_length=300,
        help_text=_("Who publishes the figures, named as in earlier releases: the new release replaces the source's older one."),
    )  # fmt: skip
    licence = GatedText(label=_("Licence"), max_length=300, help_text=_("On what terms others may use them, as CC BY 4.0."))
    url = GatedURL(label=_("Link"), required=False, help_text=_("Where the source publishes them."))
    dated = GatedText(label=_("Date"), required=False, max_length=20, help_text=_("Of the publication, as the source gives it."))
    period = GatedText(
        label=_("Reference period"), required=False, max_length=40,
        help_text=_("As 2023 or 2021-2023. Where the file has no column for it, this is the period of all its rows."),
    )  # fmt: skip
    method = GatedText(
        label=_("Method note"), required=False, long=3, help_text=_("Survey or register, who was asked, breaks in the series.")
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)

    def __init__(self, *args: Any, hat: Capacity, **given: Any) -> None:
        super().__init__(*args, **given)
        self.hat = hat

    def clean_source(self) -> str:
        name = " ".join(str(self.cleaned_data["source"]).split())
        if self.hat.role == Role.STATISTICIAN and self.hat.area and is_taken(name, self.hat.area):
            raise forms.ValidationError(
                _("This name belongs to another body, whose figures yours do not replace. Name your own office.")
            )
        return name


class LoadForm(DetailsForm):
    """A file and what is told of it. `kept` is a file that came with an earlier try."""

    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file.")}, allow_empty_file=True, help_text=_(
        "CSV, TSV or XLSX with a line of column names; at most 50 MB and 1,000,000 rows. "
        "Files of up to 2,000 rows can be mended here."
    ))  # fmt: skip
    kept = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    field_order = ("file", "source", "licence", "url", "dated", "period", "method", "language")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"].required = not self.data.get("kept")


LABELS = {
    "indicator": _("Indicator"), "area": _("Country or area"), "period": _("Period"), "value": _("Value"), "unit": _("Unit"),
    "sex": _("Sex"), "age": _("Age"), "flags": _("Flags"), "cases": _("Unweighted cases"), "footnote": _("Footnote"),
}  # fmt: skip


ORDER = (
    "sheet", "indicator", "whole", "area", "all_areas", "period", "all_periods", "value", "years", "unit", "sex", "age", "flags",
    "cases", "footnote", "left_out",
)  # fmt: skip


class ColumnsForm(KeptForm):
    """Which column is what: a select of the file's own headers for each of our names."""

    def __init__(
        self, *args: Any, headers: Sequence[str], sheets: Sequence[str],
        indicators: Sequence[tuple[str, Sequence[tuple[str, str]]]], areas: Sequence[tuple[str, str]], **given: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **given)
        self.headers = [h for h in headers if h]
        choices = [("", _("– none –")), *((h, h) for h in self.headers)]
        boxes = [(h, h) for h in self.headers]
        for name in ASKED:
            self.fields[name] = forms.ChoiceField(label=LABELS[name], choices=choices, required=False)
        self.fields["cases"].help_text = _("Figures from fewer than 25 cases are hidden, those from 25 to 49 marked.")
        if len(sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=[(s, s) for s in sheets])
        self.fields["whole"] = forms.ChoiceField(
            label=_("Indicator of the whole file"), choices=[("", _("– none –")), *indicators], required=False,
            help_text=_("Where no column names it."),
        )  # fmt: skip
        self.fields["all_areas"] = forms.ChoiceField(
            label=_("Country of the whole file"), choices=[("", _("– none –")), *areas], required=False,
            help_text=_("Where no column names it."),
        )  # fmt: skip
        self.fields["all_periods"] = GatedText(
            label=_("Period of the whole file"), required=False, max_length=40, help_text=_("Where no column names it.")
        )
        self.fields["years"] = forms.MultipleChoiceField(
            label=_("Columns that are years"), choices=boxes, required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("In a wide table each of these holds the figures of one year."),
        )  # fmt: skip
        self.fields["left_out"] = forms.MultipleChoiceField(
            label=_("Columns not to be read"), choices=boxes, required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("Every other column is kept as a breakdown: it makes a figure another figure."),
        )  # fmt: skip
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        years = given.get("years") or []
        if not given.get("area") and not given.get("all_areas"):
            self.add_error("area", _("Say which column names the country, or give one for the whole file."))
        if not given.get("indicator") and not given.get("whole"):
            self.add_error("whole", _("Say which indicator it is, by a column or for the whole file."))
        if not years and not given.get("value"):
            self.add_error("value", _("Say which column holds the figures, or which columns are years."))
        if not years and not given.get("period") and not given.get("all_periods"):
            self.add_error("period", _("Say which column holds the period, or give one for the whole file."))
        if years and given.get("cases"):
            self.add_error("cases", _("A wide table has no place for cases: give each figure a row of its own."))
        self._ask_once(given, years)
        return given

    def _ask_once(self, given: Mapping[str, Any], years: Sequence[str]) -> None:
        taken: dict[str, str] = dict.fromkeys(years, "years")
        for name in ASKED:
            header = given.get(name)
            if header and header in taken:
                self.add_error(name, _("“%(column)s” is chosen twice.") % {"column": header})
            elif header:
                taken[header] = name

    def layout(self, sheet: str) -> Layout:
        given = self.cleaned_data
        mapping = {name: given[name] for name in ASKED if given[name]}
        used = {*mapping.values(), *given["years"]}
        return Layout(
            mapping, given["years"], "" if "indicator" in mapping else given["whole"],
            "" if "period" in mapping or given["years"] else given["all_periods"],
            "" if "area" in mapping else given["all_areas"],
            [h for h in given["left_out"] if h not in used], sheet, told=True,
        )  # fmt: skip


def columns_initial(layout: Layout) -> dict[str, Any]:
    return {
        **layout.mapping, "whole": layout.indicator, "all_periods": layout.period, "all_areas": layout.area,
        "years": list(layout.years),
        "left_out": list(layout.left_out), "sheet": layout.sheet,
    }  # fmt: skip


class MendForm(KeptForm):
    """A control beside each fault of a small file: its cell, another cell of its row, or the row left out with a reason.

    `slots` are dicts with what `loading.reads` found of a fault: row, column, cell, code, near (choices), and whether it holds
    for every cell that says the same.
    """

    def __init__(self, *args: Any, slots: Sequence[Mapping[str, Any]], headers: Sequence[str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.slots = slots
        columns = [("", _("– none –")), *((h, h) for h in headers if h)]
        for n, slot in enumerate(slots):
            if slot["near"]:
                choices = [("", _("– choose –")), *slot["near"]]
                self.fields[f"cell_{n}"] = forms.ChoiceField(label=_("Instead"), choices=choices, required=False)
            elif slot["column"]:
                self.fields[f"cell_{n}"] = GatedText(
                    label=_("Instead"), required=False, initial=slot["cell"], limit=300, strip=True, max_length=300
                )
            if not slot["everywhere"]:
                self.fields[f"out_{n}"] = forms.BooleanField(label=_("Leave this row out"), required=False)
                self.fields[f"why_{n}"] = GatedText(
                    label=_("Why it is left out"), required=False, max_length=300, initial=slot["reason"]
                )
            if not slot["column"] and not slot["alone"]:
                self.fields[f"other_{n}"] = forms.ChoiceField(label=_("Cell to mend"), choices=columns, required=False)
                self.fields[f"text_{n}"] = GatedText(label=_("Its text instead"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for n, slot in enumerate(self.slots):
            if given.get(f"out_{n}") and not given.get(f"why_{n}"):
                self.add_error(f"why_{n}", _("Say why the row is left out: the reason is kept."))
            if slot["near"] and slot["everywhere"] and given.get(f"cell_{n}") == slot["cell"]:
                self.add_error(f"cell_{n}", _("That is what stands there."))
        return given

    def mends(self) -> list[dict[str, Any]]:
        """What was told, in the order of the faults; a cell that stays as it is is no mend."""
        found: list[dict[str, Any]] = []
        for n, slot in enumerate(self.slots):
            given = self.cleaned_data
            if given.get(f"out_{n}"):
                found.append({"row": slot["row"], "left_out": True, "reason": given[f"why_{n}"], "line": slot["line"]})
                continue
            text = given.get(f"cell_{n}")
            if text is not None and text != slot["cell"] and (text or not slot["near"]):
                rows = {} if slot["everywhere"] else {"row": slot["row"]}
                found.append({**rows, "column": slot["column"], "before": slot["cell"], "after": text})
            if given.get(f"other_{n}"):
                found.append({
                    "row": slot["row"], "column": given[f"other_{n}"], "before": None, "after": given[f"text_{n}"],
                })  # fmt: skip
        return found


class VersionForm(KeptForm):
    """Only a button."""


class PublishForm(KeptForm):
    """Attesting. A draft that came without source and licence is asked for them here."""

    def __init__(self, *args: Any, warnings: int, hat: Capacity, **given: Any) -> None:
        super().__init__(*args, **given)
        if warnings:
            self.fields["seen"] = forms.BooleanField(label=_now("I have looked at the warnings: the figures stand as they are."))
        words = _now(
            "I attest, as %(capacity)s, that these are the figures of the source, and that the source lets them be used so."
        )
        self.fields["attest"] = forms.BooleanField(label=words % {"capacity": str(hat)})


class PublishBareForm(DetailsForm):
    def __init__(self, *args: Any, warnings: int, hat: Capacity, **given: Any) -> None:
        super().__init__(*args, hat=hat, **given)
        self.fields |= PublishForm(warnings=warnings, hat=hat).fields


def reason_for(code: str, said: Said) -> str:
    """What stands in the reason's field before anybody writes there."""
    return said.wrong if code in ("duplicate_key", "two_units", "other_area", "ragged", "delete_action") else ""
