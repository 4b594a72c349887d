"""What `bench/talk.py` asks of the database, in a process that has Django: `prepare`, `search`, `count` (markers on its input)."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accord.discussions.models import Post, Topic
from accord.overview.demo.volume import halls
from accord.people.models import Capacity, Person
from accord.record.cached import stamps
from accord.record.search.reads import search

sys.path.insert(0, str(Path(__file__).resolve().parent))
from queries import RUNS, forty, print_runs, searched

WARM, COLD = 100, 3000


def session(person: Person) -> str:
    """The cookie of somebody who signed in."""
    made = SessionStore()
    made[SESSION_KEY], made[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    made[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    made.save()
    return f"{settings.SESSION_COOKIE_NAME}={made.session_key}"


def prepare() -> None:
    """Topics that everybody reads, the longest first; places; cookies of those who post, and where."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    # How much somebody posted within the hour is counted, up to thirty in life: not what an earlier run here made them post.
    hour = timezone.now() - timedelta(hours=1)
    Post.objects.filter(created_at__gte=hour).update(created_at=hour - timedelta(hours=1))
    stamps.fold()
    open_halls = [hall for hall in halls() if hall.card.audience.code == "public"]
    topics = Topic.objects.filter(place__in=[hall.card for hall in open_halls], state=Topic.State.OPEN).order_by("-last_number")
    shown = list(topics.values_list("ref", "last_number", "place__ref")[:WARM])
    many = list(
        Topic.objects.filter(audience__code="public", last_number__gt=0).order_by("ref").values_list("ref", "last_number")[:COLD]
    )
    voices = [(hall.card.ref, person) for hall in open_halls for person, _hat in hall.voices]
    authors = [{"place": voices[n % len(voices)][0], "cookie": session(voices[n % len(voices)][1])} for n in range(16)]
    told = {
        "topics": shown,
        "many": many,
        "authors": authors,
        "places": [hall.card.ref for hall in open_halls],
        "posts": Post.objects.count(),
    }
    print(json.dumps(told))


def ask() -> None:
    runs = [searched(lambda query, chosen: search(AnonymousUser(), query, chosen=chosen, world="demo")) for _ in range(RUNS)]
    spent, _cpu, told = print_runs(runs)
    missing = [page.query for kind in ("rare", "middling", "common") for page in told[kind] if not page.hits]
    print(f"found nothing: {', '.join(missing) or 'none of the thirty that stand there'}")
    fixed = forty(spent)
    print(json.dumps({"p50": fixed[len(fixed) // 2], "p99": fixed[int(len(fixed) * 0.99)]}))


def count() -> None:
    """How many of the markers on the input stand in a post that is whole: with its event and its passage; and of how many posts."""
    markers = json.load(sys.stdin)
    found = 0
    newest = Post.objects.order_by("-id").select_related("topic__card")
    known = {post.text.split(" ", 1)[0]: post for post in newest[: 4 * len(markers) + 1000]}
    for marker in markers:
        post = known.get(marker)
        card = post.topic.card if post else None
        told = card and card.events.filter(verb="posted", body__after__number=post.number).exists() if post else False
        found += bool(told and card and card.documents.filter(part=post.part).exists()) if post else 0
    print(json.dumps({"found": found, "of": len(markers)}))


def members() -> None:
    """Cookies of persons of different capacities, each on a line."""
    hats = (
        Capacity.objects.filter(state=Capacity.State.ACTIVE, person__is_active=True)
        .select_related("person")
        .order_by("role", "pk")
    )
    print("\n".join(session(person) for person in {hat.role: hat.person for hat in hats}.values()))


if __name__ == "__main__":
    {"prepare": prepare, "members": members, "search": ask, "count": count}[sys.argv[1]]()
