"""The form of the explorer: plain fields, read from an address. What it cannot take it names, and keeps as typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.indicators.explore.asked import EVERY, MOST_INDICATORS, MOST_PAIRS, TOTAL, VIEWS, Asked
from accord.indicators.explore.places import Places, Unclear
from accord.indicators.models import Origin
from accord.kit.texts import Text, pick
from accord.kit.widgets import NumberText

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST = 1000  # letters of names of countries typed at once
VIEW_WORDS = {
    "table": _("Table"), "line": _("Lines over the years"), "bars": _("Bars"), "dots": _("Dots with intervals"),
    "multiples": _("Small charts, one a country"), "map": _("Map of tiles"),
}  # fmt: skip
SEXES = ((TOTAL, _("All")), ("F", _("Women and girls")), ("M", _("Men and boys")))
ORIGINS = (
    ("", _("All sources")), (Origin.Role.CUSTODIAN.value, _("Custodian agencies")),
    (Origin.Role.NATIONAL.value, _("National sources")), (Origin.Role.OTHER.value, _("Other sources")),
)  # fmt: skip


class Codes(forms.MultipleChoiceField):
    """Codes as boxes to tick. One that is not among the choices is named, and stays ticked so that it can be taken out."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, **given)
        self.error_messages["invalid_choice"] = _("“%(value)s” is not among the choices.")

    def offer(self, choices: Sequence[tuple[str, str | Text]], typed: Sequence[str]) -> None:
        """`typed` is what the address has: shown, though not allowed, where it is unknown."""
        self.choices = choices
        known = {code for code, _words in choices}
        self.widget.choices = [*choices, *((code, code[:60]) for code in dict.fromkeys(typed) if code not in known)]


class Words(forms.Field):
    """Words that are looked up and kept nowhere."""

    widget = forms.TextInput

    def clean(self, value: Any) -> str:
        text = str(value or "").strip()
        if len(text) > LONGEST:
            raise forms.ValidationError(_("This is too long: name fewer at once."))
        return text


