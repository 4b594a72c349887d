"""Who may read, open, post, change, translate, accept an answer and moderate. Fetch and check are one call.

Reading is the record's rule; the rest is what the room of the place says (`places.py`), kept while nothing of it is written.
"""

from collections.abc import Callable
from dataclasses import replace

from django.http import Http404

from accord.discussions.marks import is_marked
from accord.discussions.models import OutcomeAction, Post, Topic
from accord.discussions.places import NONE, Rights, admits_sealed, place_of, rights_on
from accord.kit import clock
from accord.people.models import Capacity, Person, Role
from accord.record.access import access_card, audience_ids
from accord.record.cached import blocks
from accord.record.models import Card, Reader
from accord.record.ready import Ready

WITH_IT = ("card__audience", "place")
NOT_READ = ("card__summary", "card__face", "place__summary", "place__face")
_seen = Ready(
    lambda ref, audiences: Topic.objects.visible_in(audiences).select_related(*WITH_IT).defer(*NOT_READ).filter(ref=ref)
)


def access_topic(user: Reader, ref: str) -> Topic:
    found = _seen(ref=ref, audiences=audience_ids(user))
    if not found:
        raise Http404
    return found[0]


def rights_here(user: Reader, card: Card) -> Rights:
    """As the room of the place says, kept while nothing is written of what it asks."""
    if not isinstance(user, Person):
        return rights_on(user, card)
    key = (card.pk, user.pk, user.world, user.is_active, tuple(hat.pk for hat in user.hats), clock.today().isoformat())

    def ask() -> tuple[int, ...]:
        found = rights_on(user, card)
        hat = found.hat if found.post else None  # asked for with the rest: who may post there mostly does
        return int(found.post), int(found.moderate), hat.pk if hat else 0

    post, moderate, mine = blocks.kept(("rights", *key), ask, of_reader=True)

    def speaks() -> Capacity | None:
        held = next((hat for hat in user.hats if hat.pk == mine), None)
        return held or (Capacity.objects.filter(pk=mine).first() if mine else None)

    return Rights(bool(post), bool(moderate), speaks)


def rights_in(user: Reader, topic: Topic) -> Rights:
    """In a topic that the reader may read. Where it was closed nobody posts, and moderators may open it again."""
    return _in_state(rights_here(user, topic.place), topic)


def _in_state(found: Rights, topic: Topic) -> Rights:
    if topic.state == Topic.State.MERGED:
        return NONE
    return found if topic.state == Topic.State.OPEN else replace(found, post=False)


def may_see_post(post: Post) -> bool:
    """Its words, or what is left of them. What is hidden is read by who judges it, on the page of the case."""
    return post.state == Post.State.SHOWN or (post.state == Post.State.MASKED and bool(post.rendered))


def is_author(user: Reader, topic: Topic, one: Post | Topic) -> bool:
    """Of a sealed name the site finds out by the mark, which it makes anew for whoever signs in."""
    if not isinstance(user, Person):
        return False
    return is_marked(user, one.mark) if topic.chatham else one.person_id == user.pk


def access_place(user: Reader, ref: str) -> Card:
    """A card on which topics stand."""
    card = access_card(user, ref)
    if place_of(card) is None:
        raise Http404
    return card


def to_open(user: Reader, ref: str) -> tuple[Card, Rights]:
    card = access_place(user, ref)
    rights = rights_here(user, card)
    if not rights.post:
        raise Http404
    return card, rights


def _the_way(topic: Topic, sealed: bool) -> None:
    """Where names are sealed one writes at addresses of their own, of which no log tells (`views/sealed.py`)."""
    if topic.chatham != sealed:
        raise Http404


def to_post(user: Reader, ref: str, *, sent: bool = False, sealed: bool = False) -> tuple[Topic, Rights]:
    """`sent`: a form comes in. Where the topic was closed meanwhile the verb says so; no 404 hides it."""
    topic = access_topic(user, ref)
    _the_way(topic, sealed)
    rights = rights_here(user, topic.place) if sent else rights_in(user, topic)
    if not rights.post:
        raise Http404
    return topic, rights


def access_post(user: Reader, ref: str, number: int) -> tuple[Topic, Post, Rights]:
    """With its author; what the reader may not see has a row of its own all the same: its number stays."""
    topic = access_topic(user, ref)
    rows = Post.objects.select_related("person", "capacity__area", "capacity__organisation", "went_to")
    found = rows.filter(topic=topic, number=number).first()
    if found is None:
        raise Http404
    return topic, found, rights_in(user, topic)


def may_edit(user: Reader, topic: Topic, post: Post) -> bool:
    """One's own words, in the capacity in which they were said: whoever left an office does not change what it said."""
    if not isinstance(user, Person) or post.state != Post.State.SHOWN or not is_author(user, topic, post):
        return False
    return post.capacity_id is None or post.capacity_id in {hat.pk for hat in user.hats}


