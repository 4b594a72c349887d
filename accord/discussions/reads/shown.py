"""Pieces that several pages of the room show."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.discussions.access import may_see_post
from accord.discussions.models import Attachment, Post, Topic, Translation
from accord.discussions.reads.sealed import alias_words
from accord.formats.media import CSV, PDF, is_picture
from accord.kit import locale_format
from accord.kit.texts import comma, pick, reader_language
from accord.moderation.reads.hidden import Stub, hidden_parts
from accord.people.models import Capacity, Person, hat_words
from accord.record.models import Card, Reader
from accord.record.ready import Ready

PAGE, BEGINNING = 20, 140
_APART, _TAG = re.compile(r"</?(?:p|li|br|h\d|pre|tr|t[dh]|hr)\b[^>]*>"), re.compile(r"<[^>]*>")
_QUOTED = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
WITH_AUTHOR = ("person", "capacity__area", "capacity__organisation")


def page_start(number: int) -> int:
    """Of the page on which that post stands."""
    return max(0, number - 1) // PAGE * PAGE + 1


@dataclass(frozen=True)
class PlaceShown:
    ref: str
    kind: str
    url: str
    title: dict[str, str]

    @property
    def topics_url(self) -> str:
        return f"discussions/on/{self.ref}/"


def place(card: Card) -> PlaceShown:
    return PlaceShown(card.ref, card.kind, card.url, card.title)


def author(person: Person | None, capacity: Capacity | None, alias: str) -> str:
    """A name and the capacity in which it was said; of a sealed name what others see of it. Never an address."""
    if person is None:
        return alias_words(alias)
    name = person.name or _("A participant")
    return f"{name}{comma()}{capacity}" if capacity else name


_names = Ready(lambda ids: Person.objects.filter(pk__in=ids).values_list("pk", "name"))
_hats = Ready(lambda ids: Capacity.objects.filter(pk__in=ids).values_list("pk", "role", "area__names", "organisation__names"))


def authors_of(rows: Sequence[Post]) -> dict[int, str]:
    """The same of many posts, by post (2 queries): rows of people and of what they act for are not built for a word of each."""
    names = dict(_names(ids=list({row.person_id for row in rows if row.person_id})))
    told = _hats(ids=list({row.capacity_id for row in rows if row.capacity_id}))
    words = {pk: hat_words(role, area or organisation) for pk, role, area, organisation in told}
    return {row.pk: _named(row, names, words) for row in rows}


def _named(row: Post, names: dict[int, str], words: dict[int, str]) -> str:
    if row.person_id is None:
        return alias_words(row.alias)
    name = names[row.person_id] or _("A participant")
    return f"{name}{comma()}{words[row.capacity_id]}" if row.capacity_id else name


@dataclass(frozen=True)
class FileShown:
    url: str
    words: str
    kind: str
    size: int
    pieces: int = 0

    @property
    def kilobytes(self) -> int:
        return max(1, self.size // 1000)

    @property
    def is_picture(self) -> bool:
        return is_picture(self.kind)

    @property
    def facts(self) -> str:
        """Of a document its kind, how much of it there is and its size: who pays for each megabyte knows before."""
        told = {"n": locale_format.number(self.pieces, 0), "size": locale_format.number(self.kilobytes, 0)}
        if self.kind == PDF:
            words = ngettext("PDF, %(n)s page, %(size)s KB", "PDF, %(n)s pages, %(size)s KB", self.pieces)
        elif self.kind == CSV:
            words = _("Table (CSV), %(size)s KB")
        else:
            words = ngettext("Table (XLSX), %(n)s sheet, %(size)s KB", "Table (XLSX), %(n)s sheets, %(size)s KB", self.pieces)
        return words % told


@dataclass(frozen=True)
class TranslationShown:
    """`stale` where the post was worded anew since. `by` is empty where a machine made it."""

    language: str
    origin: str
    html: str
    by: str
    stale: bool

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


@dataclass(frozen=True)
class PostShown:
    """`html` is what somebody wrote, cleaned when it was written; empty where the reader may not see it (`state` says why)."""

    number: int
    author: str
    at: datetime
    language: str
    html: str
    state: str
    version: int
    quotes: int | None
    edited_at: datetime | None
    accepted: bool
    files: list[FileShown]
    went_to: str = ""  # the address in the topic that it went to
    translated: TranslationShown | None = None  # into the reader's language
    when: str = field(default="", metadata={"html_only": True})
    no: str = field(default="", metadata={"html_only": True})  # the number as it is written: it stands there five times
    hidden_on: date | None = None  # by moderation, and on which ground
    ground: str = ""
    ground_words: str = field(default="", metadata={"html_only": True})
    quoted: str = ""  # how the post that it answers begins, where that may be read
    quoted_language: str = ""

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def masked(self) -> bool:
        """Words of it were taken out, not all."""
        return self.state == Post.State.MASKED and bool(self.html)


def is_asked(user: Reader, *, chatham: bool, world: str) -> bool:
    """Whether a reader is asked, under what is hidden or covered, if it is theirs: all of that world who signed in, in a closed
    topic, too. It gives nobody away, and under a sealed name no letter goes."""
    return chatham and isinstance(user, Person) and user.world == world


def is_decided(one: PostShown) -> bool:
    """Hidden, or words of it covered."""
    return one.state == Post.State.HIDDEN or one.masked


def _when(at: datetime, chatham: bool) -> str:
    """Where names are sealed rows hold the day alone."""
    return locale_format.day(at) if chatham else locale_format.moment(at)


def stubs_of(posts: list[Post], topic: Topic) -> dict[str, Stub]:
    """By part, what stands for those that are hidden; no query where none is."""
    if not any(row.state == Post.State.HIDDEN for row in posts):
        return {}
    return {part: stub for (_card, part), stub in hidden_parts([Card(pk=topic.card_id)]).items()}


def post(
    row: Post,
    topic: Topic,
    *,
    by: str,
    files: list[FileShown],
    translated: TranslationShown | None = None,
    stub: Stub | None = None,
    quoted: tuple[str, str] = ("", ""),
) -> PostShown:
    """`by`: the author's words (`author`)."""
    seen = may_see_post(row)
    went = f"{row.went_to.url}{row.went_number}/" if row.went_to and row.went_number else ""
    hidden = row.state in (Post.State.MOVED, Post.State.HIDDEN) and not seen
    version, edited = (1, None) if hidden else (row.version, row.edited_at)  # what an author does to it meanwhile is not told
    return PostShown(
        row.number, "" if hidden else by, row.created_at, row.language,
        row.rendered if seen else "", row.state, version, row.quotes, edited, topic.answer == row.number,
        files if seen else [], went, translated if seen else None, _when(row.created_at, topic.chatham), str(row.number),
        stub.hidden_on if stub else None, stub.ground if stub else "", stub.ground_words if stub else "",
        *(quoted if seen else ("", "")),
    )  # fmt: skip


