"""The queue, a case, and what is decided there."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from accord.kit import clock, locale_format
from accord.kit.access import members_only, public
from accord.kit.pages import show
from accord.kit.templatetags.kit import OWN_NAMES
from accord.kit.texts import Text
from accord.moderation import access, actions, forms
from accord.moderation.actions.decisions import Told
from accord.moderation.grounds import AGAINST, Act
from accord.moderation.kinds import is_sealed, kind_of
from accord.moderation.models import Case, Decision
from accord.moderation.reads.cases import case_page
from accord.moderation.reads.mine import masked_words
from accord.moderation.reads.queue import queue_page
from accord.moderation.reads.register import register_page
from accord.people.models import Capacity, Person
from accord.record.editing import Editing, Part, edit
from accord.record.search.tokens import KINDS
from accord.record.sending import sent_before

LEADS = {
    Act.HIDE: lazy("It goes out of sight at once: page, lists, search, files. Its place says that it is hidden, and why."),
    Act.MASK: lazy("The words give way to […], in earlier wordings and the journal, too. What stood there stays with the case."),
    Act.RESTORE: lazy("It stands again as before, at once."),
    Act.WARN: lazy("The author gets a notice. What they wrote stays."),
    Act.SUSPEND: lazy("The author cannot speak there for that time. What they wrote stays."),
    Act.NOTHING: lazy("Reporters are told that it was looked at."),
}  # fmt: skip


def _label(act: str, hidden: bool) -> str:
    """To leave what is hidden as it is, is to leave it hidden."""
    return _("Close it; it stays hidden") if hidden and act == Act.NOTHING else str(Act(act).label)


def me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@members_only
def queue(request: HttpRequest) -> HttpResponse:
    return show(request, "moderation/queue.html", queue_page(me(request)))


@public
def register(request: HttpRequest) -> HttpResponse:
    return show(request, "moderation/register.html", register_page(request.GET.get("world", "")))


@members_only
def case(request: HttpRequest, number: int) -> HttpResponse:
    found, hat = access.access_case(request.user, number)
    page = case_page(me(request), found, hat)
    return show(
        request, "moderation/case.html", page, extra={"offered": [(code, _label(code, page.line.hidden)) for code in page.acts]}
    )


def _about(
    found: Case, hat: Capacity, title: str, button: str, user: Person, *, of: Decision | None = None, **more: Any
) -> Editing:
    """What is reported, beside the form, as far as the reader may read it; of a mask (`of`) the words that it took out."""
    page = case_page(user, found, hat)
    title_of = str(found.card.name) if page.reads else str(KINDS.get(found.card.kind, found.card.kind))
    grounds = "; ".join(f"{one.words}: {one.count}" for one in page.line.grounds)
    facts = [(_("Reported"), grounds)] if grounds else []
    texts = [
        Part(_("What was written"), [(OWN_NAMES.get(lang, lang), Text(words[:2_000], lang)) for lang, words in page.texts[:5]])
    ]
    if of is not None and (old := masked_words(of)):
        whose = next((d.whose for d in page.decisions if d.number == of.pk), "")
        facts += [(_("In which capacity"), whose)] if whose else []
        texts = [Part(_("What was written"), [(one.place, Text(one.old, one.language)) for one in old])]
    parts = [Part(_("The case"), facts), *texts] if facts else texts
    return Editing(title, button, about=title_of, about_url=found.url, world=found.card.world,
                   parts=parts if page.reads else [], **more)  # fmt: skip


@members_only
def decide(request: HttpRequest, number: int, act: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.access_case(request.user, number)
    shown = case_page(me(request), found, hat)
    unread = not shown.reads and act not in (Act.HIDE, Act.NOTHING)
    if act not in Act.values or unread or (act not in shown.acts and request.method != "POST"):
        raise Http404  # a form that comes in late is told so
    formal, label = kind_of(found.card).formal, _label(act, shown.line.hidden)
    warning = ""
    if formal and act == Act.HIDE:
        warning = _("A formal act: a second officer is asked before anything happens; one of the two is of safeguarding.")
    elif not shown.reads:
        warning = _("You may not read it: it is not public. You decide on what was reported.")
    page = _about(
        found, hat, label, label, me(request), lead=str(LEADS[Act(act)]), warning=warning,
        plain=act not in AGAINST,
    )  # fmt: skip
    version = len(shown.decisions)

    def save(given: dict[str, Any], seen: int) -> str:
        words = tuple(line.strip() for line in given.get("words", "").splitlines() if line.strip())
        until = clock.today() + timedelta(days=given["days"]) if given.get("days") else None
        told = Told(act, given["ground"], given["text"], translation.get_language() or "en", words, until)
        made = actions.decide(found, told, by=hat)
        if act == Act.MASK and (said := _in_places(made)):
            messages.success(request, said)
        return found.url

    form = partial(forms.DecisionForm, act=act, formal=formal)
    key = f"moderation/{number}/{act}"
    return edit(request, form, page, key=key, version=version, initial={}, save=save, done=_("It is decided."))


def _in_places(made: Decision) -> str:
    """Of what others wrote on the same page, too. Where fewer read it than the page, nobody is told that words stood there."""
    shares = made.case.decisions.filter(wording__of=made.pk)
    count = sum(len(one.wording.get("fields", {})) for one in (made, *shares))
    return (
        ngettext("Masked in %(n)s place.", "Masked in %(n)s places.", count) % {"n": locale_format.number(count, 0)}
        if count
        else ""
    )


@members_only
def second(request: HttpRequest, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_second(request.user, number)
    page = _about(
        found.case, hat, _("A second officer decides"), _("Decide"), me(request), quote=found.text, quote_lang=found.language,
        lead=_("Another officer proposes to hide this formal act for the safety of a child."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        if given["agree"] == "yes":
            actions.second(found, by=hat)
        else:
            actions.refuse_second(found, by=hat, text=given["text"])
        return found.case.url

    key = f"moderation/second/{found.pk}"
    return edit(request, forms.SecondForm, page, key=key, version=0, initial={}, save=save, done=_("It is decided."))


@members_only
def answer(request: HttpRequest, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_answer_appeal(request.user, number)
    case_of = found.decision.case
    lead = _("Undone, the decision is taken back at once. You took no part in it.")
    page = _about(
        case_of, hat, _("Answer an appeal"), _("Answer"), me(request), quote=found.text, quote_lang=found.language, lead=lead,
        note=_("Of the author, whose name is sealed.") if is_sealed(case_of.card) else "", hint=Text(found.decision.text,
        found.decision.language), of=found.decision,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        language = translation.get_language() or "en"
        actions.answer_appeal(found, upheld=given["upheld"] == "yes", text=given["text"], by=hat, language=language)
        stays = access.judges(request.user, case_of.card, case_of.part, safety=access.is_of_safety(case_of))
        return case_of.url if stays else "moderation/"

    key, done = f"moderation/appeal/{number}", _("The author is told.")
    if is_sealed(case_of.card):
        done = _("No letter tells the author, whose name is sealed: it stands where they read the decision.")
    return edit(request, forms.AnswerForm, page, key=key, version=0, initial={}, save=save, done=done)
