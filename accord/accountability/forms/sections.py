"""All questions of a section at once: as one form on a page, and as cells of a workbook. Both are checked by the same forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from accord.accountability.forms.answers import AnswerFields
from accord.accountability.models import Kind, Question, Said
from accord.accountability.question_kinds import KINDS
from accord.formats.answers import AnswerCell
from accord.formats.result import Refusal
from accord.kit.texts import LANGUAGES, pick

type Told = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """A question with what its form shows: a saved answer, or a beginning that nobody has said yet."""

    question: Question
    told: Told | None  # saved: said, value, reason
    begun: Told  # what the fields began with, where nothing is saved; else the same
    version: int = 0
    where: str = ""

    def initial(self) -> dict[str, Any]:
        shown = self.told or self.begun
        fields = KINDS[self.question.kind].initial(self.question, shown.get("value", {}))
        said = {"said": self.told["said"]} if self.told else {}
        return fields | said | {"reason": shown.get("reason", "")}

    def form(self, data: Mapping[str, Any] | None = None, **given: Any) -> AnswerFields:
        value = (self.told or self.begun).get("value", {})
        return AnswerFields(data, question=self.question, value=value, begun=self.begun, **given)


def forms_of(held: Sequence[Held], data: Mapping[str, Any] | None = None) -> list[AnswerFields]:
    """One form a question, its fields led by its code."""
    return [one.form(data, initial=one.initial(), prefix=one.question.code) for one in held]


def told_by(made: Sequence[AnswerFields]) -> list[tuple[Question, Told]]:
    """The answers of valid forms; questions that stay open are left out."""
    return [(f.question, f.cleaned_data["told"]) for f in made if f.cleaned_data["told"] is not None]


def cells_of(held: Sequence[Held]) -> list[AnswerCell]:
    """The rows of the workbook, in the order of the forms, in the reader's language."""
    cells: list[AnswerCell] = []
    for one in held:
        form, initial = one.form(initial=one.initial()), one.initial()
        for name, field in form.fields.items():
            words = f"{one.question.text} – {strip_tags(str(field.label))}{_ways(one.question, name)}"
            answer = "" if initial.get(name) is None else str(initial.get(name, ""))
            cells.append(AnswerCell(len(cells) + 1, one.question.code, name, one.version, answer, words))
    return cells


def _ways(question: Question, name: str) -> str:
    """What may be written where one of several is chosen."""
    if name == "said":
        return f" ({', '.join(f'{code} = {label}' for code, label in Said.choices)})"
    if name == "choice":
        return f" ({', '.join(f'{o["code"]} = {pick(o["names"])}' for o in question.options)})"
    return ""


def check_cells(held: Sequence[Held], cells: Sequence[AnswerCell]) -> tuple[list[tuple[Question, Told, int]], list[Refusal]]:
    """The answers that a workbook gives, each with the version that it was taken at; and what is wrong, by row."""
    known = {one.question.code: one for one in held}
    refused: list[Refusal] = []
    by_question: dict[str, list[AnswerCell]] = {}
    for cell in cells:
        if cell.question in known:
            by_question.setdefault(cell.question, []).append(cell)
        else:
            refused.append(_refusal(cell, _("This section asks no question “%(code)s”.") % {"code": cell.question[:20]}))
    answers: list[tuple[Question, Told, int]] = []
    for code, own in by_question.items():
        one = known[code]
        form = one.form({c.field: _code_of(one.question, c) for c in own})
        refused += [
            _refusal(c, _("The question has no field “%(name)s”.") % {"name": c.field[:20]})
            for c in own
            if c.field not in form.fields
        ]
        if not form.is_valid():
            refused += _faults(form, own)
        elif form.cleaned_data["told"] is not None:
            answers.append((one.question, form.cleaned_data["told"], own[0].version))
    return answers, sorted(refused, key=lambda r: r.row)


def _code_of(question: Question, cell: AnswerCell) -> str:
    """A choice may be written by its code or by its words in any language."""
    written = cell.answer.strip()
    if cell.field == "said":
        return {str(label).casefold(): code for code, label in Said.choices}.get(written.casefold(), written)
    if cell.field == "choice" and question.kind == Kind.CHOICE:
        words = {str(pick(o["names"], lang)).casefold(): o["code"] for o in question.options for lang in LANGUAGES}
        return str(words.get(written.casefold(), written))
    return written


def _faults(form: forms.Form, own: Sequence[AnswerCell]) -> list[Refusal]:
    rows = {cell.field: cell for cell in own}
    return [_refusal(rows.get(name, own[0]), " ".join(str(e) for e in errors)) for name, errors in form.errors.items()]


def _refusal(cell: AnswerCell, message: str) -> Refusal:
    return Refusal(cell.row, cell.field, cell.answer[:80], message, "answer")
