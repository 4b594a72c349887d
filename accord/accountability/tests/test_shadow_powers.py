"""Who may: each act about shadow reports against everybody; under a network's name the author alone."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from accord.accountability import access
from accord.accountability.models import ShadowReport
from accord.accountability.tests.cast import Hold, everybody, of, who
from accord.accountability.tests.test_shadow_reports import Shadows
from accord.record.models import CustodianKey, SealedShare
from accord.record.sealing import access as sealing

pytestmark = pytest.mark.django_db
SPEAKERS = of("cso", "XAA", "XAB", "-") | of("nhri", "XAA") | of("partnership", "-")
MODERATORS = of("safeguarding", "-", "XAB")
FOCAL = of("focal_point alternate", "XAA")
AUTHORS = {"author", "colleague"}
WHOSE = {"named": AUTHORS, "sealed": {"author"}}


class Powers(Shadows):
    """A named and a sealed report, sent; everybody, and those of the organisation whose report it is."""

    def __init__(self) -> None:
        super().__init__()
        self.made = {"named": self.sent(False), "sealed": self.sent(True)}
        ShadowReport.objects.update(seen_from=None)  # the day drawn for officers has come
        self.cast = everybody(self.home, self.far) | {"author": self.author.person, "colleague": self.colleague.person}

    def bring(self, name: str, state: str) -> str:
        """As a draft it was never public; published it has its card's audience by the verb."""
        made = self.made[name]
        if state == "published":
            from accord.accountability import actions

            made.refresh_from_db()
            actions.publish_shadow(made, version=made.version, network_agrees=name == "sealed", by=self.guard)
        elif state != made.state:
            ShadowReport.objects.filter(pk=made.pk).update(state=state, ground="child" if state == "refused" else "", reason="x")
        return made.ref


@pytest.fixture(scope="module")
def built(one_world: None) -> Powers:
    return Powers()


@pytest.fixture
def stage(built: Powers) -> Powers:
    return deepcopy(built)


ACTS: list[tuple[str, str, Callable[[str], Hold], str]] = [
    ("write a draft", "draft", lambda ref: lambda user: access.to_write_shadow(user, ref), "whose"),
    ("see a draft", "draft", lambda ref: lambda user: access.access_shadow(user, ref), "whose"),
    ("look a draft over", "draft", lambda ref: lambda user: access.to_moderate(user, ref), "nobody"),
    ("withdraw", "sent", lambda ref: lambda user: access.to_withdraw_shadow(user, ref), "whose"),
    ("see what waits", "sent", lambda ref: lambda user: access.access_shadow(user, ref), "whose and moderators"),
    ("look over what waits", "sent", lambda ref: lambda user: access.to_moderate(user, ref), "moderators"),
    ("reply to what waits", "sent", lambda ref: lambda user: access.to_reply_to_shadow(user, ref), "nobody"),
    ("see what is public", "published", lambda ref: lambda user: access.access_shadow(user, ref), "everyone"),
    ("reply", "published", lambda ref: lambda user: access.to_reply_to_shadow(user, ref), "focal"),
    ("look over what is public", "published", lambda ref: lambda user: access.to_moderate(user, ref), "nobody"),
    ("withdraw what was refused", "refused", lambda ref: lambda user: access.to_withdraw_shadow(user, ref), "nobody"),
]


@pytest.mark.parametrize("name", ["named", "sealed"])
@pytest.mark.parametrize(("act", "state", "hold", "allowed"), ACTS, ids=[act for act, *_ in ACTS])
def test_who_may(stage: Powers, act: str, state: str, hold: Callable[[str], Hold], allowed: str, name: str) -> None:
    ref = stage.bring(name, state)
    moderators = MODERATORS | ({"safeguarding"} & set(stage.cast))
    expected = {
        "whose": WHOSE[name], "moderators": moderators, "whose and moderators": WHOSE[name] | moderators, "focal": FOCAL,
        "everyone": set(stage.cast), "nobody": set[str](),
    }  # fmt: skip
    assert who(stage.cast, hold(ref)) == expected[allowed]


def test_who_may_begin_one(stage: Powers) -> None:
    assert who(stage.cast, access.to_speak) == SPEAKERS | AUTHORS
    about_home = {
        name for name, reader in stage.cast.items() for hat in access.speakers(reader) if access.may_speak_of(hat, stage.home)
    }
    assert about_home == (SPEAKERS | AUTHORS) - of("cso", "XAB")


def test_who_may_see_and_open_seals(stage: Powers) -> None:
    """A custodian their own; another custodian, officers and the author nothing of it."""
    cast = stage.cast | {f"keeper {n}": hat.person for n, hat in enumerate(stage.keepers, start=1)}
    keepers, key = {"keeper 1", "keeper 2"}, CustodianKey.objects.get(capacity=stage.keepers[0]).pk
    share = SealedShare.objects.get(key=key).pk
    assert who(cast, sealing.to_see_seals) == keepers | {"custodian of -"}
    officers = of("secretariat", "-", "XAA", "XAB") | {"officer with a hat of XAA", "officer of the real world"}
    assert who(cast, sealing.to_register_key) == officers
    for hold in (lambda user: sealing.to_confirm_key(user, key), lambda user: sealing.to_give_share(user, share)):
        assert who(cast, hold) == {"keeper 1"}
    for hold in (lambda user: sealing.to_confirm_key(user, 10**9), lambda user: sealing.to_give_share(user, 10**9)):
        assert who(cast, hold) == set()
