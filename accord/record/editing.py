"""One way to edit: what is typed is kept, an edit carries the version it began from, a clash shows both texts.

A room's view gives the form, the version of the record and what to do with a good form; the rest is the same everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.calc.wordcount import count
from accord.kit.access import typed_while_signed_out
from accord.kit.asked import whole_number
from accord.kit.texts import Text
from accord.people.models import Person
from accord.record.actions import Conflict, drop_draft, save_draft, take_draft
from accord.record.fields import Hexadecimal
from accord.record.models import Draft
from accord.record.own_fields import WithOwnFields
from accord.record.saying import in_words
from accord.record.sending import fresh_token, remember, sent_before

OWN = ("csrfmiddlewaretoken", "keep", "discard", "version", "draft", "shown")
KEPT = 100_000  # characters of typing that a draft holds
BY_HAND = "page"  # how a button keeps what is typed: the answer is a page, not a value
UNSEEN = -1  # the version of an edit that does not say which one it saw: never the newest


class KeptForm(forms.Form, metaclass=WithOwnFields):
    """A form whose typing is kept. `version` is that of the record, `draft` that of the kept typing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    draft = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    shown = Hexadecimal()  # digest of what the page showed, where pressing the button speaks of it
    once = Hexadecimal()  # the token of this showing; kept with the typing, so that two tabs of one draft make one thing


@dataclass(frozen=True)
class Editing:
    """The page of a form: its title, what it is about, and the words on its button."""

    title: str | Promise
    button: str | Promise
    about: str = ""
    about_url: str = ""
    note: str | Promise = ""  # what each page of its kind says of itself, before all else
    lead: str | Promise = ""
    quote: str = ""
    quote_lang: str = "en"
    world: str = "real"
    lines: Sequence[Any] = field(default_factory=tuple)  # what has to be true first: words, holds
    checks: Sequence[Any] = field(default_factory=tuple)  # what may be missing: words, met, missing
    parts: Sequence["Part"] = field(default_factory=tuple)  # what the form is about
    warning: str | Promise = ""
    plain: bool = False  # a second choice: its button is no invitation
    onward: str | Promise = ""  # words of a second button, `onward`: it saves, too, and the view goes on to what comes next
    count: "Counting | None" = None
    hint: Text | str = ""  # what helps to fill it in, in whatever language it was written
    way: "Way | None" = None  # where one goes if something has to be done first
    kept: bool = True  # False where no row may tie what is typed to who typed it: no draft, and no memory of the sending


@dataclass(frozen=True)
class Part:
    """Facts beside the form. A value that is a `Text` is marked with its language."""

    title: str | Text
    facts: Sequence[tuple[str | Promise, str | Text]]


@dataclass(frozen=True)
class Way:
    words: str | Promise
    url: str


@dataclass(frozen=True)
class Counting:
    """Words of some fields are counted as one types, beside `before` words that stand elsewhere in the same text."""

    fields: tuple[str, ...]
    before: int
    limits: str = ""  # in words

    def of(self, form: forms.Form) -> dict[str, Any]:
        """What stands in the form as the page is made: without a script it is counted anew with each sending."""
        here = sum(count(str(form[name].value() or "")) for name in self.fields)
        return {
            "fields": " ".join(self.fields),
            "before": self.before,
            "here": here,
            "all": self.before + here,
            "limits": self.limits,
        }


@dataclass(frozen=True)
class Difference:
    label: str | Promise
    theirs: str


def edit(
    request: HttpRequest,
    form_class: Callable[..., KeptForm],
    page: Editing,
    *,
    key: str,
    version: int,
    initial: Mapping[str, Any],
    save: Callable[[dict[str, Any], int], str],
    done: str | Promise = "",
) -> HttpResponse:
    """GET shows the form (with kept typing), POST keeps or saves. `save` gives the address to go on to, without language."""
    person = request.user
    assert isinstance(person, Person)
    key = f"{key}@{translation.get_language()}"[:200]
    if request.method != "POST":
        return _shown(request, form_class, page, key, version, initial)
    if "discard" in request.POST:
        drop_draft(person, key)
        return HttpResponseRedirect(request.get_full_path())  # what it answers stands behind the "?"
    if request.POST.get("keep") == BY_HAND and page.kept:
        return _kept_by_hand(request, person, key, form_class, page)
    if "keep" in request.POST:
        return _kept(request, person, key, form_class(), page) if page.kept else _never_kept()
    form = form_class(request.POST, request.FILES) if request.FILES else form_class(request.POST)
    if not form.is_valid():
        return _sent_twice(request, page) or _refused(request, page, form, key)
    begun = form.cleaned_data.get("version")
    try:
        with transaction.atomic():
            goes_to = save(form.cleaned_data, begun if begun is not None else UNSEEN if version else 0)
            if page.kept:
                remember(request, goes_to)
                drop_draft(person, key)
    except Exception as failed:
        if before := _sent_twice(request, page):
            return before
        if isinstance(failed, Conflict):
            _keep(person, key, request, form, page)
            again = _again(form, version, initial.get("shown", ""))
            return _page(request, page, again, theirs=_theirs(form, failed.theirs), status=409)
        if not isinstance(failed, forms.ValidationError):
            raise
        form.add_error(None, failed)
        return _refused(request, page, form, key)
    if done:
        messages.success(request, str(done))
    return HttpResponseRedirect(f"/{translation.get_language()}/{goes_to}")


