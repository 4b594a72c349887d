"""One post by itself: its words, who may do what with it, earlier wordings."""

from dataclasses import dataclass, field
from datetime import datetime

from accord.discussions import machine
from accord.discussions.access import access_post, is_author, may_answer, may_edit, may_see_post, may_take_back, translating
from accord.discussions.marks import subject_of
from accord.discussions.models import Post, Topic
from accord.discussions.places import Rights
from accord.discussions.reads import shown
from accord.discussions.reads.shown import WITH_AUTHOR, FileShown, PlaceShown, PostShown, TranslationShown, page_start
from accord.kit.texts import reader_language
from accord.moderation.actions.mutes import mute_key
from accord.moderation.reads.mine import NoticeLine, sealed_notices_about
from accord.moderation.speaking import muted_by
from accord.people.models import Person
from accord.record.cached import stamps
from accord.record.models import Reader


@dataclass(frozen=True)
class EarlierPost:
    version: int
    language: str
    html: str
    reason: str
    until: datetime
    files: list[FileShown] = field(default_factory=list)  # that were taken off since

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


@dataclass(frozen=True)
class PostPage:
    topic: str
    topic_url: str
    title: str
    topic_language: str
    world: str
    place: PlaceShown
    post: PostShown
    text: str
    start: int
    earlier: list[EarlierPost]
    translations: list[TranslationShown]
    unseen_mention: bool = field(default=False, metadata={"html_only": True})
    may: dict[str, bool] = field(default_factory=dict, metadata={"html_only": True})
    chatham: bool = False
    seal: str = ""  # what its author's name is sealed under
    muted: bool = field(default=False, metadata={"html_only": True})
    mute_key: str = field(default="", metadata={"html_only": True})
    way: str = field(default="", metadata={"html_only": True})  # where its forms are, below the address of the topic
    # What was decided about it, for a sealed author, who gets no letter.
    notices: list[NoticeLine] = field(default_factory=list, metadata={"html_only": True})


def post_page(user: Reader, ref: str, number: int) -> PostPage:
    with stamps.about(f"topics/{ref}"):
        return _page(user, *access_post(user, ref, number))


def _page(user: Reader, topic: Topic, row: Post, rights: Rights) -> PostPage:
    number = row.number
    seen = may_see_post(row)
    files, stub = shown.files_of([row], topic), shown.stubs_of([row], topic).get(row.part)
    said = [shown.translation(t, row) for t in row.translations.select_related(*WITH_AUTHOR)] if seen and row.translated else []
    plain = row.state == Post.State.SHOWN
    may = {
        "quote": rights.post and plain, "translate": translating(user, topic, rights).post and plain,
        "edit": rights.post and may_edit(user, topic, row),
        "answer": may_answer(user, topic, rights) and plain and topic.answer != number,
        "undo_answer": may_answer(user, topic, rights) and topic.answer == number,
        "moderate": rights.moderate, "machine": bool(user.is_authenticated) and plain and _machine_helps(topic, row, said),
        "take_back": may_take_back(user, topic, row), "report": seen,
    }  # fmt: skip
    muted, key = _muting(user, row) if seen else (False, "")
    by = shown.author(row.person, row.capacity, row.alias)
    post = shown.post(row, topic, by=by, files=files.get(row.pk, []), stub=stub)
    may["ask"] = shown.is_asked(user, chatham=topic.chatham, world=topic.world) and shown.is_decided(post)
    return PostPage(
        topic.ref, topic.url, topic.title, topic.language, topic.world, shown.place(topic.place),
        post, row.text if seen else "", page_start(number),
        _earlier(row, topic) if seen else [], said, isinstance(user, Person) and unseen(user, row), may,
        chatham=topic.chatham, seal=subject_of(row.mark) if row.mark else "", way="sealed/" if topic.chatham else "",
        muted=muted, mute_key=key, notices=_notices(user, topic, row),
    )  # fmt: skip


def _notices(user: Reader, topic: Topic, row: Post) -> list[NoticeLine]:
    """What was decided about it, for the author alone. Whose name stands is told by letter and on their page."""
    return sealed_notices_about(topic.card, row.part) if topic.chatham and is_author(user, topic, row) else []


def _muting(user: Reader, row: Post) -> tuple[bool, str]:
    """Whether the reader mutes its author, and what the form carries that does. Of a sealed name there is neither."""
    if not isinstance(user, Person) or row.person is None or row.person_id == user.pk:
        return False, ""
    if row.person_id in muted_by(user):
        return True, ""
    return False, mute_key(row.person, shown.author(row.person, row.capacity, ""))


def _machine_helps(topic: Topic, row: Post, said: list[TranslationShown]) -> bool:
    """Where the reader's language is another, and nobody has said it in that language."""
    language = reader_language()
    return machine.may_read(topic) and row.language != language and not any(t.language == language and not t.stale for t in said)


def unseen(person: Person, row: Post) -> bool:
    return row.mentions.filter(person=person, seen_at__isnull=True).exists()


def _earlier(row: Post, topic: Topic) -> list[EarlierPost]:
    if row.version == 1:
        return []
    files = shown.files_taken_off(row, topic)
    return [EarlierPost(r.version, r.language, r.rendered, r.reason, r.until, files(r.version)) for r in row.revisions.all()]


def part_address(url: str, part: str) -> str:
    """For search: the page of the topic on which the post stands."""
    post = part.partition("@")[0]  # a translation is read where its post is
    number = int(post[1:]) if post[1:].isdecimal() else 1
    return f"{url}?from={page_start(number)}#{post}"
