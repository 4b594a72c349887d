"""The story of a sealed author, for tests of what leads to them: one who writes on the pages alone, between posts of others."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from accord.directory.tests.makers import client_of
from accord.discussions.actions.sealed import tell_what_was_sealed
from accord.discussions.models import Attachment, Post, Presence, Topic, Translation
from accord.discussions.tests.sealing import Sealing, picture
from accord.kit import clock
from accord.people.models import Capacity, Person, Role
from accord.record.actions import seal
from accord.record.models import AudienceMember, Draft, Event, SealedName, SealedShare, SearchDocument, Sent
from accord.record.tests.leaks import Kept, changed, rows
from accord.spaces.models import Membership

NAME, EMAIL = "Zephyrine Quill", "zephyrine@demo.example"
PERSON, CAPACITY = 987654321, 876543219  # as no other row has them
WHO = re.compile("|".join((NAME, "Zephyrine", "zephyrine", str(PERSON), str(CAPACITY))))
TEXT, CHANGED, SECOND, SHOWS = "The vermilion courts wait.", "The ochre courts wait.", "Nobody counts herons.", "A cobalt quay"
ABOUT = re.compile(f"{TEXT}|{CHANGED}|{SECOND}|{SHOWS}|vermilion|ochre|heron|cobalt")
VECTORS = {"record_title_vectors", "record_body_vectors"}  # PostgreSQL's index, of the documents alone
OWN = {m._meta.db_table for m in (Topic, Post, Translation, Attachment, SealedName, SealedShare, SearchDocument)}
OWN |= {"record_searchentry"}
HOUR = re.compile(r"\b(?!00:00(?::00)?\b)\d\d:\d\d\b")
# Who belongs to the platform is known and stands in rows of its own, written before anything was said.
MEMBERS = {m._meta.db_table for m in (Membership, AudienceMember, Presence)}


class Story(Sealing):
    def __init__(self) -> None:
        super().__init__()
        person = Person.objects.create(pk=PERSON, email=EMAIL, name=NAME, world="demo")
        self.author = Capacity.objects.create(
            pk=CAPACITY, person=person, role=Role.FOCAL_POINT, area=self.far, state="active", starts_on="2020-01-01"
        )
        self.place = self.room("transparent", *self.focals, *self.bodies, self.rare, self.author)
        self.topic_ = self.sealed(self.place)
        self.named = self.topic(self.place, title="Under our names")
        self.post(self.named, "Before.", by=self.focals[1])
        self.colleague = self.focals[0]
        self.meeting = self.meets(self.place)
        for reader in (self.author, self.colleague):  # one follows, and says so before anything is written
            client_of(reader.person).post(f"/en/follow/topics/{self.topic_.ref}/", {"on": "1"})
        self.client = client_of(person)
        before = rows()
        events, self.ids = Event.objects.count(), list(Event.objects.values_list("pk", flat=True))
        self.writes()
        self.fresh, self.events = changed(before), Event.objects.count() - events
        self.drafts = Draft.objects.count() + Sent.objects.count()
        self.others()
        with clock.standing_at(clock.now() + timedelta(days=1)):
            self.told = tell_what_was_sealed()
            seal()

    @property
    def base(self) -> str:
        return f"/en/topics/{self.topic_.ref}/sealed/"

    def send(self, path: str, data: dict[str, Any], status: int = 302) -> str:
        answer = self.client.post(self.base + path, {"once": "ab" * 16, "language": "en", **data})
        assert answer.status_code == status, answer.content.decode()[:2000]
        return str(answer.get("Location", ""))

    def writes(self) -> None:
        """With refused forms, a script that asks to keep, forms sent twice and stale, a picture, one sent while signed out."""
        self.client.get(f"{self.base}post/")
        self.send("post/", {"text": ""}, 422)
        self.send("post/", {"text": TEXT, "keep": "1"}, 409)
        url = self.send("post/", {"text": TEXT, "picture": picture("zephyrine-quill.jpg", NAME), "shows": SHOWS})
        assert self.client.get(url.partition("#")[0]).status_code == 200
        self.client.get(f"{self.base}2/edit/")
        self.send("2/edit/", {"text": TEXT, "version": "1", "keep": "1"}, 409)
        self.send("2/edit/", {"text": CHANGED, "version": "0"}, 409)
        self.send("2/edit/", {"text": CHANGED, "version": "1"})
        self.send("post/", {"text": f"{SECOND} @{self.focals[3].person.name}", "quotes": "2"})
        self.send("3/take-back/", {}, 422)
        self.send("3/translate/", {"text": "Nadie cuenta.", "language": "es", "of_version": "1"})
        self.client.get(f"/en/topics/{self.topic_.ref}/3/")
        for path in ("discussions/mine/", "my/", f"topics/{self.topic_.ref}/"):
            assert self.client.get(f"/en/{path}").status_code == 200
        self.client.logout()
        login = self.send("post/", {"text": "Sent too late."})
        assert self.client.post(login, {"login": EMAIL, "password": "wrong"}).status_code == 200
        self.client = client_of(self.author.person)
        self.client.get(f"/en/topics/{self.topic_.ref}/")

    def others(self) -> None:
        """What others do afterwards: speak there, translate, sum up, post elsewhere under their names."""
        self.post(self.named, "After.", by=self.focals[2])
        for hat in (self.colleague, self.rare):
            self.says(self.topic_, hat, f"Indeed, {hat.role}.")
        convener = client_of(self.convener.person)
        said = {"text": "All sides were heard.", "language": "en", "version": str(self.topic_.version)}
        assert convener.post(f"/en/topics/{self.topic_.ref}/summary/", said).status_code == 302

    @property
    def posts(self) -> list[Post]:
        return list(Post.objects.filter(topic=self.topic_).order_by("number"))


KEPT = Kept()


def told() -> Iterator[Story]:
    logging.getLogger().addHandler(KEPT)
    try:
        yield Story()
    finally:
        logging.getLogger().removeHandler(KEPT)
