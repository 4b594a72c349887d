"""What is owed here: actions of outcomes that somebody took on, posts in which somebody was named."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accord.discussions.models import Mention, OutcomeAction, Topic
from accord.kit.texts import Text
from accord.moderation.models import Mute
from accord.record.owing import Duties, Duty, Scope, Waiting, Whose

KINDS = {"discussions": _lazy("Discussions")}
ACTING, READING = 60, 2  # minutes, as estimated by us


def duties(scope: Scope) -> Duties:
    """One query for each source in which anything waits. A country's page lists none: they are people's own."""
    if scope.of is not None or not scope.capacities:
        return
    acting = OutcomeAction.objects.filter(capacity__in=scope.capacities, done_on__isnull=True)
    acting = acting.filter(topic__card__audience_id=F("topic__audience_id"))  # of a topic that is hidden nothing is told
    acting = acting.filter(due__lte=scope.until) if scope.dated else acting
    sources = {"acting": [acting]}
    naming = Mention.objects.filter(person__in=scope.persons, seen_at__isnull=True, post__state="shown")
    naming = naming.filter(post__topic__card__audience_id=F("post__topic__audience_id"))
    naming = naming.exclude(Exists(Mute.objects.filter(person=OuterRef("person"), muted=OuterRef("post__person"))))
    if scope.persons and not scope.dated:
        sources["naming"] = [naming]  # type: ignore[list-item]
    there = yield Waiting(sources)
    if "acting" in there:
        for one in acting.select_related("topic__audience", "topic__card")[: scope.most]:
            yield _acting(one)
    if "naming" in there:
        yield from _naming(scope, naming.select_related("post__topic__audience")[: scope.most])


def _about(topic: Topic) -> list[str | Text]:
    """A letter goes through the hands of others: it tells nothing of what some alone read but that there is something."""
    closed = topic.is_closed_to_others or topic.chatham
    return [_("A discussion that is not public") if closed else Text(topic.title, topic.language)]


def _acting(one: OutcomeAction) -> Duty:
    words = _("Do what you took on, and say so")
    return Duty(
        f"outcome-{one.pk}", "discussions", words, _about(one.topic), f"{one.topic.url}actions/{one.position}/done/",
        Whose(capacity=one.capacity_id), due=one.due, minutes=ACTING, card=one.topic.card_ref,
    )  # fmt: skip


def _naming(scope: Scope, rows: Iterable[Mention]) -> Iterator[Duty]:
    """On one's own list alone, and in no letter: there is no day by which a post is to be read."""
    from accord.people.models import Capacity

    first: dict[int, int] = {}
    for pk, person in Capacity.objects.filter(pk__in=scope.capacities).order_by("-pk").values_list("pk", "person_id"):
        first[person] = pk
    for one in rows:
        topic = one.post.topic
        if one.person_id in first:
            yield Duty(
                f"mention-{one.pk}", "discussions", _("Read where you were named"), _about(topic),
                f"{topic.url}{one.post.number}/", Whose(capacity=first[one.person_id]), minutes=READING, card=topic.card_ref,
                quiet=True,
            )  # fmt: skip
