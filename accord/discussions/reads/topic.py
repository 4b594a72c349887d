"""The page of a topic: twenty posts from a number on, in few queries whatever there is of them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.http import Http404

from accord.discussions.access import may_answer, rights_in
from accord.discussions.models import Mention, OutcomeAction, Post, ReadMark, Topic
from accord.discussions.places import Rights
from accord.discussions.reads import shown
from accord.discussions.reads.sealed import names_words
from accord.discussions.reads.shown import PAGE, PlaceShown, PostShown, page_start
from accord.kit import prepared
from accord.moderation.models import Mute
from accord.moderation.speaking import muted_by
from accord.people.models import Capacity, Person
from accord.record.access import audience_ids
from accord.record.cached import blocks, stamps
from accord.record.models import Card, Follow, Reader
from accord.record.ready import Ready


@dataclass(frozen=True)
class Said:
    """A moderator's summary, or the outcome."""

    html: str
    language: str
    by: str
    on: date | datetime | None

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


@dataclass(frozen=True)
class ActionShown:
    position: int
    text: str
    owner: str
    due: date | None
    done_on: date | None
    url: str
    title: dict[str, str] | None
    mine: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class TopicPage:
    """`start` is the number that the page begins at; `previous`, `next` and `last` those of other pages, or 0."""

    ref: str
    url: str
    title: str
    language: str
    world: str
    version: int
    kind: str
    kind_words: str
    state: str
    state_words: str
    reason: str
    chatham: bool
    pinned: bool
    place: PlaceShown
    opened_at: datetime
    posts: list[PostShown]
    start: int
    previous: int
    next: int
    last: int
    last_number: int
    answer: int | None
    answer_page: int
    summary: Said | None
    outcome: Said | None
    actions: list[ActionShown]
    merged_into: str
    new: int = field(default=0, metadata={"html_only": True})
    new_from: int = field(default=0, metadata={"html_only": True})
    new_page: int = field(default=0, metadata={"html_only": True})
    read_on: int = field(
        default=0, metadata={"html_only": True}
    )  # the number up to which this reader comes now, where it is further
    named: bool = field(default=False, metadata={"html_only": True})  # in a post that they have not seen
    followed: bool = field(default=False, metadata={"html_only": True})
    may: dict[str, bool] = field(default_factory=dict, metadata={"html_only": True})
    names_as: str = ""
    names_words: str = field(default="", metadata={"html_only": True})
    write_url: str = field(default="", metadata={"html_only": True})
    end: int = field(default=0, metadata={"html_only": True})  # the last number on this page
    folded: tuple[int, ...] = field(default=(), metadata={"html_only": True})


_with_place = Ready(lambda ref, audiences: Topic.objects.visible_in(audiences).select_related("place").filter(ref=ref).order_by())


def _topic(user: Reader, ref: str) -> Topic:
    """Its place at hand; the rest of what hangs on it is asked for where there is some. Kept for all of the same audiences."""

    def ask() -> Topic:
        found = _with_place(ref=ref, audiences=audience_ids(user))
        if not found:
            raise Http404
        return found[0]

    return blocks.copied(("topic", ref, tuple(audience_ids(user))), ask) if isinstance(user, Person) else ask()


# Written out: through the ORM it takes a tenth of the page.
_MINE = (
    f"SELECT (SELECT number FROM {ReadMark._meta.db_table} WHERE person_id = %s AND topic_id = %s), "
    f"EXISTS (SELECT 1 FROM {Follow._meta.db_table} WHERE person_id = %s AND card_id = %s), "
    f"EXISTS (SELECT 1 FROM {Mute._meta.db_table} WHERE person_id = %s), "
    f"EXISTS (SELECT 1 FROM {Mention._meta.db_table} n CROSS JOIN {Post._meta.db_table} p "  # from mentions on: few
    "WHERE p.id = n.post_id AND n.person_id = %s AND n.seen_at IS NULL AND p.topic_id = %s)"
)


def _mine(user: Reader, topic: Topic) -> tuple[int, bool, bool, bool]:
    """How far the reader has read, whether they follow the topic, do not read somebody, and were named there unseen."""
    if not isinstance(user, Person):
        return 0, False, False, False
    told = prepared.rows(_MINE, [user.pk, topic.pk, user.pk, topic.card_id, user.pk, user.pk, topic.pk])
    read, followed, mutes, named = told[0]
    return read or 0, bool(followed), bool(mutes), bool(named)


_behind = Ready(
    lambda topic, read: Post.objects.filter(topic_id=topic, number__gt=read).order_by("number").values_list("number", "person_id")
)


def _new(user: Reader, topic: Topic, read: int) -> tuple[int, int]:
    """How many posts stand behind the one that was read last, and where they begin. Among a few the reader's own are none of
    them: who has just posted is not told of it."""
    last = topic.last_number
    if not read or last <= read:
        return 0, read + 1
    if last - read > PAGE:
        return last - read, read + 1
    others = [number for number, person in _behind(topic=topic.pk, read=read) if person != user.pk]
    return len(others), others[0] if others else read + 1


def _folded(user: Reader, topic: Topic, start: int, end: int) -> tuple[int, ...]:
    """Numbers of posts, there or answered there, by whom the reader does not want to read. None where names are sealed."""
    here = Post.objects.filter(topic=topic, number__range=(start, end))
    there = Q(number__range=(start, end)) | Q(number__in=here.exclude(quotes=None).values("quotes"))
    rows = Post.objects.filter(there, topic=topic, person__in=muted_by(user)).order_by("number")
    return tuple(rows.values_list("number", flat=True))


