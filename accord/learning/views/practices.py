"""Forms of a practice: written, stepped, proved, told on."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit.access import members_only
from accord.kit.texts import Text, semicolon
from accord.learning import access, actions, forms
from accord.learning.models import Evidence, Practice
from accord.learning.models.practices import TEXTS
from accord.learning.practice_states import OFFICER, practice_step_named
from accord.learning.reads.changes import HEADINGS
from accord.learning.reads.guards import practice_facts, step_lines, unwritten
from accord.learning.reads.practices import evidence_of
from accord.learning.standing import practice_digest
from accord.learning.wording import PRACTICE, cost_words
from accord.people.models import Capacity
from accord.record.editing import Editing, Part, edit
from accord.record.hats import or_404
from accord.record.models import Reader

SCHEMES = {"topics": "inspire", "forms": "form", "sectors": "sector"}


def about(p: Practice, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, p.title, p.url, world=p.world, **more)


def topics_by_field(codes: list[tuple[str, str]], schemes: dict[str, str]) -> dict[str, list[str]]:
    return {name: [c for s, c in codes if s == scheme] for name, scheme in schemes.items()}


@members_only
def new_practice(request: HttpRequest) -> HttpResponse:
    hat = access.to_write(request.user)
    page = Editing(
        _("Write down a practice"), _("Save as a draft"), world=hat.world,
        lead=_(
            "Only your own people see it until you submit it. An officer then looks at it for safety, and "
            "two peers of other countries review it."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.draft_practice(given, by=hat).url

    initial = {"language": translation.get_language()}
    return edit(
        request,
        partial(forms.PracticeForm, places=None if access.place_of(hat) else hat.world),
        page,
        key="practice/new",
        version=0,
        initial=initial,
        save=save,
        done=_("The draft is saved."),
    )


@members_only
def edit_practice(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_practice(request.user, ref, sent=request.method == "POST")
    revising = found.state != Practice.State.DRAFT
    page = about(found, _("Revise the practice") if revising else _("Edit the practice"), _("Save"))
    initial = {name: getattr(found, name) for name in PRACTICE}
    initial |= topics_by_field(list(found.topics.values_list("scheme", "code")), SCHEMES)
    initial |= {"place": found.place.code if found.place else "" if found.place_open else forms.SEVERAL}

    def save(given: dict[str, Any], version: int) -> str:
        try:
            return actions.edit_practice(found, given, version=version, by=hat, reason=given.get("reason", "")).url
        except actions.Unmet as unmet:
            raise ValidationError(unmet.words) from unmet

    places = None if found.area else found.world
    form = partial(forms.PracticeForm, revising=revising, places=places, never_told=unwritten(found) if revising else ())
    return edit(
        request,
        form,
        page,
        key=f"practice/{ref}",
        version=found.version,
        initial=initial,
        save=save,
        done=_("The practice is saved."),
    )


def parts_of(p: Practice) -> list[Part]:
    """All of it, as the button speaks of it."""
    facts: list[tuple[Any, str | Text]] = [(_("In short"), Text(p.summary, p.language)), (_("Kind"), str(p.get_kind_display()))]
    if p.area is None:
        none_told = _("not told") if p.place_open else _("several countries")
        facts.append((_("Where it was done"), p.place.name if p.place else none_told))
    facts += [(HEADINGS[name], Text(getattr(p, name) or "–", p.language)) for name in TEXTS]
    facts += [(_("Cost"), cost_words(p) or "–"), (_("What the cost covers"), Text(p.cost_covers or "–", p.language))]
    facts += [(_("Topics"), semicolon().join(str(t) for t in p.topics.all()) or "–")]
    facts += [(e.stance_words, Text(f"{e.title}: {e.note} {e.url or e.here}", p.language)) for e in evidence_of(p)]
    return [Part(Text(p.title, p.language), facts)]


def _hat_for(user: Reader, p: Practice, whose: str) -> Capacity:
    return or_404(access.officer_for(user, p) if whose == OFFICER else access.owner_hat(user, p))


@members_only
def take_practice_step(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """What has to be true is shown before the button; what was read is what the button speaks of."""
    found, step = access.access_practice(request.user, ref), practice_step_named(code)
    if step is None or (found.state not in step.starts and request.method != "POST"):
        raise Http404
    hat = _hat_for(request.user, found, step.whose)
    page = about(
        found, str(step.words), str(step.words), lead=step.told, lines=step_lines(step, practice_facts(found)),
        parts=parts_of(found), plain=step.aside,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            row = actions.take_practice_step(found, step, by=hat, reason=given.get("reason", ""), shown=given["shown"])
        except actions.Unmet as unmet:
            raise ValidationError(unmet.words) from unmet
        return "my/" if step.code == "return" else row.url

    form = forms.ReasonForm if step.needs_reason else forms.ConfirmForm
    initial = {"shown": practice_digest(found.pk)}
    return edit(request, form, page, key=f"practice/{ref}/{code}", version=0, initial=initial, save=save, done=step.done)


@members_only
def add_evidence(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_practice(request.user, ref, sent=request.method == "POST")
    page = about(
        found,
        _("Link evidence"),
        _("Link it"),
        lead=_("For, against or mixed: what speaks against a practice belongs here as well."),
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.add_evidence(found, given, by=hat)
        return f"{found.url}#evidence"

    form = partial(forms.EvidenceForm, practice=found, reader=request.user)
    key = f"practice/{ref}/evidence"
    return edit(request, form, page, key=key, version=0, initial={}, save=save, done=_("The evidence is linked."))


@members_only
def remove_evidence(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sent = request.method == "POST"
    found, hat = access.to_change_practice(request.user, ref, sent=sent)
    one = found.evidence.filter(pk=number).first()
    if one is None and not sent:
        raise Http404
    one = one or Evidence(pk=number, practice=found)
    page = about(
        found, _("Take evidence out"), _("Take it out"), quote=f"{one.title}: {one.note}", quote_lang=found.language, plain=True
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.remove_evidence(one, by=hat, reason=given.get("reason", ""))
        return f"{found.url}#evidence"

    form = forms.ConfirmForm if found.state == Practice.State.DRAFT else forms.ReasonForm
    key = f"practice/{ref}/evidence/{number}"
    return edit(request, form, page, key=key, version=0, initial={}, save=save, done=_("The evidence is taken out."))


@members_only
def tell_update(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_tell(request.user, ref)
    page = about(
        found,
        _("Tell what became of it"),
        _("Publish"),
        lead=_("Everyone will see it, with today’s date. It stays as it is written."),
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.tell_update(found, text=given["text"], language=given["language"], by=hat)
        return f"{found.url}#since"

    initial = {"language": translation.get_language()}
    return edit(
        request,
        forms.UpdateForm,
        page,
        key=f"practice/{ref}/update",
        version=0,
        initial=initial,
        save=save,
        done=_("It is published."),
    )


@members_only
def answer_for(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_answer_for(request.user, ref, sent=request.method == "POST")
    page = about(
        found, _("Answer for this practice"), _("Answer for it from now on"), plain=True,
        lead=_("Questions about it come to you as: %(capacity)s.") % {"capacity": hat},
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.answer_for(found, by=hat).url

    key = f"practice/{ref}/contact"
    return edit(request, forms.ConfirmForm, page, key=key, version=0, initial={}, save=save, done=_("You answer for it now."))
