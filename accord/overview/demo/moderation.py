"""Two reports, one thing hidden and an appeal against it, words covered where names are sealed: all invented."""

from accord.discussions.models import Topic
from accord.learning.actions import enter_offer
from accord.moderation import actions
from accord.moderation.actions.decisions import Told
from accord.overview.demo.learning import hat_of
from accord.people.models import Capacity, Person, Role, World
from accord.record.models import Card
from accord.record.models import Topic as Subject

COURSE = "A certificate in two days, for every ministry, at a special price until the end of the month."


def tell() -> None:
    from accord.overview.demo.story import days_ago

    with days_ago(20):
        given = {
            "title": "Certificates at a special price",
            "kind": "document",
            "text": COURSE,
            "languages": ["en"],
            "language": "en",
        }
        made = enter_offer(
            given | {"topics": list(Subject.objects.filter(code="inspire-e"))}, side="offer", by=hat_of("focal-point@xae")
        )
    card = Card.objects.get(ref=f"offers/{made.ref}")
    with days_ago(15):
        reader = Person.objects.get(email="member@demo.example")
        told = actions.report(card, ground="spam", text="It sells something.", person=reader, key=actions.answer_key("demo 1"))
    with days_ago(14):
        guard = Capacity.objects.active().filter(role=Role.SAFEGUARDING, person__world=World.DEMO).order_by("id")[0]
        words = "Offers here are help from country to country. This one sells a course, and names no country that gives it."
        decision = actions.decide(told.case, Told("hide", "spam", words), by=guard)
    with days_ago(9):
        actions.appeal(decision, text="The course is ours. We wrote the price because travel has to be paid; we can take it out.")
    with days_ago(2):
        seen = Card.objects.get(ref="practices/XAA-pr1")
        text = "The picture that the evaluation shows on its third page: the door of the school can be read."
        actions.report(seen, ground="child", text=text, key=actions.answer_key("demo 2"))
    with days_ago(4):
        _cover()


def _cover() -> None:
    """What its author reads of it: on the post, and on their own page, by no letter."""
    topic = Topic.objects.select_related("card").get(chatham=True, world=World.DEMO)
    text = "Everybody in that town knows who it was."
    told = actions.report(topic.card, "p3", ground="child", text=text, key=actions.answer_key("demo 3"))
    covered = ("girl at the ferry school, in March",)
    decision = Told("mask", "child", "School and month together tell which child it is.", words=covered)
    actions.decide(told.case, decision, by=hat_of("focal-point@xaa"))
