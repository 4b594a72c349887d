"""Joining, being taken in, leaving; inviting a country and answering."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.kit.access import members_only
from accord.kit.texts import Text
from accord.people.models import Capacity, Person
from accord.record.editing import Editing, Part, edit
from accord.record.sending import sent_before
from accord.spaces import access, forms
from accord.spaces.actions import invitations, members
from accord.spaces.models import Invitation, Membership, Platform
from accord.spaces.views.platforms import about, me


def _hats(person: Person) -> list[Capacity]:
    return list(person.active_capacities().select_related("area", "organisation", "person").order_by("id"))


@members_only
def join(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found = access.access_platform(request.user, ref, "join")
    page = about(found, _("Join the platform"), _("Join"), quote=found.charter, quote_lang=found.language)

    def save(given: dict[str, Any], version: int) -> str:
        members.join(found, person=me(request), capacity=given["capacity"])
        return found.url

    form = partial(forms.JoinForm, hats=_hats(me(request)), own_name=True)
    return edit(request, form, page, key=f"join/{ref}", version=0, initial={}, save=save, done=_("You are a member."))


@members_only
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found = access.access_platform(request.user, ref, "ask")
    page = about(found, _("Ask to join"), _("Send"), quote=found.charter, quote_lang=found.language)

    def save(given: dict[str, Any], version: int) -> str:
        members.ask_to_join(found, capacity=given["capacity"], reason=given["reason"])
        return found.url

    form = partial(forms.AskForm, hats=_hats(me(request)), own_name=False)
    done = _("Its conveners will answer.")
    return edit(request, form, page, key=f"ask/{ref}", version=0, initial={}, save=save, done=done)


def _member(platform: Platform, number: int, state: str) -> Membership:
    rows = platform.memberships.select_related("platform", "person", "capacity__area", "capacity__organisation")
    found = rows.filter(pk=number, state=state).first()
    if found is None:
        raise Http404
    return found


@members_only
def take_in(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_convene(request.user, ref)
    member = _member(found, number, Membership.State.ASKED)
    page = about(found, _("Take in a member"), _("Save"), lead=f"{member.person} – {member.capacity}", quote=member.reason)

    def save(given: dict[str, Any], version: int) -> str:
        members.take_in(member, by=hat, yes=given["taken"] == "yes", reason=given["reason"])
        return f"{found.url}#members"

    return edit(request, forms.TakeInForm, page, key=f"take-in/{number}", version=0, initial={}, save=save, done=_("It is done."))


@members_only
def bring_in(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_bring_in(request.user, ref)
    draft = found.state == Platform.State.DRAFT
    lead = _("A member, or another convener. They are members at once, in the capacity in which they act here.")
    title = _("Name another convener") if draft else _("Name a member or a convener")
    page = about(found, title, _("Name them"), lead="" if draft else lead)

    def save(given: dict[str, Any], version: int) -> str:
        who = Person.objects.filter(email=given["email"].lower(), world=found.world).first()
        active = _hats(who) if who else []
        known = {m.capacity_id for m in found.memberships.filter(state=Membership.State.ACTIVE)}
        chosen = next((c for c in active if c.pk in known), active[0] if active else None)
        if chosen is None:
            raise ValidationError(_("Nobody with this address acts here in a capacity."))
        members.bring_in(found, chosen, by=hat, role=given["role"])
        return found.url if draft else f"{found.url}#members"

    form = partial(forms.BringInForm, draft=draft)
    initial = {"role": Membership.Role.CONVENER} if draft else {}
    return edit(request, form, page, key=f"bring-in/{ref}", version=0, initial=initial, save=save, done=_("It is done."))


@members_only
def end_membership(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One's own, or as a convener another's with a reason."""
    if before := sent_before(request):
        return before
    found = access.access_platform(request.user, ref)
    member = _member(found, number, Membership.State.ACTIVE)
    own = number in {m.pk for m in access.memberships(request.user, found)}
    hat = member.capacity if own else access.to_convene(request.user, ref)[1]
    if found.state == Platform.State.ARCHIVED:
        raise Http404
    page = about(found, _("Leave the platform") if own else _("End a membership"), _("End it"), lead=str(member.capacity or ""))

    def save(given: dict[str, Any], version: int) -> str:
        members.end_membership(member, by=hat, reason="" if own else given["reason"])
        return "platforms/" if own and found.access == Platform.Access.RESTRICTED else found.url

    form = forms.OpenForm if own else forms.ReasonForm
    return edit(request, form, page, key=f"leave/{number}", version=0, initial={}, save=save, done=_("It is done."))


@members_only
def invite(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_convene(request.user, ref)
    if found.state != Platform.State.ACTIVE:
        raise Http404
    lead = _("Its focal point answers yes, no or later; a reason is printed beside no and later.")
    page = about(found, _("Invite a country"), _("Send the invitation"), lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        invitations.invite(found, given["country"], text=given["text"], language=given["language"], by=hat)
        return f"{found.url}#invited"

    form = partial(forms.InviteForm, world=found.world)
    initial = {"language": translation.get_language()}
    done = _("The invitation stands on the focal point's page.")
    return edit(request, form, page, key=f"invite/{ref}", version=0, initial=initial, save=save, done=done)


@members_only
def answer_invitation(request: HttpRequest, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_answer_invitation(request.user, number)
    if found.answer == Invitation.Answer.YES and request.method != "POST":
        raise Http404
    platform = found.platform
    told: list[tuple[str | Promise, str | Text]] = [
        (_("What it is for"), Text(platform.text, platform.language)), (_("Charter"), Text(platform.charter, platform.language)),
        (_("Access"), str(platform.get_access_display())),
    ]  # fmt: skip
    page = Editing(
        _("Answer the invitation"), _("Send the answer"), world=platform.world, quote=found.text, quote_lang=found.language,
        lead=_("Your country, %(country)s, is invited.") % {"country": found.area.name},
        parts=[Part(Text(platform.title, platform.language), told)],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("answer", "reason", "language")}
        invitations.answer_invitation(found, **told, version=version, by=hat)
        return platform.url if access.may_read(Person.objects.get(pk=me(request).pk), platform) else "my/"

    initial = {"answer": found.answer, "reason": found.reason, "language": translation.get_language()}
    return edit(
        request, forms.AnswerInvitationForm, page, key=f"invitation/{number}", version=found.version, initial=initial,
        save=save, done=_("Your country's answer is printed on the platform."),
    )  # fmt: skip