_answered = Ready(
    lambda topic, numbers: Post.objects.filter(
        Q(state=Post.State.SHOWN) | Q(state=Post.State.MASKED), topic_id=topic, number__in=numbers
    ).order_by("number").values_list("number", "rendered", "language")
)  # fmt: skip


def quoted_of(posts: Sequence[Post], topic: Topic) -> dict[int, tuple[str, str]]:
    """By number, how those begin that are answered, and their language; no query where none is."""
    wanted = sorted({row.quotes for row in posts if row.quotes})
    if not wanted:
        return {}
    return {number: (beginning(html), language) for number, html, language in _answered(topic=topic.pk, numbers=wanted)}


def beginning(html: str) -> str:
    """The first words of what is drawn; what it quotes itself is left out."""
    words = " ".join(unescape(_TAG.sub("", _APART.sub(" ", _QUOTED.sub("", html)))).split())
    return words if len(words) <= BEGINNING else f"{words[:BEGINNING].rsplit(' ', 1)[0]}…"


def files_of(posts: list[Post], topic: Topic) -> dict[int, list[FileShown]]:
    """By post; no query where none has any."""
    found: dict[int, list[FileShown]] = {}
    wanted = [row.pk for row in posts if row.files]
    if not wanted:
        return found
    for one in Attachment.objects.filter(post__in=wanted, until=None).defer("data"):
        found.setdefault(one.post_id, []).append(_file(one, topic))
    return found


def _file(one: Attachment, topic: Topic) -> FileShown:
    url = reverse("topic_file", args=[topic.ref, one.pk]).split("/", 2)[2]
    return FileShown(url, one.words, one.kind, one.size, one.pieces)


def files_taken_off(row: Post, topic: Topic) -> Callable[[int], list[FileShown]]:
    """Those that hung beside a version and do no more (1 query)."""
    gone = [(one.since, one.until or 0, _file(one, topic)) for one in row.attachments.exclude(until=None).defer("data")]
    return lambda version: [file for since, until, file in gone if since <= version <= until]


def translation(row: Translation, post: Post) -> TranslationShown:
    by = "" if row.origin == Translation.Origin.MACHINE else author(row.person, row.capacity, row.alias)
    return TranslationShown(row.language, row.origin, row.rendered, by, row.of_version != post.version)


def translations_of(posts: list[Post]) -> dict[int, TranslationShown]:
    """Into the reader's language, by post, a person's before a machine's; no query where none has any."""
    language = reader_language()
    wanted = {row.pk: row for row in posts if f" {language} " in row.translated and row.language != language}
    if not wanted:
        return {}
    rows = Translation.objects.filter(post__in=wanted, language=language).select_related(*WITH_AUTHOR).order_by("-origin")
    return {one.post_id: translation(one, wanted[one.post_id]) for one in rows}


@dataclass(frozen=True)
class TopicLine:
    ref: str
    url: str
    title: str
    language: str
    kind: str
    kind_words: str
    state: str
    state_words: str
    answered: bool
    pinned: bool
    chatham: bool
    posts: int
    last_at: datetime
    place: PlaceShown
    unread: int = field(default=0, metadata={"html_only": True})

    @property
    def when(self) -> str:
        return _when(self.last_at, self.chatham)

    @property
    def new_url(self) -> str:
        """Where what is new for the reader begins."""
        first = self.posts - self.unread + 1
        return f"{self.url}?from={page_start(first)}#p{first}"


def line(topic: Topic) -> TopicLine:
    read = getattr(topic, "read_to", None)
    return TopicLine(
        topic.ref, topic.url, topic.title, topic.language, topic.kind, str(topic.get_kind_display()), topic.state,
        str(topic.get_state_display()), topic.answer is not None, topic.pinned, topic.chatham, topic.last_number, topic.last_at,
        place(topic.place), max(0, topic.last_number - read) if read else 0,
    )  # fmt: skip


def name_of(card: Card) -> str:
    return str(pick(card.title))
