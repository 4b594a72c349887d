"""Pages of templates: which there are, what each asks, who uses it."""

from dataclasses import dataclass, field

from accord.accountability.access import access_template, designing_officer
from accord.accountability.models import Kind, Question, Template
from accord.kit.texts import LANGUAGES
from accord.record.models import Card, Reader

HTML_ONLY = {"html_only": True}


@dataclass(frozen=True)
class TemplateLine:
    names: dict[str, str]
    version: int
    url: str
    questions: int
    cycles: list[dict[str, str]]


@dataclass(frozen=True)
class TemplatesPage:
    templates: list[TemplateLine]
    world: str
    may_design: bool = field(default=False, metadata=HTML_ONLY)


@dataclass(frozen=True)
class AskedQuestion:
    code: str
    kind: str
    kind_words: str
    texts: dict[str, str]
    hints: dict[str, str]
    required: bool
    indicator: str
    indicator_names: dict[str, str]
    options: list[dict[str, str]]
    columns: list[dict[str, str]]
    rows: list[dict[str, str]]
    live_words: str


@dataclass(frozen=True)
class AskedSection:
    code: str
    names: dict[str, str]
    questions: list[AskedQuestion]


@dataclass(frozen=True)
class UsedBy:
    names: dict[str, str]
    url: str


@dataclass(frozen=True)
class TemplatePage:
    slug: str
    version: int
    names: dict[str, str]
    sections: list[AskedSection]
    cycles: list[UsedBy]
    others: list[TemplateLine]  # its other versions
    missing: dict[str, int]  # language -> texts that are not written in it
    world: str
    ref: str
    edition: int = field(default=1, metadata=HTML_ONLY)
    may_change: bool = field(default=False, metadata=HTML_ONLY)
    may_copy: bool = field(default=False, metadata=HTML_ONLY)


def _lines(found: list[Template]) -> list[TemplateLine]:
    return [
        TemplateLine(
            t.names, t.version, t.url, sum(len(s.questions.all()) for s in t.sections.all()), [c.names for c in t.cycles.all()]
        ) for t in found
    ]  # fmt: skip


def _seen(user: Reader, world: str) -> list[Template]:
    refs = Card.objects.visible_to(user).in_world(world).filter(kind="template").values_list("ref", flat=True)
    rows = Template.objects.filter(world=world, ref__in=[ref.removeprefix("templates/") for ref in refs])
    return list(rows.prefetch_related("sections__questions", "cycles"))


def template_list(world: str, user: Reader) -> TemplatesPage:
    hat = designing_officer(user)
    return TemplatesPage(_lines(_seen(user, world)), world, hat is not None and hat.world == world)


def template_page(slug: str, version: int, user: Reader) -> TemplatePage:
    found = access_template(user, slug, version)
    hat = designing_officer(user)
    ours = hat is not None and hat.world == found.world
    sections = list(found.sections.prefetch_related("questions__indicator"))
    asked = [AskedSection(s.code, s.names, [_asked(q) for q in s.questions.all()]) for s in sections]
    cycles = list(found.cycles.all())
    others = [t for t in _seen(user, found.world) if t.slug == slug and t.version != version]
    return TemplatePage(
        found.slug, found.version, found.names, asked, [UsedBy(c.names, c.url) for c in cycles], _lines(others),
        _missing(found, asked), found.world, found.ref, found.edition, ours and not cycles, ours,
    )  # fmt: skip


def _asked(q: Question) -> AskedQuestion:
    options, columns, rows = ([dict(one["names"]) for one in part] for part in (q.options, q.columns, q.rows))
    return AskedQuestion(
        q.code, q.kind, str(Kind(q.kind).label), q.texts, q.hints, q.required, q.indicator.code if q.indicator else "",
        q.indicator.names if q.indicator else {}, options, columns, rows, str(q.get_live_display()) if q.live else "",
    )  # fmt: skip


def _missing(found: Template, sections: list[AskedSection]) -> dict[str, int]:
    texts = [found.names, *(s.names for s in sections), *(q.texts for s in sections for q in s.questions)]
    texts += [one for s in sections for q in s.questions for one in (*q.options, *q.columns, *q.rows)]
    counts = {code: sum(not one.get(code) for one in texts) for code in LANGUAGES}
    return {code: n for code, n in counts.items() if n}
