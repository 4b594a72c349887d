"""Forms of editions: officers', authors' and focal points'."""

from functools import partial
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.actions import Unmet
from accord.accountability.edition_standing import wording_digest
from accord.accountability.edition_states import edition_step_named
from accord.accountability.models import Edition, EditionSection, Erratum, SectionAuthor
from accord.accountability.models.editions import CHAPTERS
from accord.accountability.reads.edition_guards import edition_facts, edition_lines
from accord.accountability.reads.edition_places import places_of
from accord.kit.access import members_only
from accord.kit.texts import Prose, Text, reader_language
from accord.overview.editions.reads import entry_of
from accord.overview.report.build import LANGUAGES
from accord.overview.report.entries import EntryFact, EntryPart, entry_digests
from accord.overview.report.frozen import inputs_of
from accord.overview.report.gather import gather
from accord.record.editing import Editing, Part, edit
from accord.record.sending import sent_before

State = Edition.State


def _page(edition: Edition, title: Any, button: Any, **more: Any) -> Editing:
    return Editing(title, button, edition.ref, edition.desk_url, world=edition.world, **more)


def _outlined(request: HttpRequest, ref: str) -> tuple[Edition, Any]:
    return access.to_edit_edition(request.user, ref, State.OUTLINE, State.DRAFTING)


