"""Templates of questions: read by everyone once a cycle uses them, written by officers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Question, Section, Template
from accord.accountability.options import as_lines
from accord.accountability.reads.templates import template_list, template_page
from accord.kit.access import members_only, public
from accord.kit.pages import show
from accord.kit.templatetags.kit import OWN_NAMES
from accord.kit.texts import Text, pick, reader_language
from accord.people.models import World
from accord.record.editing import Editing, edit


@public
def templates(request: HttpRequest) -> HttpResponse:
    world = World.DEMO if request.GET.get("world") == World.DEMO else World.REAL
    return show(request, "accountability/templates.html", template_list(world, request.user))


@public
def template(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    return show(request, "accountability/template.html", template_page(slug, version, request.user))


def _in_language() -> str:
    """Officers write each language on its own page: the form says in which they are."""
    names = {"language": OWN_NAMES[reader_language()]}
    return _("You write in %(language)s. To write it in another language, change the language of the page.") % names


def _page(found: Template, title: str, button: str, *, quote: Text | None = None) -> Editing:
    about = f"{found.name} {found.version}"
    return Editing(
        title, button, about, found.url, world=found.world, lead=_in_language(), quote=str(quote or ""),
        quote_lang=quote.lang if quote else "en",
    )  # fmt: skip


def _elsewhere(texts: dict[str, str]) -> Text | None:
    """The words in another language, to be translated, where they are not written in the page's own."""
    return pick(texts) if texts and not texts.get(reader_language()) else None


@members_only
def new_template(request: HttpRequest) -> HttpResponse:
    hat = access.to_design(request.user)
    page = Editing(
        _("New template"), _("Begin it"), _("Questions of reports"), "questions/", world=hat.world, lead=_in_language()
    )

    def save(given: dict[str, Any], version: int) -> str:
        return actions.draft_template(given["name"], language=reader_language(), by=hat).url

    return edit(
        request, forms.TemplateForm, page, key="template/new", version=0, initial={}, save=save,
        done=_("The template is begun. Add its sections, then their questions."),
    )  # fmt: skip


