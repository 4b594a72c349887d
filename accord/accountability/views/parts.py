"""Forms of a commitment's milestones and indicators."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Commitment, Measure, Milestone
from accord.accountability.wording import MEASURE, MILESTONE
from accord.indicators.words import unit
from accord.kit.access import members_only
from accord.people.models import Capacity
from accord.record.editing import Editing, edit
from accord.record.sending import sent_before

type Part = Milestone | Measure


def _part[P: (Milestone, Measure)](request: HttpRequest, kind: type[P], ref: str, number: int) -> tuple[Commitment, P, Capacity]:
    """The commitment, a part of it that was not withdrawn, and the hat."""
    found, hat = access.to_change_commitment(request.user, ref, sent=request.method == "POST")
    part = kind._default_manager.filter(commitment=found, pk=number, withdrawn_on__isnull=True).first()
    if part is None:
        raise Http404
    return found, part, hat


def _page(found: Commitment, title: str, button: str, *, quote: str = "", lead: str = "") -> Editing:
    return Editing(title, button, found.ref, found.url, quote=quote, quote_lang=found.language, world=found.world, lead=lead)


@members_only
def new_milestone(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_commitment(request.user, ref, sent=request.method == "POST")

    def save(given: dict[str, Any], version: int) -> str:
        actions.add_milestone(found, text=given["text"], due=given["due"], weight=given["weight"], by=hat)
        return f"{found.url}#miles"

    return edit(
        request, partial(forms.MilestoneForm, commitment=found), _page(found, _("Add a milestone"), _("Add")),
        key=f"milestone/{ref}", version=0, initial={"weight": 1}, save=save, done=_("The milestone is added."),
    )  # fmt: skip


@members_only
def edit_milestone(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    found, milestone, hat = _part(request, Milestone, ref, number)

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in MILESTONE}
        actions.change_milestone(milestone, **told, version=version, by=hat, reason=given.get("reason", ""))
        return f"{found.url}#miles"

    revising = found.state != Commitment.State.DRAFT
    return edit(
        request, partial(forms.MilestoneForm, commitment=found, revising=revising),
        _page(found, _("Change the milestone"), _("Save"), quote=milestone.text), key=f"milestone/{ref}/{number}/edit",
        version=milestone.version, initial={name: getattr(milestone, name) for name in MILESTONE}, save=save,
        done=_("The milestone is saved."),
    )  # fmt: skip


@members_only
def tell_milestone(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    found, milestone, hat = _part(request, Milestone, ref, number)
    names = ("progress", "done_on", "evidence")

    def save(given: dict[str, Any], version: int) -> str:
        actions.tell_milestone(milestone, **{name: given[name] for name in names}, version=version, by=hat)
        return f"{found.url}#miles"

    return edit(
        request, forms.MilestoneToldForm, _page(found, _("Tell how far a milestone is"), _("Save"), quote=milestone.text),
        key=f"milestone/{ref}/{number}", version=milestone.version,
        initial={name: getattr(milestone, name) for name in names}, save=save, done=_("How far the milestone is, is saved."),
    )  # fmt: skip


@members_only
def new_measure(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_commitment(request.user, ref, sent=request.method == "POST")
    lead = _("From where to where, and by when: that is what can be checked.")

    def save(given: dict[str, Any], version: int) -> str:
        actions.add_measure(found, given["indicator"], by=hat, **{name: given[name] for name in MEASURE})
        return f"{found.url}#meas"

    return edit(
        request, partial(forms.MeasureForm, commitment=found), _page(found, _("Tie an indicator"), _("Tie it"), lead=lead),
        key=f"measure/{ref}", version=0, initial={}, save=save, done=_("The indicator is tied."),
    )  # fmt: skip


@members_only
def edit_measure(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    found, measure, hat = _part(request, Measure, ref, number)
    lead = f"{measure.indicator.code} – {measure.indicator.name} ({unit(measure.indicator.unit)})"

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in MEASURE}
        actions.change_measure(measure, **told, version=version, by=hat, reason=given.get("reason", ""))
        return f"{found.url}#meas"

    revising = found.state != Commitment.State.DRAFT
    return edit(
        request, partial(forms.MeasureForm, commitment=found, measure=measure, revising=revising),
        _page(found, _("Change the indicator's figures"), _("Save"), lead=lead), key=f"measure/{ref}/{number}",
        version=measure.version, initial={name: getattr(measure, name) for name in MEASURE}, save=save,
        done=_("The indicator's figures are saved."),
    )  # fmt: skip


def _remove(request: HttpRequest, found: Commitment, part: Part, act: Any, page: tuple[str, str], anchor: str) -> HttpResponse:
    """Out of a draft by a button; of a published commitment with a reason."""
    draft = found.state == Commitment.State.DRAFT
    title, quote = page
    lead = _("It goes out of the draft.") if draft else _("It stays readable, with your reason beside it.")
    button = _("Take it out") if draft else _("Withdraw it")

    def save(given: dict[str, Any], version: int) -> str:
        act(part, version=version, reason=given.get("reason", ""))
        return f"{found.url}#{anchor}"

    return edit(
        request, forms.ConfirmForm if draft else forms.ReasonForm, _page(found, title, button, quote=quote, lead=lead),
        key=f"{anchor}/{found.ref}/{part.pk}/remove", version=part.version, initial={}, save=save, done=_("It is done."),
    )  # fmt: skip


@members_only
def remove_milestone(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):  # taken out by the first press
        return before
    found, milestone, hat = _part(request, Milestone, ref, number)
    page = (_("Take out the milestone"), milestone.text)
    return _remove(request, found, milestone, partial(actions.remove_milestone, by=hat), page, "miles")


@members_only
def remove_measure(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):  # taken out by the first press
        return before
    found, measure, hat = _part(request, Measure, ref, number)
    page = (_("Take out the indicator"), f"{measure.indicator.code} – {measure.indicator.name}")
    return _remove(request, found, measure, partial(actions.remove_measure, by=hat), page, "meas")
