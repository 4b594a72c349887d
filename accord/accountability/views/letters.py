"""A signature by letter: sent in by the country, checked by an officer."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Report, SignatureLetter
from accord.accountability.reads.guards import content_digest, report_facts
from accord.accountability.reads.reports import GuardLine, step_offer
from accord.accountability.reads.shown import report_parts
from accord.accountability.states import step_named
from accord.kit import locale_format
from accord.kit.access import members_only
from accord.record.editing import Editing, Part, edit

SUFFIX = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def fingerprint_words(digest: str) -> str:
    """The first sixteen letters in fours, to be written into a letter and compared by eye."""
    return " ".join(digest[n : n + 4] for n in range(0, 16, 4))


def _must_say(report: Report, digest: str) -> Part:
    return Part(
        _("What the letter must say"),
        [
            (_("Report"), report.ref),
            (_("Reporting cycle"), report.cycle.name),
            (_("Fingerprint of the text"), fingerprint_words(digest)),
        ],
    )


@members_only
def send_letter(request: HttpRequest, ref: str) -> HttpResponse:
    report, hat = access.to_send_letter(request.user, ref)
    step = step_named("sign")
    assert step is not None
    digest = content_digest(report)
    page = Editing(
        _("Sign by letter"), _("Send it in"), ref, report.url, world=report.area.world,
        lead=_(
            "The validating authority signs on paper; an officer of the secretariat looks at the letter. "
            "The report then says that it was signed by letter."
        ),
        lines=step_offer(step, report_facts(report)).guards,
        parts=[_must_say(report, digest), *report_parts(report, with_ratings=False)],
        warning=_("When the text is changed after this, the letter does not hold for it any more."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("office", "dated", "shown")}
        try:
            actions.upload_letter(report, given["file"], by=hat, **told)
        except actions.Unmet as unmet:
            raise django_forms.ValidationError(unmet.words) from unmet
        return report.url

    done = _("The letter is sent in. An officer looks at it.")
    return edit(request, forms.LetterForm, page, key=f"letter/{ref}", version=0, initial={"shown": digest}, save=save, done=done)


@members_only
def letter_file(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """As a file to be kept, never shown within a page of ours."""
    letter = access.access_letter(request.user, ref, number)
    response = HttpResponse(bytes(letter.data), content_type=letter.kind)
    response["Content-Disposition"] = f'attachment; filename="letter-{ref}-{number}.{SUFFIX[letter.kind]}"'
    response["Cache-Control"] = "private, no-store"
    return response


@members_only
def check_letter(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    letter, hat = access.to_check_letter(request.user, ref, number, sent=request.method == "POST")
    report = letter.report
    page = Editing(
        _("Check a signed letter"), _("Decide"), _("My page"), "my/", lead=f"{report.area} · {report.cycle.name}",
        world=report.area.world, parts=[_must_say(report, letter.covers), Part(_("The letter"), _facts(letter))],
        lines=[GuardLine(_("The text is the one that the letter was sent in for."), letter.covers == content_digest(report))],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            actions.check_letter(letter, accept=given["decision"] == "accept", reason=given["reason"], by=hat)
        except actions.Unmet as unmet:
            raise django_forms.ValidationError(unmet.words) from unmet
        return "my/"

    done = _("Your decision is kept; the country sees it.")
    key = f"letter/{ref}/{number}"
    return edit(request, forms.LetterCheckForm, page, key=key, version=0, initial={}, save=save, done=done)


def _facts(letter: SignatureLetter) -> list[tuple[str, Any]]:
    address = reverse("letter_file", args=[letter.report.ref, letter.pk])
    return [
        (_("Who signed it"), letter.office), (_("Day of the letter"), locale_format.day(letter.dated)),
        (_("Sent in by"), str(letter.uploaded_by)),
        (_("File"), format_html('<a href="{}">{}</a>', address, _("Open the letter"))),
        (_("SHA-256 of the file"), format_html('<span class="digest">{}</span>', letter.sha256)),
    ]  # fmt: skip
