"""Forms of a reporting cycle: joining, writing, signing, assessing, replying."""

from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Commitment, Entry, Rating, Report
from accord.accountability.reads.guards import asked_questions, report_facts, reported_commitments
from accord.accountability.reads.onward import next_unrated, next_unwritten
from accord.accountability.reads.reports import step_offer
from accord.accountability.reads.shown import (
    contradiction,
    entry_part,
    measures_part,
    milestones_part,
    rating_facts,
    report_parts,
)  # fmt: skip
from accord.accountability.reads.words import counting
from accord.accountability.standing import report_digest
from accord.accountability.states import step_named
from accord.kit.access import members_only
from accord.kit.locale_format import day
from accord.kit.texts import reader_language
from accord.record.editing import Editing, Part, edit


@members_only
def join(request: HttpRequest, slug: str) -> HttpResponse:
    cycle, hat = access.to_join(request.user, slug)
    page = Editing(
        _("Join the reporting cycle"), _("Join"), str(cycle.name), cycle.url, world=cycle.world,
        lead=_("Your country joins by this act. Its report is then due on %(day)s, and late is told as late.")
        % {"day": day(cycle.due)},
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.join_cycle(cycle, by=hat).url

    done = _("Your country has joined. Its report begins as a draft.")
    return edit(request, forms.ConfirmForm, page, key=f"join/{slug}", version=0, initial={}, save=save, done=done)


@members_only
def write_summary(request: HttpRequest, ref: str) -> HttpResponse:
    report, hat = access.to_write(request.user, ref)
    fresh = not report.summary
    page = Editing(
        _("Write the summary") if fresh else _("Change the summary"), _("Save"), ref, report.url, world=report.area.world,
        count=counting(report, "summary"), onward=_("Save and go on"),
    )  # fmt: skip
    initial = {"summary": report.summary, "language": translation.get_language() if fresh else report.language}

    def save(given: dict[str, Any], version: int) -> str:
        actions.write_summary(report, summary=given["summary"], language=given["language"], version=version, by=hat)
        return next_unwritten(report, "summary/") if "onward" in request.POST else report.url

    key = f"report/{ref}"
    return edit(
        request,
        forms.SummaryForm,
        page,
        key=key,
        version=report.version,
        initial=initial,
        save=save,
        done=_("The summary is saved."),
    )


def _commitment_in(report: Report, ref: str) -> Commitment:
    found = next((c for c in reported_commitments(report) if c.ref == ref), None)
    if found is None:
        raise Http404
    return found


@members_only
def write_entry(request: HttpRequest, ref: str, commitment: str) -> HttpResponse:
    report, hat = access.to_write(request.user, ref)
    found = _commitment_in(report, commitment)
    entry = Entry.objects.filter(report=report, commitment=found).first()
    measures = list(found.measures.standing().select_related("indicator"))
    last = None if entry else _newest_entry(report, found)
    begins = _("It begins with what the last report said (%(cycle)s).") % {"cycle": last.report.cycle.name} if last else ""
    warning = f"{begins} {_('Nobody has said it in this report yet: look at it before you save.')}" if last else ""
    page = Editing(
        _("Tell how far the commitment is"), _("Save"), ref, report.url, quote=found.text, quote_lang=found.language,
        lead=found.heading, world=report.area.world, parts=[*milestones_part(found), *measures_part(found)], warning=warning,
        count=counting(report, "rationale", "evidence", of=found), onward=_("Save and go on"),
    )  # fmt: skip
    initial: dict[str, Any] = {}
    if told := entry or last:
        initial = {name: getattr(told, name) for name in ("completion", "rationale", "evidence", *Entry.FURTHER)}
        values = {v["indicator"]: v for v in told.values}
        for n, measure in enumerate(measures, start=1):
            one = values.get(measure.indicator.code, {})
            initial |= {f"{name}_{n}": one.get(name) for name in ("value", "year", "status", "source")}

    def save(given: dict[str, Any], version: int) -> str:
        actions.write_entry(report, found, given | {"language": reader_language()}, version=version, by=hat)
        if against := contradiction(given["completion"], found.milestones.all()):
            messages.warning(request, against)
        return next_unwritten(report, f"tell/{commitment}/") if "onward" in request.POST else f"{report.url}#{commitment}"

    form = partial(forms.EntryForm, measures=measures)
    version = entry.version if entry else 0
    key = f"report/{ref}/{commitment}"
    return edit(request, form, page, key=key, version=version, initial=initial, save=save, done=_("Progress is saved."))


def _newest_entry(report: Report, commitment: Commitment) -> Entry | None:
    """A new report begins from the last one."""
    earlier = Entry.objects.filter(commitment=commitment, report__cycle__opens__lt=report.cycle.opens)
    return earlier.select_related("report__cycle").order_by("-report__cycle__opens").first()


@members_only
def take_step(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    step = step_named(code)
    if step is None:
        raise Http404
    report, hat = access.to_step(request.user, ref, step, sent=request.method == "POST")
    offer = step_offer(step, report_facts(report))
    judged = step.start in (Report.State.PUBLISHED, Report.State.RATED)  # the assessor's own ratings, or all of them
    page = Editing(
        offer.words, offer.words, ref, report.url, lead=f"{report.area} · {report.cycle.name}", world=report.area.world,
        lines=offer.guards, parts=report_parts(report, with_ratings=judged), warning=offer.warning, plain=step.ends_replies,
    )  # fmt: skip
    form: Any = forms.ReasonForm if step.needs_reason else forms.FinishForm if step.ends_replies else forms.ConfirmForm
    if step.code == "return":  # the completeness check gives points back
        form = partial(forms.ReturnForm, questions=[(q.code, str(q.text)) for q in asked_questions(report)])

    def save(given: dict[str, Any], version: int) -> str:
        try:
            told = {"reason": given.get("reason", ""), "shown": given["shown"], "sure": given.get("sure", False)}
            told["points"] = given.get("points") or []
            return actions.take_step(report, step, by=hat, **told).url
        except actions.Unmet as unmet:
            raise django_forms.ValidationError(unmet.words) from unmet

    key = f"step/{ref}/{code}"
    initial = {"shown": report_digest(report.pk)}
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=step.said)


@members_only
def take_up(request: HttpRequest, ref: str) -> HttpResponse:
    report, hat = access.to_assess(request.user, ref)
    page = Editing(
        _("Take up the assessment"), _("Take it up"), ref, report.url, lead=f"{report.area} · {report.cycle.name}",
        world=report.area.world,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = given["declaration"]
        return actions.take_up_assessment(report, declaration=told, by=hat, language=reader_language()).url

    key = f"assess/{ref}"
    initial = {"declaration": report.declaration}
    done = _("The assessment is yours. Rate each commitment, then release them together.")
    return edit(request, forms.DeclarationForm, page, key=key, version=0, initial=initial, save=save, done=done)


@members_only
def rate(request: HttpRequest, ref: str, commitment: str) -> HttpResponse:
    report, hat = access.to_rate(request.user, ref)
    found = _commitment_in(report, commitment)
    rating = Rating.objects.filter(report=report, commitment=found).first()
    page = Editing(
        _("Rate the commitment"), _("Save"), ref, report.url, quote=found.text, quote_lang=found.language,
        lead=found.heading, world=report.area.world,
        parts=[*entry_part(report, found), *milestones_part(found), *measures_part(found)], onward=_("Save and go on"),
    )  # fmt: skip
    names = ("completion", "ambition", "change", "confidence", "rationale", "evidence")
    initial = {name: getattr(rating, name) for name in names} if rating else {}

    def save(given: dict[str, Any], version: int) -> str:
        actions.rate(report, found, given | {"language": reader_language()}, version=version, by=hat)
        return next_unrated(report, f"rate/{commitment}/") if "onward" in request.POST else f"{report.url}#{commitment}"

    version = rating.version if rating else 0
    done = _("The rating is saved. Nobody else sees it until you release the assessment.")
    key = f"rate/{ref}/{commitment}"
    return edit(request, forms.RatingForm, page, key=key, version=version, initial=initial, save=save, done=done)


@members_only
def reply(request: HttpRequest, ref: str, commitment: str) -> HttpResponse:
    report, hat = access.to_reply(request.user, ref)
    rating = Rating.objects.filter(report=report, commitment__ref=commitment).select_related("commitment").first()
    if rating is None:
        raise Http404
    page = Editing(
        _("Reply to the rating"), _("Save the reply"), ref, report.url, quote=rating.commitment.text,
        quote_lang=rating.commitment.language, lead=rating.commitment.heading, world=report.area.world,
        parts=[Part(_("The rating you reply to"), rating_facts(rating)), *entry_part(report, rating.commitment)],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.reply(rating, text=given["text"], version=version, by=hat, language=reader_language())
        return f"{report.url}#{commitment}"

    key = f"reply/{ref}/{commitment}"
    initial = {"text": rating.reply}
    return edit(
        request, forms.ReplyForm, page, key=key, version=rating.reply_version, initial=initial, save=save,
        done=_("Your reply stands beside the rating."),
    )  # fmt: skip
