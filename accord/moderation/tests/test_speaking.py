"""Newcomers, suspensions, mutes: what rooms ask before they take a post."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accord.kit import clock
from accord.moderation import actions, speaking
from accord.moderation.actions.mutes import mute_key
from accord.moderation.models import Mute
from accord.moderation.tests.makers import Cast, client_of
from accord.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many posts a room says that anybody has: ever, and within the hour."""
    told = {"ever": 0, "hour": 0}

    def count(person: Person, since: datetime | None) -> int:
        return told["hour" if since else "ever"]

    monkeypatch.setattr(speaking, "_counts", [count])
    return told


def refusal(person: Person, **more: object) -> str:
    try:
        speaking.check_post(person, None, **more)  # type: ignore[arg-type]
    except ValidationError as refused:
        return str(refused.code)
    return ""


def test_a_newcomer_posts_little_without_links_and_files(cast: Cast, posts: dict[str, int]) -> None:
    new = cast.reader
    assert refusal(new, text="Hello, I work in a school.") == ""
    hidden = ("[a[b]](//x.example)", "[a][b]\n\n[b]: //x.example")
    for text in ("See https://x.example/", "see www.x.example", "[here](/x)", "<a href=x>", *hidden):
        assert refusal(new, text=text) == "links"
    assert refusal(new, files=1) == "files"
    posts["hour"] = speaking.NEW_AN_HOUR
    assert refusal(new, text="Hello") == "often"


def test_days_and_acts_together_or_a_capacity_make_known(cast: Cast, posts: dict[str, int]) -> None:
    new = cast.reader
    posts["ever"] = speaking.NEW_ACTS
    assert speaking.allowance(new).newcomer  # younger than three days
    with clock.standing_at(clock.now() + timedelta(days=4)):
        assert not speaking.allowance(new).newcomer
        posts["ever"] = speaking.NEW_ACTS - 1
        assert speaking.allowance(new).newcomer
    assert not speaking.allowance(cast.author.person).newcomer
    assert refusal(cast.author.person, text="https://x.example/", files=2) == ""


def test_who_is_suspended_is_refused_there_alone_and_until_that_day(
    cast: Cast, posts: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from accord.moderation import kinds

    here, elsewhere = cast.card(), cast.card()
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds})
    kinds.register("post", place=lambda card: here)
    cast.decided(cast.card(kind="post"), "suspend", "hate", until=clock.today() + timedelta(days=7))
    with pytest.raises(ValidationError, match="suspended from speaking here until"):
        speaking.check_post(cast.author.person, here, text="Hello")
    speaking.check_post(cast.author.person, elsewhere, text="Hello")
    speaking.check_post(cast.other.person, here, text="Hello")
    with clock.standing_at(clock.now() + timedelta(days=8)):
        speaking.check_post(cast.author.person, here, text="Hello")


def test_files_are_counted_by_the_hour_refused_ones_too(cast: Cast, posts: dict[str, int]) -> None:
    who = cast.author.person
    for _post in range(speaking.FILES_AN_HOUR // 4):
        speaking.check_files(who, None, 4)
    with pytest.raises(ValidationError, match="many files within an hour"):
        speaking.check_files(who, None, 1)
    speaking.check_files(cast.other.person, None, 1)
    speaking.check_files(who, None, 0)
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        speaking.check_files(who, None, 1)


def test_a_mute_is_the_readers_own_and_tells_no_name(cast: Cast) -> None:
    key = mute_key(cast.author.person, "Focal point, XAAland")
    assert client_of(cast.reader).post("/en/moderation/mute/", {"key": key}).status_code == 302
    assert speaking.muted_by(cast.reader) == {cast.author.person_id}
    assert speaking.muted_by(cast.other.person) == set()
    page = client_of(cast.reader).get("/en/moderation/mine/").content.decode()
    assert "Focal point, XAAland" in page
    assert cast.author.person.email not in page
    made = Mute.objects.get()
    assert client_of(cast.other).post("/en/moderation/mute/", {"end": made.pk}).status_code == 302
    assert Mute.objects.exists()  # another's cannot be ended
    client_of(cast.reader).post("/en/moderation/mute/", {"end": made.pk})
    assert not Mute.objects.exists()


def test_a_key_that_is_not_ours_mutes_nobody(cast: Cast) -> None:
    for key in ("", "1", mute_key(cast.reader, "Me"), mute_key(cast.author.person, "x") + "y"):
        assert actions.mute(cast.reader, key) is None
    assert client_of(cast.reader).post("/en/moderation/mute/", {"key": "1"}).status_code == 404
