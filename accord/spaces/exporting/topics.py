"""What is talked about on a platform, as its pages tell it: topics with their posts, translations, outcomes, pictures."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.discussions.reads.shown import page_start
from accord.discussions.reads.whole import PostWhole, TopicWhole, picture, pictures, topics_whole
from accord.kit.locale_format import day
from accord.people.models import Person
from accord.record.models import Card
from accord.spaces.exporting.items import Exported, ExportedFile, Section


def topics(platform: Card, reader: Person) -> Iterator[Exported]:
    """Only what the reader may read; authors as the page shows them, so under the Chatham House rule their alias alone."""
    for one in topics_whole(platform, reader):
        page = one.page
        files = [ExportedFile(name, partial(picture, pk)) for name, pk in pictures(one)]
        first = one.start == 1
        yield Exported(
            f"topics/{page.ref}" if first else f"topics/{page.ref}/from-{one.start}", _("Topic") if first else _("Posts"),
            page.title if first else f"{page.title} (#{one.start})", page.language, one, list(_sections(one)), files=files,
            url=page.url if first else f"{page.url}?from={page_start(one.start)}",
        )  # fmt: skip


def _sections(one: TopicWhole) -> Iterator[Section]:
    page = one.page
    if one.start > 1:
        return (yield from _said(one))
    yield Section(_("What it is"), "\n".join(_counts(one)), get_language() or "en")
    if page.summary:
        yield Section(_("Summary"), one.summary, page.summary.language)
    if page.outcome:
        acts = [f"{a.text} – {a.owner}" for a in page.actions]
        yield Section(_("Outcome"), "\n".join([one.outcome, *acts]), page.outcome.language)
    yield from _said(one)


def _said(one: TopicWhole) -> Iterator[Section]:
    for post in one.posts:
        yield from _post(post)


def _post(one: PostWhole) -> Iterator[Section]:
    p = one.post
    heading = f"#{p.number} {p.author}, {p.when}" if p.author else f"#{p.number}"
    answers = f"{_('In reply to')} #{p.quotes}\n" if p.quotes else ""
    if one.text:
        yield Section(heading, f"{answers}{one.text}", p.language)
    elif p.hidden_on:
        yield Section(heading, _("Hidden on %(day)s: %(ground)s.") % {"day": day(p.hidden_on), "ground": p.ground_words})
    elif p.went_to:
        yield Section(heading, f"{_('Moved to another topic')}: {p.went_to}")
    else:
        yield Section(heading, _("The words were taken out."))
    for translated in one.translations:
        said = translated.translation
        by = f"{_('Translated by a person:')} {said.by}" if said.by else _("Translated by a machine")
        yield Section(f"#{p.number} {said.language.upper()} – {by}", translated.text, said.language)


def _counts(one: TopicWhole) -> list[str]:
    page = one.page
    told = [f"{page.kind_words}, {page.state_words}", f"{_('Posts')}: {page.last_number}"]
    if page.chatham:
        told.append(f"{_('Chatham House rule')}: {page.names_words}")
    if one.hidden:
        told.append(f"{_('Posts that are hidden, left out')}: {one.hidden}")
    if one.masked:
        told.append(f"{_('Posts of which words were taken out')}: {one.masked}")
    return told