def _sent_twice(request: HttpRequest, page: Editing) -> HttpResponse | None:
    """Asked where a sending fails: the one before it may be why. Of two at once the second fails when it is remembered."""
    return sent_before(request, again=True) if page.kept else None


def _refused(request: HttpRequest, page: Editing, form: KeptForm, key: str) -> HttpResponse:
    assert isinstance(request.user, Person)
    _keep(request.user, key, request, form, page)
    return _page(request, page, form, status=422)


def _typed(request: HttpRequest, form: KeptForm) -> dict[str, list[str]] | None:
    """What stands in the form's own fields; None where it is more than a draft holds."""
    typed = {name: request.POST.getlist(name) for name in form.fields if name in request.POST and name not in OWN}
    size = sum(len(text) for values in typed.values() for text in values)
    return typed if size <= KEPT else None


def _shown(
    request: HttpRequest, form_class: Callable[..., KeptForm], page: Editing, key: str, version: int, initial: Mapping[str, Any]
) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    typed = typed_while_signed_out(request) if page.kept else {}
    if typed:
        typed = {k: v for k, v in typed.items() if k not in OWN}
        kept: Draft | None = Draft(person=person, key=key, typed=typed, version=0)
    else:
        kept = take_draft(person, key) if page.kept else None
    given = {"version": version, "draft": kept.version if kept else 0, "once": fresh_token(), **initial}
    form = form_class(initial=given)
    if kept:
        for name, values in kept.typed.items():
            if name in form.fields:
                many = isinstance(form.fields[name].widget, forms.SelectMultiple | forms.CheckboxSelectMultiple)
                form.initial[name] = values if many else values[-1] if values else ""
    return _page(request, page, form, kept=kept)


def _keep(person: Person, key: str, request: HttpRequest, form: KeptForm, page: Editing) -> None:
    """Typing of a refused form is kept; a second tab's typing is not written over (the page shows this one anyway)."""
    typed = _typed(request, form) if page.kept else None
    if typed is not None:
        with suppress(Conflict):
            _save(request, person, key, typed, page)


def _save(request: HttpRequest, person: Person, key: str, typed: dict[str, list[str]], page: Editing) -> Draft:
    title = " · ".join(filter(None, (str(page.title), page.about)))
    seen = whole_number(request.POST.get("draft", ""))
    return save_draft(person, key, typed, seen, title=title, url=request.get_full_path())


def _kept(request: HttpRequest, person: Person, key: str, form: KeptForm, page: Editing) -> HttpResponse:
    """What the page's script asks every few seconds."""
    try:
        draft = _save_typed(request, person, key, form, page)
    except _Unkept as why:
        return JsonResponse({"kept": False, "words": str(why)}, status=why.status)
    return JsonResponse({"kept": True, "draft": draft.version, "words": _("Kept as a draft")})


def _kept_by_hand(
    request: HttpRequest, person: Person, key: str, form_class: Callable[..., KeptForm], page: Editing
) -> HttpResponse:
    """The same by a button, where no script asks. The form comes back and says that it was kept."""
    form = form_class(request.POST)
    try:
        _save_typed(request, person, key, form, page)
    except _Unkept as why:
        form.add_error(None, str(why))
        return _page(request, page, form, status=why.status)
    return HttpResponseRedirect(request.get_full_path())


class _Unkept(Exception):
    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


def _save_typed(request: HttpRequest, person: Person, key: str, form: KeptForm, page: Editing) -> Draft:
    typed = _typed(request, form)
    if typed is None:
        raise _Unkept(_("This is too long to be kept as a draft."), 413)
    try:
        return _save(request, person, key, typed, page)
    except Conflict as clash:
        raise _Unkept(_("Another tab of yours has newer typing of this form."), 409) from clash


def _never_kept() -> HttpResponse:
    return JsonResponse({"kept": False, "words": _("What is typed here is kept nowhere until you save it.")}, status=409)


def _again(form: KeptForm, version: int, shown: str) -> KeptForm:
    """The same typing, now against the version and the content that the reader is shown."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"], data["shown"] = str(version), shown
    form.data = data
    return form


NOT_OF_A_FORM = {"state": gettext_lazy("Where it stands now"), "assessor": gettext_lazy("Who took it up"),
                 "answer": gettext_lazy("Answer"), "plan": gettext_lazy("Plan"), "starts_on": gettext_lazy("First day"),
                 "ends_on": gettext_lazy("Last day"), "reason": gettext_lazy("Reason"),
                 "note": gettext_lazy("How")}  # fmt: skip


def _theirs(form: KeptForm, theirs: Any) -> list[Difference]:
    told = theirs if isinstance(theirs, Mapping) else {}
    return [
        Difference(
            str(form.fields[name].label if name in form.fields else NOT_OF_A_FORM.get(name, name)), in_words(form, name, value)
        )
        for name, value in told.items()
        if value not in ("", None, [])
    ]


def _page(
    request: HttpRequest,
    page: Editing,
    form: KeptForm,
    *,
    kept: Draft | None = None,
    theirs: Sequence[Difference] | None = None,
    status: int = 200,
) -> HttpResponse:
    counted = page.count.of(form) if page.count else None
    told = {"page": page, "form": form, "kept": kept, "theirs": theirs, "summary_above": True, "count": counted}
    return render(request, "record/edit.html", told, status=status)
