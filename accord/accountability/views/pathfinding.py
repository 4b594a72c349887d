"""Pathfinding: the page of a country, and its forms."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms, reads
from accord.accountability.models import ChecklistItem, HostDecision, SelfAssessment
from accord.accountability.requirements import REQUIREMENTS
from accord.kit import locale_format
from accord.kit.access import members_only, public, staff_session
from accord.kit.interface import spoken_language
from accord.kit.pages import show
from accord.kit.texts import reader_language
from accord.people.models import Area
from accord.record.editing import Editing, edit
from accord.record.reads import follows


def _url(area: Area) -> str:
    return f"countries/{area.iso3}/pathfinding/"


def _page(area: Area, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, f"Pathfinding · {area.name}", _url(area), world=area.world, **more)


@public
def pathfinding(request: HttpRequest, iso3: str) -> HttpResponse:
    page = reads.pathfinding_page(iso3, request.user)
    extra = {"followed": follows(request.user, f"pathfinding/{page.iso3}")}
    return show(request, "accountability/pathfinding.html", page, extra=extra)


@members_only
def attest_item(request: HttpRequest, iso3: str, code: str) -> HttpResponse:
    area, hat = access.to_attest(request.user, iso3)
    if code not in REQUIREMENTS:
        raise Http404
    there = ChecklistItem.objects.filter(of__area=area, requirement=code).first()
    initial = {name: getattr(there, name) for name in ("status", "words", "evidence", "language")} if there else {}

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("status", "words", "evidence", "language")}
        actions.attest_item(area, code, **told, version=version, by=hat)
        return f"{_url(area)}#list"

    page = _page(
        area, str(REQUIREMENTS[code]), _("Attest and publish"),
        lead=_("You attest it in your capacity, with today's date. Everyone sees it; what was said before stays in the history."),
    )  # fmt: skip
    return edit(
        request, forms.ItemForm, page, key=f"pathfinding/{area.iso3}/{code}", version=there.version if there else 0,
        initial={"language": translation.get_language()} | initial, save=save, done=_("It is attested and public."),
    )  # fmt: skip


@members_only
def assess_self(request: HttpRequest, iso3: str) -> HttpResponse:
    area, hat = access.to_attest(request.user, iso3)
    newest = SelfAssessment.objects.filter(of__area=area).first()
    initial: dict[str, Any] = {"language": translation.get_language()}
    if newest:
        initial |= {"process": "", "language": newest.language}
        initial |= {f"{part}_{code}": mark[part] for code, mark in newest.marks.items() for part in ("level", "why")}

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("process", "language")}
        actions.assess_self(area, given["marks"], **told, version=version, by=hat)
        return f"{_url(area)}#self"

    page = _page(
        area, _("Assess your country against the eight principles"), _("Publish the self-assessment"),
        lead=_("It becomes a version of its own. The earlier ones stay readable as they were."),
    )  # fmt: skip
    return edit(
        request, forms.SelfAssessmentForm, page, key=f"pathfinding/{area.iso3}/principles",
        version=newest.version if newest else 0, initial=initial, save=save, done=_("The self-assessment is public."),
    )  # fmt: skip


@staff_session
def enter_decision(request: HttpRequest, iso3: str) -> HttpResponse:
    area, hat = access.to_enter_decision(request.user, iso3)

    def save(given: dict[str, Any], version: int) -> str:
        actions.enter_decision(area, stage=given["stage"], decided_on=given["decided_on"], document=given["document"], by=hat)
        return f"{_url(area)}#host"

    page = _page(
        area, _("Enter a decision of the host"), _("Enter it"),
        lead=_("The status is the host's, not ours: enter what its document says, with the address of the document."),
    )  # fmt: skip
    key = f"pathfinding/{area.iso3}/decision"
    return edit(request, forms.DecisionForm, page, key=key, version=0, initial={}, save=save, done=_("The decision is entered."))


@staff_session
def take_back_decision(request: HttpRequest, iso3: str, number: int) -> HttpResponse:
    found, hat = access.to_take_back_decision(request.user, iso3, number, sent=request.method == "POST")

    def save(given: dict[str, Any], version: int) -> str:
        actions.take_back_decision(found, by=hat, reason=given["reason"])
        return f"{_url(found.of.area)}#host"

    page = _page(
        found.of.area, _("Take back an entered decision"), _("Take it back"),
        quote=f"{found.get_stage_display()}, {locale_format.day(found.decided_on)}",
        quote_lang=spoken_language(HostDecision.Stage(found.stage).label, reader_language()),
        lead=_("For what was entered in error. It stays readable, with your reason beside it."),
    )  # fmt: skip
    key = f"pathfinding/{found.of.area.iso3}/back/{number}"
    return edit(request, forms.ReasonForm, page, key=key, version=0, initial={}, save=save, done=_("It is done."))
