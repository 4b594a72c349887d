"""Threats, joint solutions, joint statements."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit.access import members_only, public
from accord.kit.asked import whole_number
from accord.kit.pages import show
from accord.record.actions import tie_digest
from accord.record.editing import Editing, edit
from accord.record.models import Link
from accord.record.reads import follows
from accord.record.sending import sent_before
from accord.spaces import access, forms
from accord.spaces.access.things import Thing
from accord.spaces.actions import statements as signing
from accord.spaces.actions import threats as actions
from accord.spaces.forms.threats import PARTS, sources_as_typed
from accord.spaces.models import Platform, Solution, Statement, Threat
from accord.spaces.reads import threats as reads
from accord.spaces.views.platforms import about, asked_of
from accord.spaces.wording import WRITTEN


def of_thing(thing: Thing, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, thing.title, thing.url, world=thing.platform.world, **more)


def fields_of(thing: Thing) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in WRITTEN[type(thing)].fields}


def in_language() -> dict[str, Any]:
    return {"language": translation.get_language()}


@public
def threats(request: HttpRequest) -> HttpResponse:
    page = reads.threat_list(
        asked_of(request, "form", "country", "world"), whole_number(request.GET.get("after", "")), request.user
    )
    return show(request, "spaces/threats.html", page)


@public
def threat(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"threats/{ref}")}
    return show(request, "spaces/threat.html", reads.threat_page(ref, request.user), extra=extra)


@members_only
def new_threat(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work(request.user, ref)
    page = about(
        found, _("Describe a threat"), _("Save"), lead=_("Facts with their sources. No child, no place that could be found.")
    )

    def save(given: dict[str, Any], version: int) -> str:
        return actions.describe_threat(found, given, by=hat).url

    form = partial(forms.ThreatForm, platform=found)
    done = _("The threat is described.")
    return edit(request, form, page, key=f"threat/new/{ref}", version=0, initial=in_language(), save=save, done=done)


@members_only
def edit_threat(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Threat, ref)
    owner = Link.objects.filter(card__ref=found.card_ref, relation="held_by").select_related("other").first()
    initial = fields_of(found) | {
        "form": found.form.code, "others": list(found.others.values_list("code", flat=True)), "sources": sources_as_typed(found),
        "owner_card": owner.other.ref if owner else "",
    }  # fmt: skip
    corridor = list(found.corridor.select_related("area"))
    initial |= {part: [c.area for c in corridor if c.part == part] for part in PARTS}

    def save(given: dict[str, Any], version: int) -> str:
        return actions.revise_threat(found, given, version=version, by=hat, reason=given["reason"]).url

    form = partial(forms.ThreatForm, platform=found.platform, revising=True)
    return edit(
        request, form, of_thing(found, _("Revise the threat"), _("Save")), key=f"threat/{ref}", version=found.version,
        initial=initial, save=save, done=_("The threat is saved."),
    )  # fmt: skip


@members_only
def measure_threat(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Threat, ref)
    page = of_thing(
        found, _("Tie an indicator"), _("Tie it"), lead=_("Its newest value and its source are shown from its own page.")
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.measure_threat(found, given["indicator"], by=hat)
        return f"{found.url}#measured"

    key = f"threat/{ref}/measure"
    return edit(request, forms.MeasureThreatForm, page, key=key, version=0, initial={}, save=save, done=_("It is tied."))


@members_only
def unmeasure_threat(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    if before := sent_before(request):  # taken out by the first press
        return before
    found, hat = access.to_work_on(request.user, Threat, ref)
    ties = Link.objects.filter(card__ref=found.card_ref, relation="measured_by", other__ref=f"indicators/{code}")
    tie = ties.select_related("other").first()
    if tie is None:
        raise Http404
    page = of_thing(
        found, _("Take out the indicator"), _("Take it out"), quote=f"{code} – {tie.other.name}",
        lead=_("The journal keeps what was tied, with your reason."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.unmeasure_threat(found, tie.other, by=hat, reason=given["reason"], shown=given["shown"])
        return f"{found.url}#measured"

    key, initial = f"threat/{ref}/measure/{code}/remove", {"shown": tie_digest(tie)}
    return edit(request, forms.ReasonForm, page, key=key, version=0, initial=initial, save=save, done=_("It is done."))


@public
def solution(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"solutions/{ref}")}
    return show(request, "spaces/solution.html", reads.solution_page(ref, request.user), extra=extra)


@members_only
def new_solution(request: HttpRequest, ref: str) -> HttpResponse:
    threat = access.access_thing(request.user, Threat, ref)
    _platform, hat = access.to_work(request.user, threat.platform.ref)
    page = of_thing(threat, _("Propose a joint solution"), _("Save"), quote=threat.text, quote_lang=threat.language)

    def save(given: dict[str, Any], version: int) -> str:
        return actions.propose_solution(threat, given, by=hat).url

    form = partial(forms.SolutionForm, world=threat.platform.world)
    done = _("The joint solution is saved.")
    return edit(request, form, page, key=f"solution/new/{ref}", version=0, initial=in_language(), save=save, done=done)


@members_only
def edit_solution(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Solution, ref)
    initial = fields_of(found) | {"areas": list(found.areas.all()), "owner": found.owner.slug if found.owner else ""}

    def save(given: dict[str, Any], version: int) -> str:
        return actions.revise_solution(found, given, version=version, by=hat, reason=given["reason"]).url

    form = partial(forms.SolutionForm, world=found.platform.world, revising=True)
    page = of_thing(found, _("Revise the joint solution"), _("Save"))
    done = _("The joint solution is saved.")
    return edit(request, form, page, key=f"solution/{ref}", version=found.version, initial=initial, save=save, done=done)


@public
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"statements/{ref}")}
    return show(request, "spaces/statement.html", reads.statement_page(ref, request.user), extra=extra)


@members_only
def new_statement(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work(request.user, ref)
    page = about(found, _("Draft a joint statement"), _("Save as a draft"))

    def save(given: dict[str, Any], version: int) -> str:
        return signing.draft_statement(found, given, by=hat).url

    form = partial(forms.StatementForm, platform=found)
    done = _("The draft is saved.")
    return edit(request, form, page, key=f"statement/new/{ref}", version=0, initial=in_language(), save=save, done=done)


@members_only
def edit_statement(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Statement, ref)
    if found.state != Statement.State.DRAFT and request.method != "POST":
        raise Http404
    initial = fields_of(found) | {"threat": found.threat.ref if found.threat else ""}

    def save(given: dict[str, Any], version: int) -> str:
        return signing.edit_statement(found, given, version=version, by=hat).url

    form, page = partial(forms.StatementForm, platform=found.platform), of_thing(found, _("Edit the joint statement"), _("Save"))
    done = _("The draft is saved.")
    return edit(request, form, page, key=f"statement/{ref}", version=found.version, initial=initial, save=save, done=done)


@members_only
def open_statement(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_work_on(request.user, Statement, ref)
    lead = _("From then on its text does not change, and countries can sign it.")
    page = of_thing(found, _("Open it for signature"), _("Open it"), quote=found.text, quote_lang=found.language, lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        return signing.open_statement(found, version=version, by=hat).url

    key, done = f"statement/{ref}/open", _("Countries can sign it now.")
    return edit(request, forms.OpenForm, page, key=key, version=found.version, initial={}, save=save, done=done)


@members_only
def close_statement(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Statement, ref)
    page = of_thing(found, _("Close the joint statement"), _("Close it"), lead=_("Nobody signs it afterwards; signatures stay."))

    def save(given: dict[str, Any], version: int) -> str:
        return signing.close_statement(found, by=hat, reason=given["reason"]).url

    key = f"statement/{ref}/close"
    return edit(request, forms.ReasonForm, page, key=key, version=0, initial={}, save=save, done=_("It is closed."))


@members_only
def sign_statement(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_sign(request.user, ref)
    if found.platform.state == Platform.State.ARCHIVED or (found.state != Statement.State.OPEN and request.method != "POST"):
        raise Http404
    lead = _("You sign for %(country)s.") % {"country": hat.area.name if hat.area else ""}
    page = of_thing(found, _("Sign the joint statement"), _("Sign it"), quote=found.text, quote_lang=found.language, lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        signing.sign_statement(found, note=given["note"], language=given["language"], by=hat)
        return found.url

    key, done = f"statement/{ref}/sign", _("Your country has signed.")
    return edit(request, forms.SignForm, page, key=key, version=0, initial=in_language(), save=save, done=done)


@members_only
def withdraw_signature(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_sign(request.user, ref)
    if request.method != "POST" and not found.signatures.filter(area=hat.area, withdrawn_on__isnull=True).exists():
        raise Http404
    page = of_thing(
        found, _("Take your country's signature back"), _("Take it back"), lead=_("It stays visible, with your reason beside it.")
    )

    def save(given: dict[str, Any], version: int) -> str:
        signing.withdraw_signature(found, reason=given["reason"], by=hat)
        return found.url

    key = f"statement/{ref}/withdraw"
    return edit(request, forms.ReasonForm, page, key=key, version=0, initial={}, save=save, done=_("It is done."))