@members_only
def name_template(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    found, hat = access.to_change_template(request.user, slug, version, sent=request.method == "POST")

    def save(given: dict[str, Any], edition: int) -> str:
        return actions.name_template(found, given["name"], language=reader_language(), edition=edition, by=hat).url

    page = _page(found, _("Name the template"), _("Save"), quote=_elsewhere(found.names))
    initial = {"name": found.names.get(reader_language(), "")}
    return edit(
        request, forms.TemplateForm, page, key=f"template/{found.ref}", version=found.edition, initial=initial, save=save,
        done=_("The name is saved."),
    )  # fmt: skip


@members_only
def put_section(request: HttpRequest, slug: str, version: int, section: str = "") -> HttpResponse:
    found, hat = access.to_change_template(request.user, slug, version, sent=request.method == "POST")
    held = _section(found, section) if section else None

    def save(given: dict[str, Any], edition: int) -> str:
        told = {"position": given["position"], "language": reader_language(), "edition": edition}
        return f"{found.url}#s-{actions.put_section(found, held, given['name'], by=hat, **told).code}"

    names = held.names if held else {}
    page = _page(found, _("Change the section") if held else _("Add a section"), _("Save"), quote=_elsewhere(names))
    initial = {"name": names.get(reader_language(), ""), "position": held.position if held else found.sections.count() + 1}
    return edit(
        request, forms.SectionForm, page, key=f"template/{found.ref}/{section}", version=found.edition, initial=initial,
        save=save, done=_("The section is saved."),
    )  # fmt: skip


def _section(found: Template, code: str) -> Section:
    section = found.sections.filter(code=code).select_related("template").first()
    if section is None:
        raise Http404
    return section


def _question(found: Template, code: str) -> Question:
    question = (
        Question.objects.filter(section__template=found, code=code).select_related("section__template", "indicator").first()
    )
    if question is None:
        raise Http404
    return question


@members_only
def new_question(request: HttpRequest, slug: str, version: int, section: str) -> HttpResponse:
    found, hat = access.to_change_template(request.user, slug, version, sent=request.method == "POST")
    held = _section(found, section)
    page = _page(found, _("Add a question"), _("Save"))
    initial = {"position": held.questions.count() + 1, "required": True, "kind": "text"}
    return _put(request, found, held, None, hat, page, initial)


@members_only
def change_question(request: HttpRequest, slug: str, version: int, question: str) -> HttpResponse:
    found, hat = access.to_change_template(request.user, slug, version, sent=request.method == "POST")
    held = _question(found, question)
    page = _page(found, _("Change the question"), _("Save"), quote=_elsewhere(held.texts))
    language = reader_language()
    initial = {name: getattr(held, name) for name in ("kind", "position", "required", "live")}
    initial |= {name: as_lines(getattr(held, name), language) for name in ("options", "columns", "rows")}
    initial |= {"text": held.texts.get(language, ""), "hint": held.hints.get(language, "")}
    initial["indicator"] = held.indicator.code if held.indicator else None
    return _put(request, found, held.section, held, hat, page, initial)


def _put(
    request: HttpRequest,
    found: Template,
    section: Section,
    held: Question | None,
    hat: Any,
    page: Editing,
    initial: dict[str, Any],
) -> HttpResponse:
    def save(given: dict[str, Any], edition: int) -> str:
        told = {"language": reader_language(), "edition": edition, "by": hat}
        return f"{found.url}#q-{actions.put_question(section, held, given, **told).code}"

    key = f"template/{found.ref}/{section.code}/{held.code if held else ''}"
    return edit(
        request, forms.QuestionForm, page, key=key, version=found.edition, initial=initial, save=save,
        done=_("The question is saved."),
    )  # fmt: skip


@members_only
def remove_part(request: HttpRequest, slug: str, version: int, part: str) -> HttpResponse:
    """A question or a section of a draft; their codes begin with different letters."""
    found, hat = access.to_change_template(request.user, slug, version, sent=request.method == "POST")
    held: Section | Question = _section(found, part) if part.startswith("s") else _question(found, part)
    words = held.name if isinstance(held, Section) else held.text
    page = Editing(
        _("Take it out of the draft"), _("Take it out"), f"{found.name} {found.version}", found.url, world=found.world,
        quote=str(words), quote_lang=words.lang,
        warning=_("A section goes with its questions.") if isinstance(held, Section) else "", plain=True,
    )  # fmt: skip

    def save(given: dict[str, Any], edition: int) -> str:
        return actions.remove_part(held, edition=edition, by=hat).url

    return edit(
        request, forms.ConfirmForm, page, key=f"template/{found.ref}/{part}/remove", version=found.edition, initial={}, save=save
    )


@members_only
def next_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    found, hat = access.to_copy_template(request.user, slug, version)
    page = Editing(
        _("Make a new version"), _("Make it"), f"{found.name} {found.version}", found.url, world=found.world,
        lead=_("A draft with the same questions. What cycles use now stays as it is."),
    )  # fmt: skip

    def save(given: dict[str, Any], edition: int) -> str:
        return actions.next_version(found, by=hat).url

    return edit(request, forms.ConfirmForm, page, key=f"template/{found.ref}/next", version=0, initial={}, save=save)


@members_only
def set_template(request: HttpRequest, slug: str) -> HttpResponse:
    cycle, hat = access.to_set_template(request.user, slug)
    page = Editing(
        _("What reports of this cycle answer"), _("Use this template"), str(cycle.name), cycle.url, world=cycle.world,
        warning=_("From then on this version stays as it is. Once a report has begun to answer, the cycle keeps it."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.use_template(cycle, given["template"], by=hat).url

    def form(*args: Any, **given: Any) -> forms.CycleTemplateForm:
        return forms.CycleTemplateForm(*args, world=cycle.world, **given)

    return edit(
        request, form, page, key=f"cycle/{slug}/template", version=0, initial={"template": cycle.template_id}, save=save,
        done=_("Reports of this cycle answer these questions."),
    )  # fmt: skip