# What a page shows of a post: the words as typed are the longest part of a row, and nobody reads them here.
POST_SHOWN = (
    "topic", "number", "person", "capacity", "alias", "mark", "language", "rendered", "version", "state", "quotes", "created_at",
    "edited_at", "files", "translated", "went_to", "went_number",
)  # fmt: skip


_by_ref = Ready(lambda ref: Topic.objects.filter(ref=ref).order_by())
_from = Ready(
    lambda topic, start: Post.objects.filter(topic_id=topic, number__gte=start).only(*POST_SHOWN).order_by("number")[:PAGE]
)


def posts_from(ref: str, start: int) -> tuple[list[Post], list[PostShown]]:
    """Of a topic that the reader was let into. Nothing here depends on the reader."""
    with stamps.about(f"topics/{ref}"):
        return _posts(_by_ref(ref=ref)[0], start)


def _posts(topic: Topic, start: int) -> tuple[list[Post], list[PostShown]]:
    rows = _from(topic=topic.pk, start=start)
    went = {row.went_to_id for row in rows if row.went_to_id}
    elsewhere = Topic.objects.only("ref").in_bulk(went) if went else {}
    for row in rows:
        if row.went_to_id:
            row.went_to = elsewhere.get(row.went_to_id)
    files = shown.files_of(rows, topic)
    said = shown.translations_of(rows)
    stubs, by, quoted = shown.stubs_of(rows, topic), shown.authors_of(rows), shown.quoted_of(rows, topic)
    return rows, [
        shown.post(row, topic, by=by[row.pk], files=files.get(row.pk, []), translated=said.get(row.pk), stub=stubs.get(row.part),
                   quoted=quoted.get(row.quotes or 0, ("", "")))
        for row in rows
    ]  # fmt: skip


def topic_page(user: Reader, ref: str, start: int = 1, *, with_posts: bool = True) -> TopicPage:
    """`with_posts`: else they are drawn apart (`drawing.py`)."""
    with stamps.about(f"topics/{ref}"):
        return _page(user, _topic(user, ref), start, with_posts)


def _page(user: Reader, topic: Topic, start: int, with_posts: bool) -> TopicPage:
    start = max(1, min(start, topic.last_number))
    rights = rights_in(user, topic)
    posts = _posts(topic, start)[1] if with_posts else []
    last = topic.last_number
    end = min(start + PAGE - 1, last)  # numbers have no gaps
    read, followed, mutes, named = _mine(user, topic)
    new, new_from = _new(user, topic, read)
    return TopicPage(
        ref=topic.ref,
        url=topic.url,
        title=topic.title,
        language=topic.language,
        world=topic.world,
        version=topic.version,
        kind=topic.kind,
        kind_words=str(topic.get_kind_display()),
        state=topic.state,
        state_words=str(topic.get_state_display()),
        reason=topic.reason,
        chatham=topic.chatham,
        pinned=topic.pinned,
        place=shown.place(topic.place),
        opened_at=topic.opened_at,
        posts=posts,
        start=start,
        previous=page_start(start - 1) if start > 1 else 0,
        next=end + 1 if end < last else 0,
        last=page_start(last),
        last_number=last,
        end=end,
        answer=topic.answer,
        answer_page=page_start(topic.answer or 0),
        summary=_summary(topic),
        outcome=_outcome(topic),
        actions=_actions(user, topic),
        merged_into=topic.merged_into.url if topic.merged_into else "",
        new=new,
        new_from=new_from,
        new_page=page_start(new_from),
        read_on=end if isinstance(user, Person) and end > read and not topic.chatham else 0,
        named=named,
        followed=followed,
        may=_may(user, topic, rights),
        names_as=topic.names_as,
        names_words=names_words(topic.names_as),
        write_url=f"{topic.url}{'sealed/' if topic.chatham else ''}post/",
        folded=_folded(user, topic, start, end) if mutes and not topic.chatham else (),
    )


def _may(user: Reader, topic: Topic, rights: Rights) -> dict[str, bool]:
    return {"post": rights.post, "moderate": rights.moderate, "answer": may_answer(user, topic, rights)}


def _by(capacity: int | None) -> str:
    found = Capacity.objects.select_related("area", "organisation").filter(pk=capacity).first() if capacity else None
    return str(found or "")


def _summary(topic: Topic) -> Said | None:
    if not topic.summary:
        return None
    return Said(topic.summary_rendered, topic.summary_language, _by(topic.summary_by_id), topic.summary_at)


def _outcome(topic: Topic) -> Said | None:
    if not topic.outcome:
        return None
    return Said(topic.outcome_rendered, topic.outcome_language, _by(topic.outcome_by_id), topic.decided_on)


def _actions(user: Reader, topic: Topic) -> list[ActionShown]:
    """What they are followed in is named where the reader may see that."""
    if not topic.outcome:
        return []
    rows = list(OutcomeAction.objects.filter(topic=topic).select_related("capacity__area", "capacity__organisation", "card"))
    cards = [one.card_id for one in rows if one.card_id]
    seen = set(Card.objects.visible_to(user).filter(pk__in=cards).values_list("pk", flat=True)) if cards else set()
    mine = {hat.pk for hat in user.hats} if isinstance(user, Person) else set()
    return [_action(one, one.card if one.card_id in seen else None, mine) for one in rows]


def _action(one: OutcomeAction, card: Card | None, mine: set[int]) -> ActionShown:
    owner = one.owner or (str(one.capacity) if one.capacity else "")
    return ActionShown(
        one.position, one.text, owner, one.due, one.done_on, card.url if card else "", card.title if card else None,
        one.capacity_id in mine,
    )  # fmt: skip