class Year(forms.IntegerField):
    widget = NumberText

    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, **given)
        for name in ("invalid", "min_value", "max_value"):
            self.error_messages[name] = _("A year is four figures, as in 2015.")
        self.validators = []

    def clean(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
            raise forms.ValidationError(self.error_messages["invalid"])
        return int(text)


class ExploreForm(forms.Form):
    """`indicators` are names by code, `ages` and `breakdowns` what the chosen ones are told apart by."""

    indicator = Codes(label=_("Indicators"))
    find = Words(required=False, label=_("Find an indicator"))
    area = Codes(label=_("Countries and regions chosen"))
    add = Words(
        required=False, label=_("Add countries or regions"),
        help_text=_("Names or codes of three letters, by commas. A region stands for the figure that a source gives of it."),
    )  # fmt: skip
    group = Codes(label=_("All countries of a group"))
    sex = Codes(label=_("Sex"))
    age = Codes(label=_("Age"))
    by = forms.ChoiceField(required=False, label=_("Further breakdown"))
    start = Year(label=_("From year"))
    end = Year(label=_("To year"))
    origin = forms.ChoiceField(required=False, label=_("Who says so"), choices=ORIGINS)
    newest = forms.BooleanField(required=False, label=_("Only the newest figure of each series"))
    view = forms.ChoiceField(required=False, label=_("Show as"), choices=[(code, VIEW_WORDS[code]) for code in VIEWS])
    field_order = ("find", "indicator", "add", "area", "group", "sex", "age", "by", "start", "end", "origin", "newest", "view")
    NAMES: Mapping[str, str] = {"start": "from", "end": "to"}

    def __init__(
        self,
        data: Any,
        places: Places,
        *,
        indicators: Sequence[tuple[str, str]],
        ages: Sequence[tuple[str, str]],
        breakdowns: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        self.places = places
        offered: dict[str, Sequence[tuple[str, str | Text]]] = {
            "indicator": indicators, "area": self._areas(data.getlist("area"), places), "group": group_choices(places),
            "sex": [(code, str(said)) for code, said in SEXES], "age": ages,
        }  # fmt: skip
        for name, choices in offered.items():
            self._codes(name).offer(choices, data.getlist(name))
        self.keep_typed("by", [("", _("None: totals alone")), (EVERY, _("Every breakdown")), *breakdowns])
        self.keep_typed("origin", ORIGINS)
        self.keep_typed("view", [(code, VIEW_WORDS[code]) for code in VIEWS])

    def add_prefix(self, field_name: str) -> str:
        """Years are `from` and `to` in the address: `from` cannot be the name of a field in Python."""
        return self.NAMES.get(field_name, field_name)

    def _codes(self, name: str) -> Codes:
        field = self.fields[name]
        assert isinstance(field, Codes)
        return field

    def keep_typed(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """A choice that there is not is shown as it was typed, and named by the message."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = _("“%(value)s” is not among the choices.")
        typed = self.data.get(name, "")
        if typed and typed not in {code for code, _words in choices}:
            field.widget.choices = [*choices, (typed, typed[:60])]

    @staticmethod
    def _areas(typed: Sequence[str], places: Places) -> list[tuple[str, str]]:
        found = [places.by_code[code] for code in dict.fromkeys(typed) if code in places.by_code]
        return [(p.code, pick(p.names).text) for p in sorted(found, key=lambda p: p.order)]

    def clean_indicator(self) -> list[str]:
        chosen = self.cleaned_data["indicator"]
        if len(set(chosen)) > MOST_INDICATORS:
            raise forms.ValidationError(
                _("A view holds at most %(most)s indicators: these are %(count)s. Take some out."),
                params={"most": MOST_INDICATORS, "count": len(set(chosen))},
            )
        return list(chosen)

    def clean_add(self) -> list[str]:
        try:
            return self.places.find(self.cleaned_data["add"]) if self.cleaned_data["add"] else []
        except Unclear as fault:
            told = {"words": fault.words[:60], "names": "; ".join(pick(p.names).text for p in fault.among)}
            if fault.among:
                raise forms.ValidationError(_("“%(words)s” may be one of several: %(names)s."), params=told) from fault
            raise forms.ValidationError(_("No country or region is known as “%(words)s”."), params=told) from fault

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        start, end = told.get("start"), told.get("end")
        if start and end and start > end:
            self.add_error("end", _("The last year is before the first."))
        if not self.errors:
            asked = self.asked()
            areas = len(self.places.chosen(asked.areas, asked.groups))
            if len(asked.indicators) * areas > MOST_PAIRS:
                message = _(
                    "A view holds at most %(most)s pairs of an indicator and a country, as 12 indicators of 60 countries: these"
                    " are %(indicators)s of %(areas)s. Choose fewer of either."
                )
                facts = {"most": MOST_PAIRS, "indicators": len(asked.indicators), "areas": areas}
                self.add_error(
                    "area" if asked.areas else "group" if asked.groups else "add", forms.ValidationError(message, params=facts)
                )
        return told

    def asked(self) -> Asked:
        """What the address means, in canonical order. Of a valid form."""
        told = self.cleaned_data
        return Asked(
            _sorted(told["indicator"]), _sorted([*told["area"], *told["add"]]), _sorted(told["group"]), _sorted(told["sex"]),
            _sorted(told["age"]), told["by"], told["start"], told["end"], told["origin"], told["newest"], told["view"] or "table",
        )  # fmt: skip


def _sorted(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(codes)))


def group_choices(places: Places) -> list[tuple[str, Text]]:
    """Groups by name; one without a name in the reader's language says in which it stands."""
    named = {code: pick(places.group_names(code)) for code in places.groups}
    return sorted(named.items(), key=lambda item: item[1].text)
