"""Answers of a report: one by one, or a section as a workbook."""

from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability import access, actions, forms
from accord.accountability.forms.sections import Held, cells_of, check_cells
from accord.accountability.models import Answer, Report, Section
from accord.accountability.question_kinds import KINDS
from accord.accountability.reads.beginnings import beginning_of
from accord.accountability.reads.onward import next_unwritten
from accord.accountability.reads.sections import answers_of, questions_of
from accord.formats.answers import read_answers, write_answers
from accord.formats.messages import Unreadable
from accord.formats.result import Refusal
from accord.kit.access import members_only
from accord.kit.faults import fault_words
from accord.kit.texts import reader_language
from accord.record.editing import Editing, edit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@members_only
def write_answer(request: HttpRequest, ref: str, question: str) -> HttpResponse:
    report, asked, hat = access.to_answer_question(request.user, ref, question)
    answer = Answer.objects.filter(report=report, question=asked).first()
    begun = None if answer else beginning_of(report, asked)
    value = answer.value if answer else begun.value if begun else {}
    warning = f"{begun.where} {_('Nobody has said it in this report yet: look at it before you save.')}" if begun else ""
    page = Editing(
        _("Answer a question"), _("Save"), ref, report.url, lead=str(asked.section.name), quote=str(asked.text),
        quote_lang=asked.text.lang, world=report.area.world, warning=warning, hint=asked.hint, onward=_("Save and go on"),
    )  # fmt: skip
    initial: dict[str, Any] = KINDS[asked.kind].initial(asked, value)
    if answer or begun:
        initial |= {"said": answer.said, "reason": answer.reason} if answer else {"said": begun.said, "reason": begun.reason}  # type: ignore[union-attr]

    def save(given: dict[str, Any], version: int) -> str:
        told = given["told"] | {"language": reader_language()}
        actions.write_answer(report, asked, told, version=version, by=hat)
        return next_unwritten(report, f"answer/{question}/") if "onward" in request.POST else f"{report.url}#q-{asked.code}"

    form = partial(forms.QuestionAnswerForm, question=asked, value=value)
    key, version = f"answer/{ref}/{question}", answer.version if answer else 0
    return edit(request, form, page, key=key, version=version, initial=initial, save=save, done=_("The answer is saved."))


def held_in(report: Report, section: Section) -> list[Held]:
    """Each question with its answer, or with what it begins with."""
    answers = answers_of(report, section)
    return [_held(report, q, answers.get(q.pk)) for q in questions_of(section)]


def _held(report: Report, question: Any, answer: Answer | None) -> Held:
    if answer:
        return Held(question, answer.told(), answer.told(), answer.version)
    begun = beginning_of(report, question)
    return Held(question, None, {"value": begun.value, "reason": begun.reason} if begun else {}, 0, begun.where if begun else "")


def workbook(name: str, title: str, held: list[Held]) -> HttpResponse:
    response = HttpResponse(write_answers(title, cells_of(held)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@members_only
def section_workbook(request: HttpRequest, ref: str, section: str) -> HttpResponse:
    report, found, _hat = access.to_write_section(request.user, ref, section)
    return workbook(f"{ref}-{section}", str(found.name), held_in(report, found))


class Refused(Exception):
    """A workbook that is not taken; `refused` says why, by row."""

    def __init__(self, refused: list[Refusal]) -> None:
        super().__init__()
        self.refused = refused


def answers_in(data: bytes, held: list[Held]) -> list[tuple[Any, dict[str, Any], int]]:
    """What a workbook answers. Raises Refused with all that is wrong."""
    try:
        read = read_answers(data)
    except Unreadable as fault:
        raise Refused([Refusal(0, "", "", fault.message, fault.code, fault.params)]) from fault
    answers, refused = check_cells(held, read.cells) if not read.refused else ([], list(read.refused))
    if refused:
        raise Refused(refused)
    return answers


def as_errors(refused: list[Refusal]) -> list[str]:
    """A sentence a row; rows are numbered as the spreadsheet shows them."""
    return [
        _("Row %(row)d: %(message)s") % {"row": r.row + 1, "message": fault_words(r).text} if r.row else fault_words(r).text
        for r in refused[:50]
    ]


@members_only
def take_workbook(request: HttpRequest, ref: str, section: str) -> HttpResponse:
    report, found, hat = access.to_write_section(request.user, ref, section)
    page = Editing(
        _("Take in a workbook"), _("Take it in"), ref, report.url, lead=str(found.name), world=report.area.world,
    )  # fmt: skip
    written: list[int] = []

    def save(given: dict[str, Any], version: int) -> str:
        held = held_in(report, found)
        try:
            answers = answers_in(given["file"].read(2_000_001), held)
        except Refused as fault:
            raise django_forms.ValidationError(as_errors(fault.refused)) from fault
        stale = _stale(answers, held)
        if stale:
            raise django_forms.ValidationError(stale)
        told = [(question, told | {"language": reader_language()}, version) for question, told, version in answers]
        written.append(actions.take_section(report, found, told, by=hat)[0])
        return f"{report.url}#s-{found.code}"

    key = f"workbook/{ref}/{section}"
    answer = edit(request, forms.WorkbookForm, page, key=key, version=0, initial={}, save=save)
    if answer.status_code == 302:
        for n in written:
            messages.success(
                request, ngettext("%(count)s answer is taken in.", "%(count)s answers are taken in.", n) % {"count": n}
            )
    return answer


def _stale(answers: list[tuple[Any, dict[str, Any], int]], held: list[Held]) -> list[str]:
    """Answers that somebody saved since the workbook was taken, and that it would write over."""
    now = {one.question.pk: one for one in held}
    words = _("Question “%(asked)s” was answered here since the workbook was taken. Take a new workbook, or mend it on its page.")
    return [
        words % {"asked": question.text} for question, told, version in answers
        if now[question.pk].version != version and _differ(now[question.pk].told, told)
    ]  # fmt: skip


def _differ(held: dict[str, Any] | None, told: dict[str, Any]) -> bool:
    return held is None or any(held[name] != told[name] for name in ("said", "value", "reason"))


def render_public(request: HttpRequest, template: str, told: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page behind a link: kept by nobody, found by no search engine."""
    response = render(request, template, told, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
