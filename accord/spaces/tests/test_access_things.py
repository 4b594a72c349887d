"""Things on a platform: three access modes x open and archived x who asks x every address of a thing, by GET and by POST.

Views are asked as they stand in `urls.py`, past what each request costs; each is taken back before the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import resolve_url
from django.test import RequestFactory
from django.urls import resolve

from accord.directory.tests.makers import active, person
from accord.kit import clock, pages
from accord.people.models import Capacity, Person, Role
from accord.record import editing
from accord.record.actions import CardText, publish_card
from accord.record.models import AudienceMember
from accord.spaces.actions import consultations, meetings, statements, threats
from accord.spaces.actions.cards import space_of
from accord.spaces.models import Consultation, Membership, Platform, Statement
from accord.spaces.tests.makers import Stage, again
from accord.spaces.tests.test_meetings import called
from accord.spaces.tests.test_threats import told
from accord.spaces.tests.test_workplan import proposed
from accord.spaces.urls import urlpatterns

pytestmark = pytest.mark.django_db
MODES = ("open", "transparent", "restricted")
KINDS = ("threats", "solutions", "statements", "joint-actions", "meetings", "consultations")
THINGS = {
    "read": (*KINDS, "meetings.ics"),
    "work": ("threats/solutions/new",),
    "change": (
        "threats/edit",
        "threats/measure",
        "threats/measure/<str:code>/remove",
        "solutions/edit",
        "statements/edit",
        "statements/open",
        "statements/close",
        "joint-actions/edit",
        "meetings/edit",
        "meetings/cancel",
        "meetings/agenda",
        "meetings/agenda/<int:number>/decide",
        "meetings/agenda/<int:number>/remove",
        "meetings/minutes",
        "consultations/edit",
        "consultations/changed",
    ),
    "tell": ("joint-actions/tell",),
    "sign": ("statements/sign",),
    "take back": ("statements/withdraw",),
    "agree": ("joint-actions/agree", "joint-actions/wording"),
    "consult": ("consultations/consent", "consultations/results"),
    "register": ("meetings/register",),
    "unregister": ("meetings/unregister",),
}  # fmt: skip  what each verb opens, without the thing's own name: every address of a thing is here
ASKED_WHEN = {
    "statements/edit": "draft",
    "statements/open": "draft",
    "consultations/results": "consented",
    "consultations/changed": "results",
}
# Who asks: first as a stranger to the platform, then as a member; `colleague` is of one country with whoever entered it all.
STRANGERS = ("signed out", "other world", "own name", "officer", "focal", "forum", "colleague")
MEMBERS = ("validator", "focal", "forum", "colleague", "convener")
OF_AN_ARCHIVE = ("signed out", "focal", "forum", "convener")


@dataclass(frozen=True)
class Case:
    mode: str
    archived: bool
    who: str
    inside: bool

    def allowed(self, verb: str) -> bool:
        """The rule as the decision words it, said a second time."""
        reads = self.mode != "restricted" or self.inside
        acts = not self.archived and (self.inside or (self.mode == "open" and self.who not in ("signed out", "other world")))
        works = acts and self.who != "own name"
        changes = works and self.who in ("colleague", "convener")
        return (
            reads
            and {
                "read": True,
                "work": works,
                "change": changes,
                "tell": changes or (works and self.who == "forum"),
                "sign": self.who == "focal" and not self.archived,
                "take back": self.who == "focal",
                "agree": self.who == "focal" and not self.archived,
                "consult": self.who == "forum" and not self.archived,
                "register": acts,
                "unregister": self.who not in ("signed out", "other world"),
            }[verb]
        )


@dataclass(frozen=True)
class Ground:
    """A platform with one thing of each kind, all entered by its convener; all of that world are registered."""

    platform: Platform
    refs: dict[str, str]
    number: int

    def path(self, asked: str) -> str:
        kind, _slash, rest = asked.partition("/")
        kind, dot, ending = kind.partition(".")
        rest = rest.replace("<str:code>", "16.2.2").replace("<int:number>", str(self.number))
        return f"/en/{kind}/{self.refs[kind]}" + (f".{ending}" if dot else f"/{rest}/" if rest else "/")


def _ground(stage: Stage, mode: str, registered: list[Person]) -> Ground:
    platform, by = stage.platform(mode, title=f"{mode} ground", topics=[stage.law]), stage.convener
    stage.take_in(platform, stage.hats[Role.ORG_MEMBER])
    threat, action, meeting = (
        threats.describe_threat(platform, told(stage), by=by),
        proposed(stage, platform),
        called(stage, platform),
    )
    indicator = publish_card(CardText("indicators/16.2.2", "indicator", "indicators/16.2.2/", {"en": "Victims"}))
    threats.measure_threat(threat, indicator, by=by)
    given: dict[str, Any] = {"title": "T", "text": "T", "language": "en", "areas": [stage.here], "stage": "agreed"}
    solution = threats.propose_solution(threat, given, by=by)
    statement = statements.open_statement(statements.draft_statement(platform, given, by=by), version=1, by=by)
    statements.sign_statement(statement, note="", language="en", by=stage.focal)
    item = meetings.add_item(meeting, title="Boats", card=None, by=by)
    for one in registered:
        meetings.register(meeting, person=one, capacity=None, way="there")
    more = {"questions": "What?", "ages": "12–17", "organisation": stage.forum, "held_on": None}
    asked = consultations.prepare_consultation(platform, given | more, by=by)
    refs = dict(zip(KINDS, (one.ref for one in (threat, solution, statement, action, meeting, asked)), strict=True))
    Membership.objects.filter(platform=platform, role="member").delete()
    AudienceMember.objects.filter(audience=space_of(platform)).exclude(capacity=by).delete()
    return Ground(platform, refs, item.pk)


@pytest.fixture(scope="module")
def hats(built: Stage) -> dict[str, Capacity]:
    colleague = active(person("colleague-b"), Role.CONTRIBUTOR, built.officers, area=built.there)
    return {
        "officer": built.hats[Role.SECRETARIAT], "validator": built.hats[Role.VALIDATOR], "focal": built.focal,
        "forum": built.hats[Role.ORG_MEMBER], "colleague": colleague, "convener": built.convener,
    }  # fmt: skip


@pytest.fixture(scope="module")
def grounds(built: Stage, hats: dict[str, Capacity]) -> dict[str, Ground]:
    return {mode: _ground(built, mode, [built.nobody, *(hat.person for hat in hats.values())]) for mode in MODES}


@pytest.fixture(autouse=True)
def _no_page_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pages, editing):
        monkeypatch.setattr(module, "render", lambda *given, status=200, **more: HttpResponse(status=status))


def _answer(reader: Person | AnonymousUser, path: str, method: str) -> str:
    """`open` (its form, its page, or what a form without its fields is told), `sign in` or `not there`."""
    request: Any = getattr(RequestFactory(), method)(path)
    request.user, request.session, request.COOKIES = reader, {}, {}
    request._messages = CookieStorage(request)
    found = resolve(path)
    try:
        answer = found.func(request, *found.args, **found.kwargs)
    except Http404:
        return "not there"
    if answer.status_code == 302 and answer["Location"].startswith(resolve_url("account_login")):
        return "sign in"
    assert answer.status_code in ({200} if method == "get" else {302, 409, 422}), (path, method, answer.status_code)
    return "open"


def _stand(platform: Platform, state: str) -> None:
    """A draft has no signature to give, and results wait for consent."""
    Statement.objects.filter(platform=platform).update(state="draft" if state == "draft" else "open")
    Consultation.objects.filter(platform=platform).update(state=state if state in Consultation.State.values else "planned")


def _differing(ground: Ground, case: Case, reader: Person | AnonymousUser) -> Iterator[tuple[Any, ...]]:
    for verb, asked in ((verb, asked) for verb, paths in THINGS.items() for asked in paths):
        signs_in = case.who == "signed out" and verb != "read"
        expected = "sign in" if signs_in else "open" if case.allowed(verb) else "not there"
        if state := ASKED_WHEN.get(asked):
            _stand(ground.platform, state)
        found = [_answer(reader, ground.path(asked), "get")]
        if verb != "read":
            with transaction.atomic():
                found.append(_answer(reader, ground.path(asked), "post"))
                transaction.set_rollback(True)
        if set(found) != {expected}:
            yield case, asked, found
        if state:
            _stand(ground.platform, "")


def test_every_address_of_a_thing_is_in_the_table() -> None:
    routes = [str(one.pattern).replace("/<slug:ref>", "").rstrip("/") for one in urlpatterns
              if "/<slug:ref>" in str(one.pattern) and str(one.pattern).partition("/")[0] != "platforms"]  # fmt: skip
    pages = [asked for asked in routes if not asked.endswith(".json")]
    assert sorted(pages) == sorted(asked for paths in THINGS.values() for asked in paths)
    for asked in set(routes) - set(pages):  # the same view as the page beside it
        assert resolve(f"/en/{asked.replace('.json', '/x.json')}").func is resolve(f"/en/{asked.replace('.json', '/x/')}").func


@pytest.mark.parametrize("archived", [False, True], ids=["open", "archived"])
@pytest.mark.parametrize("mode", MODES)
def test_each_address_of_a_thing_is_for_whom_mode_and_capacity_let_in(
    stranger: Person, stage: Stage, hats: dict[str, Capacity], grounds: dict[str, Ground], mode: str, archived: bool
) -> None:
    ground = grounds[mode]
    if archived:
        Platform.objects.filter(pk=ground.platform.pk).update(state="archived", reason="Done.", archived_on=clock.today())
    people = {name: hat.person for name, hat in hats.items()} | {"own name": stage.nobody, "other world": stranger}
    wrong = []
    for who in OF_AN_ARCHIVE[:2] if archived else STRANGERS:
        reader = AnonymousUser() if who == "signed out" else again(people[who])
        wrong += _differing(ground, Case(mode, archived, who, inside=False), reader)
    inside = [hat for who, hat in hats.items() if who != "convener"]
    rows = [Membership(platform=ground.platform, person=hat.person, capacity=hat, since=clock.today()) for hat in inside]
    Membership.objects.bulk_create(rows)
    audience = space_of(ground.platform)
    AudienceMember.objects.bulk_create([AudienceMember(audience=audience, capacity=hat) for hat in inside])
    for who in OF_AN_ARCHIVE[1:] if archived else MEMBERS:
        wrong += _differing(ground, Case(mode, archived, who, inside=True), again(people[who]))
    assert not wrong
