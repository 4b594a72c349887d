"""Meetings and consultations."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from accord.calc.zoned import in_zone
from accord.kit.access import members_only, public
from accord.kit.asked import whole_number
from accord.kit.pages import show
from accord.people.models import Capacity, Person
from accord.record.editing import edit
from accord.record.models import Card
from accord.record.reads import follows
from accord.record.sending import sent_before
from accord.spaces import access, forms
from accord.spaces.actions import consultations
from accord.spaces.actions import meetings as actions
from accord.spaces.models import AgendaItem, Consultation, Meeting
from accord.spaces.reads import meetings as reads
from accord.spaces.views.platforms import about, asked_of, me
from accord.spaces.views.threats import fields_of, in_language, of_thing


@public
def meetings(request: HttpRequest) -> HttpResponse:
    asked, after = asked_of(request, "platform", "world"), whole_number(request.GET.get("after", ""))
    page = reads.meeting_list(asked, request.user, past=request.GET.get("past") == "1", after=after)
    return show(request, "spaces/meetings.html", page)


def _calendar(name: str, found: Any) -> HttpResponse:
    language = translation.get_language() or "en"
    response = HttpResponse(reads.calendar(name, found, language), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meetings.ics"'
    return response


@public
def meetings_ics(request: HttpRequest) -> HttpResponse:
    """What lies ahead, as a calendar that others' programs fetch."""
    found = reads.meetings_found(asked_of(request, "platform", "world"), request.user, past=False)
    return _calendar(_("Meetings on Accord"), found[:200])


@public
def meeting_ics(request: HttpRequest, ref: str) -> HttpResponse:
    found = access.access_thing(request.user, Meeting, ref)
    return _calendar(found.title, [found])


@public
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"meetings/{ref}")}
    return show(request, "spaces/meeting.html", reads.meeting_page(ref, request.user), extra=extra)