def to_edit(user: Reader, ref: str, number: int, *, sent: bool = False, sealed: bool = False) -> tuple[Topic, Post, Rights]:
    """One's own words, while one may post there."""
    topic, post, rights = access_post(user, ref, number)
    _the_way(topic, sealed)
    may = rights_here(user, topic.place).post if sent else rights.post
    if not may or not may_edit(user, topic, post):
        raise Http404
    return topic, post, rights


def may_take_back(user: Reader, topic: Topic, post: Post) -> bool:
    """Also what is left where a moderator covered some of the words, and what a moderator hid."""
    return topic.chatham and bool(post.text) and post.state != Post.State.MOVED and is_author(user, topic, post)


def to_take_back(user: Reader, ref: str, number: int) -> tuple[Topic, Post]:
    """One's own words where names are sealed, whatever became of one's right to post there, or to read: the mark says whose they
    are, and nobody but their author is let in by it."""
    post = Post.objects.select_related("topic__card__audience", "topic__place").filter(topic__ref=ref, number=number).first()
    if post is None or not may_take_back(user, post.topic, post):
        raise Http404
    return post.topic, post


def reads_topic(user: Reader, topic: Topic) -> bool:
    return Topic.objects.visible_to(user).filter(pk=topic.pk).exists()


def to_open_sealed(user: Reader, ref: str) -> tuple[Card, Rights]:
    """A moderator of a place that admits it."""
    card, rights = to_open(user, ref)
    if not rights.moderate or rights.hat is None or not admits_sealed(card):
        raise Http404
    return card, rights


def translating(user: Reader, topic: Topic, rights: Rights) -> Rights:
    """A translator translates what everybody reads also where only others post, and nothing of sealed names."""
    if rights.post or topic.state != Topic.State.OPEN or topic.chatham or topic.is_closed_to_others:
        return rights
    hats = user.hats if isinstance(user, Person) and user.world == topic.place.world else ()
    hat = next((one for one in hats if one.role == Role.TRANSLATOR), None)
    return replace(rights, post=True, speaks=lambda: hat) if hat else rights


def to_translate(user: Reader, ref: str, number: int, *, sealed: bool = False) -> tuple[Topic, Post, Rights]:
    """Anybody who posts there, and translators; the rights are those in which they translate."""
    topic, post, found = access_post(user, ref, number)
    _the_way(topic, sealed)
    rights = translating(user, topic, found)
    if not rights.post or post.state != Post.State.SHOWN:
        raise Http404
    return topic, post, rights


def may_answer(user: Reader, topic: Topic, rights: Rights) -> bool:
    """Whoever asked, while they may post there, or a moderator."""
    if topic.kind != Topic.Kind.QUESTION or topic.state == Topic.State.MERGED:
        return False
    if topic.chatham:  # a moderator asked: as an author they would tell which one
        return rights.moderate
    return rights.moderate or (rights.post and is_author(user, topic, topic))


def to_answer(user: Reader, ref: str, number: int) -> tuple[Topic, Post, Rights]:
    topic, post, rights = access_post(user, ref, number)
    if not may_answer(user, topic, rights) or post.state != Post.State.SHOWN:
        raise Http404
    return topic, post, rights


def to_moderate(user: Reader, ref: str) -> tuple[Topic, Rights]:
    topic = access_topic(user, ref)
    rights = rights_in(user, topic)
    if not rights.moderate:
        raise Http404
    return topic, rights


def takes_on(user: Reader, action: OutcomeAction) -> bool:
    """In a capacity that is active now."""
    if not isinstance(user, Person) or action.capacity_id is None:
        return False
    return user.active_capacities().filter(pk=action.capacity_id).exists()


def to_settle(user: Reader, ref: str, position: int) -> tuple[Topic, OutcomeAction, Rights]:
    """An action that was agreed: whoever takes it on, or a moderator."""
    topic = access_topic(user, ref)
    found = topic.actions.select_related("capacity").filter(position=position, done_on__isnull=True).first()
    rights = rights_in(user, topic)
    if found is None or not (rights.moderate or takes_on(user, found)):
        raise Http404
    return topic, found, rights


VERBS: dict[str, Callable[[Reader, Topic], bool]] = {
    "open": lambda user, topic: rights_here(user, topic.place).post,
    "post": lambda user, topic: rights_in(user, topic).post,
    "answer": lambda user, topic: may_answer(user, topic, rights_in(user, topic)),
    "moderate": lambda user, topic: rights_in(user, topic).moderate,
}


def may(user: Reader, topic: Topic, verb: str) -> bool:
    """Nothing is done by who may not read."""
    return reads_topic(user, topic) and (verb == "read" or VERBS[verb](user, topic))
