"""What is talked about: a decision with what is to be done, a question with its answer, a task team among itself, a newcomer on a
practice. In four languages, all invented."""

from datetime import timedelta
from typing import Any, NamedTuple

from accord.discussions import actions
from accord.discussions.actions import drawn
from accord.discussions.models import Topic
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.models import Card
from accord.spaces.models import Platform

CROSSINGS = "platforms/safe-crossings-of-the-six-rivers"
LAMPS = "Every landing place of the delta is lit until dawn before the next season; both ministries pay for two years."


class Opened(NamedTuple):
    place: str
    kind: str
    title: str


def _topics() -> dict[str, Opened]:
    team = Platform.objects.get(parent__ref=CROSSINGS.partition("/")[2])
    return {
        "lamps": Opened(CROSSINGS, "discussion", "The landing places are dark"),
        "number": Opened(CROSSINGS, "question", "¿A qué número llama un niño desde las islas?"),
        "recruiters": Opened(team.card_ref, "discussion", "What recruiters say this month"),
        "nurse": Opened("practices/XAA-pr1", "question", "Qui remplace l’infirmière quand elle est absente ?"),
    }


def _hat(email: str) -> Capacity:
    rows = Capacity.objects.active().select_related("person", "organisation", "area")
    return rows.filter(person__email=f"{email}.demo.example").order_by("id")[0]


def _days_ago(days: int) -> Any:
    from accord.overview.demo.story import days_ago

    return days_ago(days)


def tell() -> None:
    from accord.overview.demo.story import table

    opened: dict[str, Topic] = {}
    known = _topics()
    for row in table("posts.csv"):
        with _days_ago(int(row["days"])):
            _say(opened, known, row)
    _answers(opened["number"], 3, days=40, by="cso@xaa")
    _answers(opened["nurse"], 2, days=23, by="focal-point@xad")
    _decides(opened["lamps"])


def _say(opened: dict[str, Topic], known: dict[str, Opened], row: dict[str, str]) -> None:
    hat, words, topic = _hat(row["by"]), drawn(row["text"], row["language"]), opened.get(row["topic"])
    if topic is None:
        told = known[row["topic"]]
        card = Card.objects.select_related("audience").get(ref=told.place)
        made = actions.open_topic(card, words, title=told.title, kind=told.kind, by=hat.person, hat=hat)
        opened[row["topic"]] = made
    elif row["translates"]:
        post = topic.posts.get(number=row["translates"])
        actions.translate_post(post, words, version=0, of_version=post.version, by=hat.person, hat=hat)
    else:
        quotes = int(row["quotes"]) if row["quotes"] else None
        actions.post(topic, words, by=hat.person, hat=hat, quotes=quotes)


def _answers(topic: Topic, number: int, *, days: int, by: str) -> None:
    with _days_ago(days):
        actions.accept_answer(topic, number, by=_hat(by))


def _decides(topic: Topic) -> None:
    here, there, west = _hat("focal-point@xaa"), _hat("focal-point@xab"), _hat("validator@xab")
    with _days_ago(66):
        words = "All agree on light until dawn. Who pays after two years **is open**: harbour dues, or the ministries."
        topic = actions.sum_up(topic, drawn(words, "en"), version=topic.version, by=here)
    with _days_ago(60):
        today = clock.today()
        topic = actions.tell_outcome(topic, drawn(LAMPS, "en"), decided_on=today, version=topic.version, by=here)
        due, later = today + timedelta(days=40), today + timedelta(days=130)
        followed = Card.objects.filter(ref="joint-actions/safe-crossings-of-the-six-rivers-a1").first()
        for text, owner, capacity, until, card in (
            ("Count the landing places of the western bank", "", west, due, None),
            ("Buy and set up lamps", "", here, later, followed),
            ("Ask fishers of both banks what they would pay", "Aldoria Children’s Forum", None, None, None),
        ):
            actions.add_action(topic, text=text, owner=owner, capacity=capacity, due=until, card=card, by=here)
    with _days_ago(25):
        actions.settle_action(topic, 1, by=west)
        actions.pin_topic(topic, pinned=True, by=there)
