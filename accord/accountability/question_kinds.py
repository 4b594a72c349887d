"""One small class for each kind of question: its fields, and the value that they make.

Values as they are kept: text `{"text"}`, choice `{"choice", "more"}`, number `{"value", "year", "source"}` (a decimal as text),
table `{"rows": [{column code: text}]}` (with `"row"`, its code, where rows are fixed), evidence `{"items": [{"what", "url"}]}`.
"""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.accountability.measuring import in_scale
from accord.accountability.models import Kind, Question
from accord.indicators.words import unit
from accord.kit.templatetags.kit import text
from accord.kit.texts import pick
from accord.kit.widgets import NumberText
from accord.record.fields import Figure, GatedText, GatedURL

MOST_ROWS, MOST_ITEMS = 30, 10
SPARE = 2  # empty rows behind those that hold something

type Value = Mapping[str, Any]


class QuestionKind(Protocol):
    def fields(self, question: Question, rows: int) -> dict[str, forms.Field]: ...
    def initial(self, question: Question, value: Value) -> dict[str, Any]: ...
    def value(self, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        """Empty where nothing was answered."""
        ...

    def faults(self, question: Question, given: Mapping[str, Any]) -> list[tuple[str, str | Promise]]: ...
    def rows(self, question: Question, value: Value) -> int: ...


class _OneRow:
    """What kinds without rows have in common."""

    def faults(self, question: Question, given: Mapping[str, Any]) -> list[tuple[str, str | Promise]]:
        return []

    def rows(self, question: Question, value: Value) -> int:
        return 1


class TextKind(_OneRow):
    def fields(self, question: Question, rows: int) -> dict[str, forms.Field]:
        return {"text": GatedText(label=_("Answer"), long=7, required=False)}

    def initial(self, question: Question, value: Value) -> dict[str, Any]:
        return {"text": value.get("text", "")}

    def value(self, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"text": given["text"]} if given.get("text") else {}


class ChoiceKind(_OneRow):
    def fields(self, question: Question, rows: int) -> dict[str, forms.Field]:
        choices = [(one["code"], text(pick(one["names"]))) for one in question.options]
        return {
            "choice": forms.ChoiceField(label=_("Answer"), choices=choices, widget=forms.RadioSelect, required=False),
            "more": GatedText(label=_("More about it"), long=3, required=False),
        }

    def initial(self, question: Question, value: Value) -> dict[str, Any]:
        known = {one["code"] for one in question.options}
        return {"choice": value["choice"], "more": value.get("more", "")} if value.get("choice") in known else {}

    def value(self, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"choice": given["choice"], "more": given.get("more", "")} if given.get("choice") else {}


class NumberKind(_OneRow):
    def fields(self, question: Question, rows: int) -> dict[str, forms.Field]:
        code = question.indicator.unit if question.indicator else ""
        told = _now("Unit: %(unit)s") % {"unit": unit(code)} if code else ""
        return {
            "value": Figure(label=_("Figure"), required=False, help_text=told, per_cent=code == "percent"),
            "year": forms.IntegerField(label=_("Its year"), required=False, min_value=1990, max_value=2100, widget=NumberText()),
            "source": GatedText(label=_("Source of the figure"), required=False, max_length=300),
        }

    def initial(self, question: Question, value: Value) -> dict[str, Any]:
        return {name: value.get(name, "") for name in ("value", "year", "source")}

    def value(self, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        if given.get("value") is None:
            return {}
        return {"value": f"{given['value'].normalize():f}", "year": given.get("year"), "source": given.get("source", "")}

    def faults(self, question: Question, given: Mapping[str, Any]) -> list[tuple[str, str | Promise]]:
        if given.get("value") is None:
            return []
        found: list[tuple[str, str | Promise]] = []
        if given.get("year") is None:
            found.append(("year", _now("A figure and its year go together.")))
        if not given.get("source"):
            found.append(("source", _now("Name the source of the figure.")))
        if question.indicator and not in_scale(question.indicator, given["value"]):
            found.append(("value", _now("It is a share: a number from 0 to 100.")))
        return found


class TableKind:
    """Rows are fixed by the question, or as many as the writer needs."""

    def fields(self, question: Question, rows: int) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {}
        for n in range(1, (len(question.rows) or rows) + 1):
            row = str(pick(question.rows[n - 1]["names"])) if question.rows else _now("Row %(n)s") % {"n": n}
            for column in question.columns:
                label = f"{row} – {pick(column['names'])}"
                made[f"r{n}_{column['code']}"] = GatedText(label=label, required=False, max_length=500)
        return made

    def initial(self, question: Question, value: Value) -> dict[str, Any]:
        held = list(value.get("rows", ()))
        if question.rows:  # by their codes: an earlier version may have had others
            by_code = {row.get("row"): row for row in held}
            held = [by_code.get(row["code"], {}) for row in question.rows]
        return {
            f"r{n}_{column['code']}": row.get(column["code"], "")
            for n, row in enumerate(held, start=1) for column in question.columns
        }  # fmt: skip

    def value(self, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        found = []
        for n in range(1, (len(question.rows) or MOST_ROWS) + 1):
            row = {c["code"]: given.get(f"r{n}_{c['code']}") or "" for c in question.columns}
            if question.rows:
                found.append(row | {"row": question.rows[n - 1]["code"]})
            elif any(row.values()):
                found.append(row)
        filled = any(text for row in found for code, text in row.items() if code != "row")
        return {"rows": found} if filled else {}

    def faults(self, question: Question, given: Mapping[str, Any]) -> list[tuple[str, str | Promise]]:
        return []

    def rows(self, question: Question, value: Value) -> int:
        return len(question.rows) or min(len(value.get("rows", ())) + SPARE, MOST_ROWS)


class EvidenceKind:
    def fields(self, question: Question, rows: int) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {}
        for n in range(1, min(rows, MOST_ITEMS) + 1):
            label = _now("Document %(n)s") % {"n": n}
            made[f"what{n}"] = GatedText(label=label, required=False, max_length=300)
            made[f"url{n}"] = GatedURL(label=_now("Its address on the web (document %(n)s)") % {"n": n}, required=False)
        return made

    def initial(self, question: Question, value: Value) -> dict[str, Any]:
        items = enumerate(value.get("items", ()), start=1)
        return {name: one.get(part, "") for n, one in items for name, part in ((f"what{n}", "what"), (f"url{n}", "url"))}

    def value(self, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        numbers = range(1, MOST_ITEMS + 1)
        items = [{"what": given[f"what{n}"], "url": given.get(f"url{n}") or ""} for n in numbers if given.get(f"what{n}")]
        return {"items": items} if items else {}

    def faults(self, question: Question, given: Mapping[str, Any]) -> list[tuple[str, str | Promise]]:
        bare = [n for n in range(1, MOST_ITEMS + 1) if given.get(f"url{n}") and not given.get(f"what{n}")]
        return [(f"what{n}", _now("Say what stands at this address.")) for n in bare]

    def rows(self, question: Question, value: Value) -> int:
        return min(len(value.get("items", ())) + SPARE, MOST_ITEMS)


KINDS: dict[str, QuestionKind] = {
    Kind.TEXT: TextKind(), Kind.CHOICE: ChoiceKind(), Kind.NUMBER: NumberKind(), Kind.TABLE: TableKind(),
    Kind.EVIDENCE: EvidenceKind(),
}  # fmt: skip
NUMBERED = re.compile(r"(?:r|what|url)(\d{1,3})(?:_c\d+)?\Z")


def rows_in(names: Mapping[str, Any] | list[str], prefix: str = "") -> int:
    """The highest row that sent or read names of fields speak of."""
    lead = f"{prefix}-" if prefix else ""
    hits = (NUMBERED.match(name.removeprefix(lead)) for name in names if name.startswith(lead))
    return max((min(int(hit[1]), MOST_ROWS) for hit in hits if hit), default=0)
