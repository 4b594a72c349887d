"""Pages and forms of rounds: the calendar, opening, joining, closing, drawing, and the days to keep away from."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Cycle, PeerRound
from accord.accountability.reads.peer_calendar import calendar, world_asked
from accord.accountability.reads.peer_round import round_page
from accord.accountability.views.peer_editing import peer_editing
from accord.kit import locale_format
from accord.kit.access import members_only, public, staff_session
from accord.kit.pages import show
from accord.kit.texts import reader_language
from accord.record.editing import Editing, edit
from accord.record.reads import follows

DAYS = ("opens", "joins_until", "number_on", "begins", "ends")
ANNOUNCED = (*DAYS, "source", "source_url")
State = PeerRound.State


def _sort(request: HttpRequest) -> str:
    return request.GET.get("sort", "")[:30]


@public
def peer_reviews(request: HttpRequest) -> HttpResponse:
    page = calendar(world_asked(request.GET.get("world", "")), request.user, _sort(request))
    return show(request, "accountability/peer_reviews.html", page)


@public
def peer_round(request: HttpRequest, slug: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"peer-rounds/{slug}")}
    return show(request, "accountability/peer_round.html", round_page(slug, request.user, _sort(request)), extra=extra)


def _page(found: PeerRound, title: str, button: str, **more: Any) -> Editing:
    return peer_editing(title, button, str(found.name), found.url, world=found.world, **more)


def _announced(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ANNOUNCED}


@staff_session
def open_round(request: HttpRequest) -> HttpResponse:
    hat = access.to_open_round(request.user)
    page = peer_editing(
        _("Open a round of peer reviews"), _("Open it"), _("Peer reviews"), "peer-reviews/", world=hat.world,
        lead=_("Countries join by their own act. The list is closed and published before the number that decides is known."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        cycle = Cycle.objects.filter(slug=given["cycle"], world=hat.world).first() if given["cycle"] else None
        told = _announced(given) | {name: given[name] for name in ("team", "most", "apart")}
        told["names"] = {reader_language(): given["name"]} | ({"en": given["name"]} if reader_language() != "en" else {})
        return actions.open_round(given["slug"], told, by=hat, world=hat.world, cycle=cycle).url

    form = partial(forms.RoundForm, world=hat.world)
    done = _("The round is open.")
    return edit(request, form, page, key="peer-round-new", version=0, initial={}, save=save, done=done)


@members_only
def join_round(request: HttpRequest, slug: str) -> HttpResponse:
    found, hat = access.to_join_round(request.user, slug, sent=request.method == "POST")
    page = _page(
        found, _("Join the round for your country"), _("Join"),
        lead=_("Your country is reviewed by peers and reviews others, as the lot has it. It may leave until the list is closed."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.join_round(found, by=hat).url

    done = _("Your country has joined the round.")
    return edit(request, forms.ConfirmForm, page, key=f"peer-join/{slug}", version=0, initial={}, save=save, done=done)


@members_only
def leave_round(request: HttpRequest, ref: str) -> HttpResponse:
    review, hat = access.to_leave_round(request.user, ref)
    page = _page(
        review.round, _("Leave the round"), _("Leave it"), lead=_("Nobody owes a review. You may join again while it is open.")
    )

    def save(given: dict[str, Any], version: int) -> str:
        return actions.leave_round(review, by=hat).round.url

    done = _("Your country has left the round.")
    return edit(request, forms.ConfirmForm, page, key=f"peer-leave/{ref}", version=0, initial={}, save=save, done=done)


@staff_session
def move_round(request: HttpRequest, slug: str) -> HttpResponse:
    found, hat = access.to_run_round(request.user, slug, State.JOINING, State.CLOSED, sent=request.method == "POST")
    page = _page(found, _("Change the days of the round"), _("Change them"))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.move_round(found, _announced(given), reason=given["reason"], by=hat).url

    initial = {name: getattr(found, name) for name in ANNOUNCED}
    done = _("The days are changed.")
    return edit(request, forms.MoveRoundForm, page, key=f"peer-move/{slug}", version=0, initial=initial, save=save, done=done)


@staff_session
def close_list(request: HttpRequest, slug: str) -> HttpResponse:
    found, hat = access.to_run_round(request.user, slug, State.JOINING, sent=request.method == "POST")
    page = _page(
        found, _("Close the list"), _("Close and publish it"),
        lead=_("Who joined, with all that the draw follows from but the number, is published and stands fast."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.close_list(found, by=hat).url

    done = _("The list is closed and published.")
    return edit(request, forms.ConfirmForm, page, key=f"peer-close/{slug}", version=0, initial={}, save=save, done=done)


@staff_session
def draw_round(request: HttpRequest, slug: str) -> HttpResponse:
    found, hat = access.to_run_round(request.user, slug, State.CLOSED, State.DRAWN, sent=request.method == "POST")
    again = _("A draw exists. It is written over only while nobody has answered, and stays readable.") if found.numbers else ""
    page = _page(found, _("Draw who reviews whom"), _("Draw"), lead=found.source, warning=again)

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("numbers", "given_up", "reason")}
        return f"{actions.draw_round(found, **told, by=hat).url}#draw"

    done = _("The reviewers are drawn and asked.")
    return edit(request, forms.DrawForm, page, key=f"peer-draw/{slug}", version=0, initial={}, save=save, done=done)


@members_only
def declare_absence(request: HttpRequest) -> HttpResponse:
    hat = access.to_declare_absence(request.user)
    area = hat.area
    if area is None:
        raise Http404
    page = peer_editing(
        _("Say when your reviewers are not to be had"), _("Save"), _("Peer reviews"), "peer-reviews/", world=hat.world,
        lead=_("On these days no dialogue is set with them; who is away for a whole round is left out of its draw."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.declare_absence(area, first=given["first"], last=given["last"], by=hat)
        return _calendar(hat.world)

    done = _("The days are noted.")
    return edit(request, forms.AbsenceForm, page, key="peer-absence", version=0, initial={}, save=save, done=done)


def _calendar(world: str) -> str:
    return f"peer-reviews/{'?world=demo' if world == 'demo' else ''}"


@members_only
def end_absence(request: HttpRequest, number: int) -> HttpResponse:
    found, hat = access.to_end_absence(request.user, number)
    days = f"{locale_format.day(found.first)} – {locale_format.day(found.last)}"
    page = peer_editing(
        _("Take these days back"), _("Take them back"), _("Peer reviews"), "peer-reviews/", world=hat.world, lead=days
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.end_absence(found, by=hat)
        return _calendar(hat.world)

    return edit(
        request, forms.ConfirmForm, page, key=f"peer-absence/{number}", version=0, initial={}, save=save, done=_("It is done.")
    )


@staff_session
def enter_body_review(request: HttpRequest, iso3: str) -> HttpResponse:
    area, hat = access.to_enter_body_review(request.user, iso3)
    page = peer_editing(
        _("Enter when another body reviews the country"), _("Enter it"), str(area.name), area.url, world=area.world,
        lead=_("No peer review is held within 12 months of it, before or after."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.enter_body_review(area, given, by=hat)
        return _calendar(area.world)

    done = _("The day is entered.")
    return edit(request, forms.BodyReviewForm, page, key=f"body-review/{iso3}", version=0, initial={}, save=save, done=done)


@staff_session
def take_back_body_review(request: HttpRequest, number: int) -> HttpResponse:
    found, hat = access.to_take_back_body_review(request.user, number)
    page = peer_editing(
        _("Take back an entered day"), _("Take it back"), str(found.area.name), found.area.url, world=found.area.world,
        lead=f"{found.get_body_display()}, {found.held_on}",
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.take_back_body_review(found, reason=given["reason"], by=hat)
        return _calendar(found.area.world)

    key = f"body-review-back/{number}"
    return edit(request, forms.ReasonForm, page, key=key, version=0, initial={}, save=save, done=_("It is done."))