@members_only
def begin(request: HttpRequest) -> HttpResponse:
    hat = access.to_begin_edition(request.user)
    lead = _(
        "An edition has an outline, authors, figures frozen on a day, and the answers of countries; two officers approve it."
    )
    page = Editing(_("Begin an edition"), _("Begin it"), _("Editions"), "report/", world=hat.world, lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        return actions.begin_edition(given["year"], language=given["language"], by=hat).desk_url

    done = _("It is begun. Add its sections now.")
    return edit(request, forms.NewEditionForm, page, key="edition-new", version=0, initial={}, save=save, done=done)


@members_only
def change_title(request: HttpRequest, ref: str) -> HttpResponse:
    edition, hat = access.to_edit_edition(request.user, ref, *Edition.WRITTEN_IN)

    def save(given: dict[str, Any], version: int) -> str:
        titles = {code: given[f"title_{code}"] for code in LANGUAGES}
        return actions.change_title(edition, titles, version=version, by=hat).desk_url

    initial = {f"title_{code}": edition.titles.get(code, "") for code in LANGUAGES}
    page = _page(edition, _("Change the title"), _("Save"))
    return edit(request, forms.TitleForm, page, key=f"edition-title/{ref}", version=edition.version, initial=initial, save=save)


@members_only
def add_section(request: HttpRequest, ref: str) -> HttpResponse:
    edition, hat = _outlined(request, ref)

    def save(given: dict[str, Any], version: int) -> str:
        actions.add_section(edition, given, version=version, by=hat)
        return edition.desk_url

    initial = {"place": edition.sections.count() + 1, "chapter": "front"}
    page, done = _page(edition, _("Add a section"), _("Add it")), _("The section is in the outline.")
    key = f"edition-section/{ref}"
    return edit(request, forms.EditionSectionForm, page, key=key, version=edition.version, initial=initial, save=save, done=done)


def _section(edition: Edition, code: str) -> EditionSection:
    found = edition.sections.filter(code=code).first()
    if found is None:
        raise Http404
    return found


@members_only
def move_section(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    edition, hat = _outlined(request, ref)
    section = _section(edition, code)

    def save(given: dict[str, Any], version: int) -> str:
        actions.change_section(section, given, version=version, by=hat)
        return edition.desk_url

    initial = {"chapter": section.chapter, "place": section.place}
    page = _page(edition, _("Move the section"), _("Save"), lead=_heading(section, edition))
    form, key = partial(forms.EditionSectionForm, moving=True), f"edition-move/{ref}/{code}"
    return edit(request, form, page, key=key, version=edition.version, initial=initial, save=save)


def _heading(section: EditionSection, edition: Edition) -> str:
    own = section.texts.filter(language=edition.language).first()
    return own.heading if own else section.code


@members_only
def remove_section(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    if before := sent_before(request):  # by the first press
        return before
    edition, hat = _outlined(request, ref)
    section = _section(edition, code)

    def save(given: dict[str, Any], version: int) -> str:
        actions.remove_section(section, version=version, by=hat)
        return edition.desk_url

    warning = _("What was written in it goes with it.")
    page = _page(
        edition, _("Take the section out"), _("Take it out"), lead=_heading(section, edition), warning=warning, plain=True
    )
    key = f"edition-remove/{ref}/{code}"
    return edit(request, forms.ConfirmForm, page, key=key, version=edition.version, initial={}, save=save)


@members_only
def name_author(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    edition, hat = access.to_edit_edition(request.user, ref, *Edition.WRITTEN_IN)
    section = _section(edition, code)

    def save(given: dict[str, Any], version: int) -> str:
        actions.name_author(section, email=given["email"], credit=given["credit"], by=hat)
        return edition.desk_url

    page = _page(edition, _("Name an author"), _("Name the author"), lead=_heading(section, edition))
    done = _("The author may write the section, and finds it on “My page”.")
    key = f"edition-author/{ref}/{code}"
    return edit(request, forms.AuthorForm, page, key=key, version=0, initial={}, save=save, done=done)


@members_only
def unname_author(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):  # by the first press
        return before
    edition, hat = access.to_edit_edition(request.user, ref, *Edition.WRITTEN_IN)
    author = SectionAuthor.objects.filter(section__edition=edition, pk=number).select_related("section__edition").first()
    if author is None:
        raise Http404

    def save(given: dict[str, Any], version: int) -> str:
        return actions.unname_author(author, by=hat).desk_url

    page = _page(edition, _("Take the author out"), _("Take out"), lead=author.credit, plain=True)
    return edit(request, forms.ConfirmForm, page, key=f"edition-unname/{number}", version=0, initial={}, save=save)


@members_only
def write_section(request: HttpRequest, ref: str, code: str, language: str) -> HttpResponse:
    section, hat = access.to_write_edition_section(request.user, ref, code, sent=request.method == "POST")
    if language not in LANGUAGES:
        raise Http404
    edition = section.edition
    texts = {t.language: t for t in section.texts.all()}
    there = texts.get(language)
    officer = access.editing_officer(request.user, edition.world) is not None

    def save(given: dict[str, Any], version: int) -> str:
        actions.write_section(section, language, given, version=version, by=hat)
        return edition.desk_url if officer else "my/"

    own = texts.get(edition.language)
    other = own if own and own.language != language and own.text else None
    chapter = str(dict(CHAPTERS)[section.chapter])
    page = Editing(
        _("Write the section"), _("Save"), edition.ref, edition.desk_url if officer else "my/", world=edition.world,
        lead=f"{own.heading if own else section.code} · {chapter}", quote=other.text if other else "",
        quote_lang=other.language if other else "en",
    )  # fmt: skip
    initial = {"heading": there.heading if there else "", "text": there.text if there else ""}
    key, version = f"edition/{ref}/{code}/{language}", there.version if there else 0
    done = _("The section is saved.")
    return edit(request, forms.SectionTextForm, page, key=key, version=version, initial=initial, save=save, done=done)


@members_only
def freeze(request: HttpRequest, ref: str) -> HttpResponse:
    edition, hat = access.to_edit_edition(request.user, ref, State.DRAFTING)
    lead = _(
        "All that the figures are drawn from is kept as it stands now. Later changes of the records do not move the edition."
    )
    page = _page(edition, _("Freeze the figures"), _("Freeze them now"), lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        return actions.freeze_figures(edition, gather(edition.year, edition.world).text, by=hat).desk_url

    done = _("The figures are frozen.")
    return edit(request, forms.ConfirmForm, page, key=f"edition-freeze/{ref}", version=0, initial={}, save=save, done=done)


FORMS = {"days": forms.SendEntriesForm, "until": forms.EmbargoForm, "reason": forms.ReasonForm}


@members_only
def take_step(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    step = edition_step_named(code)
    if step is None:
        raise Http404
    edition, hat = access.to_edit_edition(request.user, ref)
    if edition.state not in step.starts and request.method != "POST":
        raise Http404
    page = _page(
        edition, step.words, step.words, lead=step.told, plain=step.aside, lines=edition_lines(step, edition_facts(edition)),
        parts=_texts_of(edition) if code == "approve" else (),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("reason", "days", "until") if name in given}
        entries = entry_digests(inputs_of(edition.figures)) if code == "check" and edition.figures else None
        try:
            done = actions.take_edition_step(edition, step, by=hat, shown=given["shown"], entries=entries, **told)
        except Unmet as unmet:
            raise django_forms.ValidationError(unmet.words) from unmet
        return done.url if done.is_public else done.desk_url

    form = FORMS.get(step.asks, forms.ConfirmForm)
    initial = {"shown": wording_digest(edition.pk)}
    return edit(request, form, page, key=f"edition-{code}/{ref}", version=0, initial=initial, save=save, done=step.done)


def _texts_of(edition: Edition) -> list[Part]:
    """All that authors wrote, for who approves it."""
    parts = []
    for section in edition.sections.prefetch_related("texts", "authors"):
        by = " · ".join(a.credit for a in section.authors.all())
        for text in section.texts.all():
            facts: list[tuple[Any, Any]] = [(_("Where it stands"), str(dict(CHAPTERS)[section.chapter]))]
            facts += [(_("By"), by)] if by else []
            parts.append(Part(Text(text.heading, text.language), [*facts, (_("Text"), Prose(text.text, text.language))]))
    return parts


def _entry_parts(entry: list[EntryPart]) -> list[Part]:
    return [Part(part.title, [_fact(f) for f in part.facts]) for part in entry]


def _fact(f: EntryFact) -> tuple[Any, str | Text]:
    said = f"{f.said} ({f.source})" if f.source else f.said
    return f.about.text, said


@members_only
def answer_check(request: HttpRequest, ref: str, iso3: str) -> HttpResponse:
    check, hat = access.to_answer_check(request.user, ref, iso3, sent=request.method == "POST")
    edition = check.edition
    page = Editing(
        _("Check what the report says of your country"), _("Send the answer"), str(check.area.name),
        f"{edition.url}checks/{check.area.iso3}/", world=edition.world, parts=_entry_parts(entry_of(check)),
        lead=_("These are its figures, commitments and ratings of your country. Your answer becomes public with the edition."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.answer_check(check, given, version=version, by=hat, language=reader_language())
        return f"{edition.url}checks/{check.area.iso3}/"

    initial = {"verdict": check.verdict, "text": check.text, "source": check.source}
    key, done = f"edition-check/{ref}/{check.area.code}", _("Your answer is with the secretariat.")
    return edit(request, forms.CheckForm, page, key=key, version=check.version, initial=initial, save=save, done=done)


@members_only
def reply_to_check(request: HttpRequest, ref: str, iso3: str) -> HttpResponse:
    check, hat = access.to_reply_to_check(request.user, ref, iso3, sent=request.method == "POST")
    edition = check.edition
    said: list[tuple[Any, Any]] = [(_("What the country says"), check.get_verdict_display())]
    said += [(_("In its words"), Text(check.text, check.language))] if check.text else []
    said += [(_("Source"), check.source)] if check.source else []
    page = _page(
        edition, _("Answer the country"), _("Save the answer"), lead=str(check.area.name),
        parts=[Part(_("Answer of the country"), said), *_entry_parts(entry_of(check))],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.reply_to_check(check, given, version=version, by=hat, language=reader_language())
        return edition.desk_url

    initial = {"outcome": check.outcome, "text": check.reply}
    key, done = f"edition-reply/{ref}/{check.area.code}", _("Your answer stands beside what the country said.")
    return edit(request, forms.CheckReplyForm, page, key=key, version=check.reply_version, initial=initial, save=save, done=done)


@members_only
def write_erratum(request: HttpRequest, ref: str) -> HttpResponse:
    edition, hat = access.to_edit_edition(request.user, ref, State.PUBLISHED)
    lead = _("What was published stays readable. Another officer publishes the erratum; then it has its number and day.")
    page = _page(edition, _("Write an erratum"), _("Save"), lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        actions.write_erratum(edition, given, by=hat)
        return edition.desk_url

    form, done = partial(forms.ErratumForm, edition=edition), _("Another officer can publish it now.")
    initial = {"language": edition.language}
    return edit(request, form, page, key=f"edition-erratum/{ref}", version=0, initial=initial, save=save, done=done)


def _erratum_part(one: Erratum) -> Part:
    places = dict(places_of(one.edition))
    told = [(_("Where it was wrong"), str(places.get(one.place, one.place)))]
    words = [(_("It said:"), one.was), (_("It should say:"), one.now), (_("Reason:"), one.reason)]
    return Part(_("Erratum"), [*told, *[(name, Text(text, one.language)) for name, text in words]])


@members_only
def publish_erratum(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):  # by the first press
        return before
    one, hat = access.to_publish_erratum(request.user, ref, number)
    page = _page(one.edition, _("Publish the erratum"), _("Publish it"), parts=[_erratum_part(one)])

    def save(given: dict[str, Any], version: int) -> str:
        return actions.publish_erratum(one, by=hat).edition.url

    key, done = f"edition-erratum/{ref}/{number}", _("The erratum is public.")
    return edit(request, forms.ConfirmForm, page, key=key, version=0, initial={}, save=save, done=done)


@members_only
def take_back_erratum(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):  # by the first press
        return before
    edition, hat = access.to_edit_edition(request.user, ref, State.PUBLISHED)
    one = Erratum.objects.filter(edition=edition, pk=number, number=None).select_related("edition").first()
    if one is None:
        raise Http404

    def save(given: dict[str, Any], version: int) -> str:
        actions.take_back_erratum(one, by=hat)
        return edition.desk_url

    page = _page(edition, _("Take the erratum back"), _("Take it back"), parts=[_erratum_part(one)], plain=True)
    return edit(request, forms.ConfirmForm, page, key=f"edition-unerratum/{number}", version=0, initial={}, save=save)