@members_only
def call_meeting(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work(request.user, ref)
    page = about(found, _("Call a meeting"), _("Call it"), lead=_("The time you give is that of the zone you choose."))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.call_meeting(found, given, by=hat).url

    key, done = f"meeting/new/{ref}", _("The meeting is called.")
    initial = in_language() | {"zone": "UTC"}
    return edit(request, forms.MeetingForm, page, key=key, version=0, initial=initial, save=save, done=done)


def _times(found: Meeting) -> dict[str, Any]:
    there, end = in_zone(found.starts_at, found.zone), in_zone(found.ends_at, found.zone)
    return {"on": there.date(), "begins": f"{there:%H:%M}", "ends": f"{end:%H:%M}"}


@members_only
def change_meeting(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Meeting, ref)
    page = of_thing(found, _("Change the meeting"), _("Save"))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.change_meeting(found, given, version=version, by=hat, reason=given["reason"]).url

    form, done = partial(forms.MeetingForm, revising=True), _("The meeting is saved.")
    initial = fields_of(found) | _times(found)
    return edit(request, form, page, key=f"meeting/{ref}", version=found.version, initial=initial, save=save, done=done)


@members_only
def cancel_meeting(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_work_on(request.user, Meeting, ref)
    page = of_thing(found, _("Cancel the meeting"), _("Cancel it"))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.cancel_meeting(found, reason=given["reason"], by=hat).url

    key, done = f"meeting/{ref}/cancel", _("The meeting is cancelled.")
    return edit(request, forms.CancelForm, page, key=key, version=0, initial={}, save=save, done=done)


@members_only
def add_item(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Meeting, ref)
    page = of_thing(found, _("Add to the agenda"), _("Add it"))
    platform = Card.objects.get(ref=found.platform.card_ref)
    part = Q(links__relation="part_of", links__other=platform)
    solves = Q(links__relation="responds_to", links__other__ref__in=[t.card_ref for t in found.platform.threats.all()])
    own = Card.objects.visible_to(request.user).filter(part | solves & Q(kind="solution"))
    own = own.exclude(kind__in=("meeting", "platform")).distinct().order_by("kind", "id")

    def save(given: dict[str, Any], version: int) -> str:
        actions.add_item(found, title=given["title"], card=given["own"] or given["other"], by=hat)
        return f"{found.url}#agenda"

    form = partial(forms.AgendaForm, own=own, others=Card.objects.visible_to(request.user).in_world(found.platform.world))
    key = f"meeting/{ref}/agenda"
    return edit(request, form, page, key=key, version=0, initial={}, save=save, done=_("It is on the agenda."))


def _item(request: HttpRequest, ref: str, number: int) -> tuple[Meeting, AgendaItem, Capacity]:
    found, hat = access.to_work_on(request.user, Meeting, ref)
    item = found.agenda.select_related("card", "meeting").filter(pk=number).first()
    if item is None:
        raise Http404
    return found, item, hat


@members_only
def decide(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, item, hat = _item(request, ref, number)
    page = of_thing(found, _("Tell a decision"), _("Save"), lead=item.title)

    def save(given: dict[str, Any], version: int) -> str:
        actions.decide(item, decision=given["decision"], language=given["language"], by=hat)
        return f"{found.url}#agenda"

    key, done = f"meeting/{ref}/decide/{number}", _("The decision is told.")
    return edit(request, forms.DecisionForm, page, key=key, version=0, initial=in_language(), save=save, done=done)


@members_only
def remove_item(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, item, hat = _item(request, ref, number)
    page = of_thing(found, _("Take it off the agenda"), _("Take it off"), lead=item.title)

    def save(given: dict[str, Any], version: int) -> str:
        actions.remove_item(item, by=hat)
        return f"{found.url}#agenda"

    key = f"meeting/{ref}/remove/{number}"
    return edit(request, forms.OpenForm, page, key=key, version=0, initial={}, save=save, done=_("It is done."))


@members_only
def register(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found = access.access_thing(request.user, Meeting, ref)
    if not reads.may_register(request.user, found):
        raise Http404
    page = of_thing(found, _("Register for the meeting"), _("Register"))
    hats = list(me(request).active_capacities().select_related("area", "organisation", "person").order_by("id"))

    def save(given: dict[str, Any], version: int) -> str:
        actions.register(found, person=me(request), capacity=given["capacity"], way=given["way"])
        return found.url

    form = partial(forms.RegisterForm, hats=hats, own_name=True)
    done = _("You are registered.")
    return edit(request, form, page, key=f"meeting/{ref}/register", version=0, initial={}, save=save, done=done)


@members_only
def unregister(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found = access.access_thing(request.user, Meeting, ref)
    person: Person = me(request)
    if not found.registrations.filter(person=person).exists():
        raise Http404
    page = of_thing(found, _("Take my registration back"), _("Take it back"))

    def save(given: dict[str, Any], version: int) -> str:
        actions.unregister(found, person=person)
        return found.url

    key = f"meeting/{ref}/unregister"
    return edit(request, forms.OpenForm, page, key=key, version=0, initial={}, save=save, done=_("It is done."))


@members_only
def publish_minutes(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Meeting, ref)
    page = of_thing(found, _("Publish the minutes"), _("Publish"))
    rows = list(found.registrations.select_related("person", "capacity__area", "capacity__organisation"))
    initial = {
        "minutes": found.minutes, "attended": [str(r.pk) for r in rows if r.attended],
        "language": found.minutes_language if found.minutes else translation.get_language(),
    }  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        came = {int(one) for one in given.get("attended") or ()}
        told = {"minutes": given["minutes"], "language": given["language"], "attended": came}
        return actions.publish_minutes(found, **told, version=version, by=hat).url

    form = partial(forms.MinutesForm, registered=rows)
    done = _("The minutes are published.")
    return edit(request, form, page, key=f"meeting/{ref}/minutes", version=found.version, initial=initial, save=save, done=done)


@public
def consultation(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"consultations/{ref}")}
    return show(request, "spaces/consultation.html", reads.consultation_page(ref, request.user), extra=extra)


@members_only
def prepare_consultation(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work(request.user, ref)
    lead = _("Through an organisation that supports children: it asks them, and only it records consent and tells the results.")
    page = about(found, _("Prepare a consultation with children and young people"), _("Save"), lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        return consultations.prepare_consultation(found, given, by=hat).url

    form = partial(forms.ConsultationForm, world=found.world)
    key, done = f"consultation/new/{ref}", _("The consultation is prepared.")
    return edit(request, form, page, key=key, version=0, initial=in_language(), save=save, done=done)


@members_only
def change_consultation(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, Consultation, ref)
    if found.state != Consultation.State.PLANNED and request.method != "POST":
        raise Http404
    page = of_thing(found, _("Change the consultation"), _("Save"))
    initial = fields_of(found) | {"organisation": found.organisation.slug}

    def save(given: dict[str, Any], version: int) -> str:
        return consultations.change_consultation(found, given, version=version, by=hat, reason=given["reason"]).url

    form, key = partial(forms.ConsultationForm, world=found.platform.world, revising=True), f"consultation/{ref}"
    done = _("The consultation is saved.")
    return edit(request, form, page, key=key, version=found.version, initial=initial, save=save, done=done)


def _step(request: HttpRequest, found: Consultation, title: str, form: Any, act: Any, start: str, code: str) -> HttpResponse:
    if found.state != start and request.method != "POST":  # a letter that asked for it is read after somebody did it
        return HttpResponseRedirect(f"/{translation.get_language()}/{found.url}")
    page = of_thing(found, title, _("Save"), quote=found.questions, quote_lang=found.language)

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in form.base_fields if name not in ("version", "draft", "shown", "once")}
        return str(act(found, version=version, **told).url)

    key = f"consultation/{found.ref}/{code}"
    return edit(request, form, page, key=key, version=found.version, initial=in_language(), save=save, done=_("It is saved."))


@members_only
def record_consent(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_consult(request.user, ref)

    def act(c: Consultation, *, consent_how: str, **told: Any) -> Consultation:
        return consultations.record_consent(c, how=consent_how, by=hat, **told)

    return _step(request, found, _("Record consent"), forms.ConsentForm, act, Consultation.State.PLANNED, "consent")


@members_only
def publish_results(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_consult(request.user, ref)
    act = partial(consultations.publish_results, by=hat)
    return _step(request, found, _("Publish the results"), forms.ResultsForm, act, Consultation.State.CONSENTED, "results")


@members_only
def tell_change(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_work_on(request.user, Consultation, ref)
    act = partial(consultations.tell_change, by=hat)
    return _step(request, found, _("Tell what changed"), forms.ChangeForm, act, Consultation.State.RESULTS, "changed")
