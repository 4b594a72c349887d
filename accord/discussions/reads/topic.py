"""The page of a topic: twenty posts from a number on, in few queries whatever there is of them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404

from accord.discussions.access import WITH_IT, may_answer, may_see_post, rights_in
from accord.discussions.models import OutcomeAction, ReadMark, Topic
from accord.discussions.places import Rights
from accord.discussions.reads import shown
from accord.discussions.reads.shown import PAGE, WITH_AUTHOR, PlaceShown, PostShown
from accord.people.models import Person
from accord.record.models import Card, Follow, Reader


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
    followed: bool = field(default=False, metadata={"html_only": True})
    may: dict[str, bool] = field(default_factory=dict, metadata={"html_only": True})


def page_start(number: int) -> int:
    """Where the page begins that holds this number."""
    return max(0, number - 1) // PAGE * PAGE + 1


def _topic(user: Reader, ref: str) -> Topic:
    rows = Topic.objects.visible_to(user).filter(ref=ref)
    rows = rows.select_related(*WITH_IT, "merged_into", "summary_by__area", "summary_by__organisation",
                               "outcome_by__area", "outcome_by__organisation")  # fmt: skip
    if isinstance(user, Person):
        mark = ReadMark.objects.filter(person=user, topic=OuterRef("pk")).values("number")
        rows = rows.annotate(
            read_to=Subquery(mark), followed=Exists(Follow.objects.filter(person=user, card=OuterRef("card_id")))
        )
    found = rows.first()
    if found is None:
        raise Http404
    return found


def topic_page(user: Reader, ref: str, start: int = 1) -> TopicPage:
    topic = _topic(user, ref)
    start = max(1, min(start, topic.last_number))
    rights = rights_in(user, topic)
    rows = list(topic.posts.filter(number__gte=start).select_related(*WITH_AUTHOR, "went_to").order_by("number")[:PAGE])
    files = shown.files_of(rows, topic)
    posts = [shown.post(row, topic, seen=may_see_post(row, rights), files=files.get(row.pk, [])) for row in rows]
    end = rows[-1].number if rows else 0
    read = getattr(topic, "read_to", None) or 0
    new = topic.last_number - read if read else 0
    page = TopicPage(
        topic.ref, topic.url, topic.title, topic.language, topic.world, topic.version, topic.kind, str(topic.get_kind_display()),
        topic.state, str(topic.get_state_display()), topic.reason, topic.chatham, shown.place(topic.place), topic.opened_at,
        posts, start, page_start(start - 1) if start > 1 else 0, end + 1 if end < topic.last_number else 0,
        page_start(topic.last_number), topic.last_number, topic.answer, page_start(topic.answer) if topic.answer else 0,
        _summary(topic), _outcome(topic), _actions(topic), topic.merged_into.url if topic.merged_into else "",
        new=max(0, new), new_from=read + 1, new_page=page_start(read + 1), followed=getattr(topic, "followed", False),
        may=_may(user, topic, rights),
    )  # fmt: skip
    _note_read(user, topic, read, end)
    return page


def _may(user: Reader, topic: Topic, rights: Rights) -> dict[str, bool]:
    return {"post": rights.post, "moderate": rights.moderate, "answer": may_answer(user, topic, rights)}


def _note_read(user: Reader, topic: Topic, read: int, end: int) -> None:
    """One statement, and only where the reader came further than ever before."""
    if isinstance(user, Person) and end > read:
        mark = ReadMark(person=user, topic=topic, number=end)
        ReadMark.objects.bulk_create([mark], update_conflicts=True, unique_fields=["person", "topic"], update_fields=["number"])


def _summary(topic: Topic) -> Said | None:
    if not topic.summary:
        return None
    return Said(topic.summary_rendered, topic.summary_language, str(topic.summary_by or ""), topic.summary_at)


def _outcome(topic: Topic) -> Said | None:
    if not topic.outcome:
        return None
    return Said(topic.outcome_rendered, topic.outcome_language, str(topic.outcome_by or ""), topic.decided_on)


def _actions(topic: Topic) -> list[ActionShown]:
    if not topic.outcome:
        return []
    rows = OutcomeAction.objects.filter(topic=topic).select_related("capacity__area", "capacity__organisation", "card")
    return [_action(one) for one in rows]


def _action(one: OutcomeAction) -> ActionShown:
    card: Card | None = one.card
    owner = one.owner or (str(one.capacity) if one.capacity else "")
    return ActionShown(
        one.position, one.text, owner, one.due, one.done_on, card.url if card else "", card.title if card else None
    )
