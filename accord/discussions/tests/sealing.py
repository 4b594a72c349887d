"""A restricted platform with a topic under the Chatham House rule: focal points, members of organisations, custodians."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image

from accord.directory.tests.makers import active, country, organisation, person
from accord.discussions.actions import drawn
from accord.discussions.actions.sealed import open_sealed, post_sealed
from accord.discussions.models import Post, Topic
from accord.discussions.tests.makers import Stage, place_of
from accord.kit import clock
from accord.moderation.actions import decide
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Decision
from accord.people.models import Capacity, Role
from accord.record.sealing import box
from accord.record.sealing.actions import confirm_key, register_key
from accord.spaces.actions.meetings import call_meeting
from accord.spaces.models import Meeting, Platform


class Sealing(Stage):
    """`focals` are five focal points, `bodies` four members of organisations; `rare` is a statistician;
    the convener is a validator. Two custodians with keys are no members."""

    def __init__(self) -> None:
        super().__init__()
        areas = [self.here, self.there, self.far, country("XAD"), country("XAE")]
        self.focals = [active(person(f"focal-{a.code}"), Role.FOCAL_POINT, self.officers, area=a) for a in areas]
        bodies = [organisation(f"Body {n}", self.officers, self.far) for n in range(4)]
        self.bodies = [
            active(person(f"body-{n}"), Role.ORG_MEMBER, self.officers, organisation=body) for n, body in enumerate(bodies)
        ]
        self.rare = active(person("rare"), Role.STATISTICIAN, self.officers, area=self.far)
        self.keepers, self.secrets = [], []
        for name in ("keeper-1", "keeper-2"):
            keeper = active(person(name), Role.CUSTODIAN, self.officers)
            secret, public = box.new_key()
            confirm_key(register_key(keeper, public, by=self.hats[Role.SECRETARIAT]), by=keeper)
            self.keepers.append(keeper)
            self.secrets.append(secret)

    def room(self, access: str = "restricted", *hats: Capacity) -> Platform:
        made = self.platform(access)
        for hat in hats or (*self.focals, *self.bodies, self.rare):
            self.take_in(made, hat)
        return made

    def sealed(self, platform: Platform | None = None, **more: Any) -> Topic:
        given = {"title": "What we do not say", "kind": "discussion", "names_as": "role", "by": self.convener.person} | more
        words = drawn(given.pop("text", "What is left out of reports?"), given.pop("language", "en"))
        return open_sealed(place_of(platform or self.room()), words, hat=self.convener, **given)

    def meets(self, platform: Platform) -> Meeting:
        at = clock.now() + timedelta(days=9)
        given = {"title": "We meet", "starts_at": at, "ends_at": at + timedelta(hours=1), "zone": "UTC", "language": "en"}
        return call_meeting(platform, given, by=self.convener)

    def says(self, topic: Topic, hat: Capacity, text: str = "Much.", **more: Any) -> Post:
        return post_sealed(Topic.objects.get(pk=topic.pk), drawn(text, "en"), by=hat.person, hat=hat, **more)


def picture(name: str, artist: str) -> SimpleUploadedFile:
    """With the name of who took it inside."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = artist
    Image.new("RGB", (4, 4), (0, 71, 171)).save(made, "JPEG", exif=exif)
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def addresses(under: URLResolver | None = None) -> Iterator[str]:
    """Every address of the site, without its language."""
    for one in (under or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield str(one.pattern)
        else:
            before = str(one.pattern).removeprefix("en/")
            yield from (f"{before}{rest}" for rest in addresses(one))


def decided(topic: Topic, by: Capacity, act: str = "hide", part: str = "p2", text: str = "Because.", **more: Any) -> Decision:
    case, _made = Case.objects.get_or_create(card=topic.card, part=part)
    return decide(case, Told(act, "spam", text, **more), by=by)


def notice(made: Decision) -> str:
    return f"/en/moderation/sealed/{made.pk}/"


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()
