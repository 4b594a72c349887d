"""Forms of shadow reports. Under a network's name nothing that is typed or sent is kept beside who typed it."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Commitment, Cycle, ShadowReport
from accord.accountability.reads import shadow as reads
from accord.accountability.reads.shown import measures_part, milestones_part
from accord.accountability.views.pages import _after, _asked
from accord.kit.access import members_only, nothing_kept, public
from accord.kit.pages import show
from accord.kit.texts import reader_language
from accord.people.models import Area, Capacity, Organisation
from accord.record.editing import Editing, edit
from accord.record.reads import follows
from accord.record.sending import sent_before


@public
def shadow_reports(request: HttpRequest) -> HttpResponse:
    page = reads.shadow_list(_asked(request, "country", "world"), _after(request), request.user)
    return show(request, "accountability/shadow_reports.html", page)


@public
def shadow_report(request: HttpRequest, ref: str) -> HttpResponse:
    page = reads.shadow_page(ref, request.user)
    extra = {"followed": follows(request.user, f"shadow-reports/{ref}")}
    return show(request, "accountability/shadow_report.html", page, extra=extra)


@members_only
def choose(request: HttpRequest) -> HttpResponse:
    """Under whose name: it cannot be changed afterwards."""
    hats = access.to_speak(request.user)
    world = hats[0].world
    return render(request, "accountability/shadow_new.html", {"page": {"world": world, "networks": _networks(world)}})


def _networks(world: str) -> list[Organisation]:
    found = Organisation.objects.filter(kind=Organisation.Kind.PARTNERSHIP, world=world, verified_on__isnull=False)
    return sorted(found, key=lambda o: str(o.name))


def _areas(hats: list[Capacity]) -> list[Area]:
    world = hats[0].world
    countries = Area.objects.countries().in_world(world)
    found = [a for a in countries if any(access.may_speak_of(h, a) for h in hats)] if _anywhere(hats) else _own_areas(hats)
    return sorted(found, key=lambda a: str(a.name))


def _anywhere(hats: list[Capacity]) -> bool:
    return any(h.organisation and h.organisation.area_id is None for h in hats)


def _own_areas(hats: list[Capacity]) -> list[Area]:
    areas = {h.organisation.area for h in hats if h.organisation and h.organisation.area}
    return [a for a in areas if any(access.may_speak_of(h, a) for h in hats)]


def _begin(request: HttpRequest, hats: list[Capacity], page: Editing, *, sealed: bool) -> HttpResponse:
    world = hats[0].world
    areas = _areas(hats)
    if not areas:
        raise Http404
    bodies = {h.organisation for h in hats if h.organisation}
    names = _networks(world) if sealed else sorted(bodies, key=lambda o: str(o.name))
    form = partial(forms.NewShadowForm, areas=areas, world=world, networks=sealed, names=names)

    def save(given: dict[str, Any], version: int) -> str:
        area = next(a for a in areas if a.code == given["country"])
        cycle = Cycle.objects.filter(slug=given["cycle"], world=world).first() if given["cycle"] else None
        able = [h for h in hats if access.may_speak_of(h, area)]
        if sealed:
            network = next(o for o in names if o.slug == given["name"])
            by = able[0] if able else hats[0]
            return actions.begin_sealed(area, given, network=network, by=by, cycle=cycle).url
        by = next((h for h in able if h.organisation and h.organisation.slug == given["name"]), hats[0])
        return actions.begin_named(area, given, by=by, cycle=cycle, supported=given["supported"]).url

    initial = {"language": reader_language()}
    done = _("It is begun. Tell of each commitment below, then send it.")
    return edit(request, form, page, key="shadow-new", version=0, initial=initial, save=save, done=done)


@members_only
def new_named(request: HttpRequest) -> HttpResponse:
    hats = access.to_speak(request.user)
    page = Editing(
        _("Shadow report of your organisation"), _("Begin it"), _("Shadow reports"), "shadow-reports/", world=hats[0].world
    )
    return _begin(request, hats, page, sealed=False)


@members_only
@nothing_kept
def new_sealed(request: HttpRequest) -> HttpResponse:
    hats = access.to_speak(request.user)
    if not _networks(hats[0].world):
        raise Http404
    page = Editing(
        _("Shadow report under a network’s name"), _("Begin it"), _("Shadow reports"), "shadow-reports/", world=hats[0].world,
        kept=False, warning=_("What you type is kept nowhere until you press the button: write long texts elsewhere first."),
    )  # fmt: skip
    return _begin(request, hats, page, sealed=True)


def _page(report: ShadowReport, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, report.ref, report.url, world=report.world, kept=not report.is_sealed, **more)


@members_only
@nothing_kept
def write(request: HttpRequest, ref: str) -> HttpResponse:
    report, hat = access.to_write_shadow(request.user, ref)
    page = _page(report, _("Change the text"), _("Save"))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.write_shadow(report, given, version=version, by=hat).url

    initial = {name: report.writing[name] for name in ("title", "text", "language", "indicators")}
    key, done = f"shadow/{ref}", _("The text is saved.")
    return edit(request, forms.ShadowForm, page, key=key, version=report.version, initial=initial, save=save, done=done)


@members_only
@nothing_kept
def tell(request: HttpRequest, ref: str, commitment: str) -> HttpResponse:
    report, hat = access.to_write_shadow(request.user, ref)
    found = Commitment.objects.filter(ref=commitment, area=report.area).exclude(state=Commitment.State.DRAFT).first()
    if found is None:
        raise Http404
    page = _page(
        report, _("Judge the commitment"), _("Save"), quote=found.text, quote_lang=found.language, lead=found.heading,
        parts=[*milestones_part(found), *measures_part(found)],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = given | {"language": reader_language()}
        return f"{actions.judge(report, found, told, version=version, by=hat).url}#{commitment}"

    initial = report.writing["judgements"].get(commitment, {})
    key, done = f"shadow/{ref}/{commitment}", _("The judgement is saved.")
    return edit(request, forms.RatingForm, page, key=key, version=report.version, initial=initial, save=save, done=done)


@members_only
@nothing_kept
def drop_judgement(request: HttpRequest, ref: str, commitment: str) -> HttpResponse:
    if before := sent_before(request):  # taken out by the first press
        return before
    report, hat = access.to_write_shadow(request.user, ref)
    told = report.writing["judgements"].get(commitment)
    if told is None:
        if request.method == "POST":  # the same: under a network's name no sending is remembered
            return HttpResponseRedirect(f"/{translation.get_language()}/{report.url}")
        raise Http404
    lead = _("What is public stays until a change was looked at; then it stays among the earlier wordings.")
    page = _page(
        report, _("Take out the judgement"), _("Take it out"), quote=told["rationale"], quote_lang=told.get("language", "en"),
        lead=lead,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.drop_judgement(report, commitment, version=version, by=hat).url

    key, done = f"shadow/{ref}/{commitment}/remove", _("It is done.")
    return edit(request, forms.ConfirmForm, page, key=key, version=report.version, initial={}, save=save, done=done)


@members_only
@nothing_kept
def send(request: HttpRequest, ref: str) -> HttpResponse:
    report, hat = access.to_write_shadow(request.user, ref)
    warning = reads.crowd_words(report) if report.is_sealed else ""
    lead = _("Safeguarding officers look at it for the safety of people alone, then it is published.")
    page = _page(report, _("Send the report"), _("Send it"), lead=lead, parts=reads.shadow_parts(report), warning=warning)

    def save(given: dict[str, Any], version: int) -> str:
        return actions.send_shadow(report, version=version, by=hat).url

    sealed = _("It is sent. Officers see it in one to three days; your name is sealed to two custodians.")
    done = sealed if report.is_sealed else _("It is sent.")
    return edit(
        request, forms.ConfirmForm, page, key=f"shadow-send/{ref}", version=report.version, initial={}, save=save, done=done
    )


@members_only
@nothing_kept
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    report = access.to_withdraw_shadow(request.user, ref)
    page = _page(
        report, _("Take the report back"), _("Take it back"), lead=report.writing.get("title", ""),
        warning=_("It goes out of sight and out of search at once. What others copied of it stays with them."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.withdraw_shadow(report)
        return "shadow-reports/"

    key, done = f"shadow-withdraw/{ref}", _("The report is out of sight.")
    return edit(request, forms.FinishForm, page, key=key, version=0, initial={}, save=save, done=done)


@members_only
def moderate(request: HttpRequest, ref: str) -> HttpResponse:
    report, hat = access.to_moderate(request.user, ref)
    if report.state == ShadowReport.State.WITHDRAWN:
        return _note(request, report, hat)
    page = Editing(
        _("Look at a shadow report"), _("Decide"), ref, report.url, world=report.world, parts=reads.shadow_parts(report),
        lead=_("For the safety of people alone. Whether it is right is for its readers and the State’s reply."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        if given["decision"] == "publish":
            agrees = given.get("network_agrees", False)
            return actions.publish_shadow(report, version=version, network_agrees=agrees, by=hat).url
        told = {"ground": given["ground"], "reason": given["reason"], "for_good": given["decision"] == "refuse"}
        actions.return_shadow(report, version=version, by=hat, **told)
        return "shadow-reports/"

    form = partial(forms.ModerationForm, sealed=report.is_sealed)
    key, done = f"shadow-moderate/{ref}", _("Your decision is noted.")
    return edit(request, form, page, key=key, version=report.version, initial={}, save=save, done=done)


def _note(request: HttpRequest, report: ShadowReport, hat: Capacity) -> HttpResponse:
    page = Editing(
        _("Withdrawn by its author"), _("Note it in the record"), report.ref, "shadow-reports/", world=report.world,
        lead=_("It is out of sight already. The record tells of it on the day on which you press the button."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.note_withdrawal(report, by=hat)
        return "shadow-reports/"

    return edit(request, forms.ConfirmForm, page, key=f"shadow-note/{report.ref}", version=0, initial={}, save=save)


@members_only
def reply(request: HttpRequest, ref: str) -> HttpResponse:
    report, hat = access.to_reply_to_shadow(request.user, ref)
    page = Editing(
        _("Reply to the shadow report"), _("Save the reply"), ref, report.url, world=report.world,
        quote=report.shown["text"], quote_lang=report.shown["language"], lead=report.shown["title"],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.reply_to_shadow(report, text=given["text"], version=version, by=hat, language=reader_language())
        return report.url

    key, initial, done = f"shadow-reply/{ref}", {"text": report.reply}, _("Your reply stands beside the report.")
    return edit(request, forms.ReplyForm, page, key=key, version=report.reply_version, initial=initial, save=save, done=done)
