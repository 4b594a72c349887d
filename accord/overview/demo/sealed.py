"""A restricted platform of all six countries with a topic under the Chatham House rule: focal points are shown as such, others as
participants. All invented."""

from datetime import timedelta

from accord.discussions.actions import drawn
from accord.discussions.actions.sealed import open_sealed, post_sealed, tell_what_was_sealed
from accord.discussions.models import NamesAs, Topic
from accord.kit import clock
from accord.overview.demo.spaces import CHARTER, _areas, _days_ago, _hat, _of, _topics
from accord.people.models import Capacity, Role
from accord.record.models import Card
from accord.spaces.actions import members, platforms
from accord.spaces.models import Platform

SAID = (
    (33, "focal-point@xac.", "en", "In ours, the figures of closed institutions. They go up and come back without their last "
     "column. Nobody ever forbade it."),
    (33, "nhri@xaa.", "en", "Complaints that were withdrawn: most are, after a visit, and **of the visit no report tells**. "
     "The last was that of the girl at the ferry school, in March."),
    (32, "focal-point@xae.", "fr", "Chez nous, les enfants sans papiers. On ne les compte pas, donc le taux est bon."),
    (31, "statistician@xaa.", "en", "A survey may always have fewer questions. Those that are cut are always the same ones."),
    (30, "focal-point@xab.", "en", "What would help me is a question that all countries get, with “not counted” as an answer "
     "that one may give without being ranked last."),
    (29, "cso@xac.", "en", "Then let the next form ask: *whom do you not count?*"),
)  # fmt: skip
TITLE = "What our reports leave out"
FIRST = "Each of us signs reports. What is left out of them, and why? It stays among us who said what."


def tell() -> None:
    by = _hat(Role.FOCAL_POINT, "XAA")
    with _days_ago(60):
        made = _platform(by)
    with _days_ago(34):
        card = Card.objects.select_related("audience").get(ref=made.card_ref)
        words = drawn("Each of us signs reports. What is left out of them, and why? It stays among us who said what.", "en")
        topic = open_sealed(
            card,
            words,
            title="What our reports leave out",
            kind=Topic.Kind.DISCUSSION,
            names_as=NamesAs.ROLE,
            by=by.person,
            hat=by,
        )
    for days, email, language, text in SAID:
        with _days_ago(days):
            tell_what_was_sealed()
            hat = _of(email)
            post_sealed(topic, drawn(text, language), by=hat.person, hat=hat)
    with _days_ago(28):
        tell_what_was_sealed()


def _platform(by: Capacity) -> Platform:
    given = {
        "title": "What is hard to say", "kind": Platform.Kind.PRACTICE, "access": Platform.Access.RESTRICTED, "language": "en",
        "text": "Those who write reports talk about what does not stand in them.", "charter": CHARTER,
        "areas": _areas("XAA", "XAB", "XAC", "XAD", "XAE", "XAF"), "topics": _topics("justice"), "owner": by.organisation,
        "review_on": clock.today() + timedelta(days=400),
    }  # fmt: skip
    made = platforms.begin_platform(given, by=by)
    for one in made.overlaps.all():
        platforms.settle_overlap(
            one, asked_on=clock.today(), supplements="Nothing is decided here.", answer="", language="en", version=1, by=by
        )
    made = platforms.open_platform(made, by=by)
    others = [_hat(Role.FOCAL_POINT, f"XA{letter}") for letter in "BCDEF"]
    others += [_of(email) for email in ("statistician@xaa.", "cso@xaa.", "cso-2@xaa.", "nhri@xaa.", "cso@xac.")]
    for hat in others:
        members.bring_in(made, hat, by=by)
    return made
