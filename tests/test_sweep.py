"""Every address for every capacity: nothing breaks, what asks for a sign-in does, what is another's does not exist."""

import functools
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.test import Client

from accord.accountability.models import Edition, Milestone, ShadowReport
from accord.discussions.models import Topic
from accord.kit.checks import all_patterns
from accord.moderation.models import Appeal, Case, Decision
from accord.people.models import Capacity, Person
from accord.record.models import Card
from accord.spaces.models import Invitation, Membership, Overlap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
SAMPLES = {
    "ref": ["XAA-demo-1", "XAA-demo-2", "XAA-c1", "XAA-c8", "XAB-c8", "XAA-upr41-1", "XAE-demo-2", "XAD-demo-2",
            "XAA-p1", "XAC-p1", "XAA-a1", "XAA-a7", *(f"XA{one}-peers-demo" for one in "ABCDEF"), "XAB-peers-next",
            "XAA-pr1", "XAC-pr1", "XAE-pr1", "XAA-pr2", "XAB-ad1", "XAD-ad1", "XAA-of1", "XAB-ne1", "XAB-ex1",
            *(f"safe-crossings-of-the-six-rivers{part}" for part in ("", "-a1", "-t1", "-s1", "-j1", "-m1", "-m2", "-y1"))],
    "slug": ["demo-2", "t1", "peers-demo", "peers-next", "six-rivers-council", "children-of-the-six-rivers"], "iso3": ["XAA", "KEN"],
    "code": ["16.2.1", "sign", "data", "withdraw", "questions", "aside", "ministry", "submit", "held"], "side": ["need"], "months": ["6"], "target": ["XAA-c1", "XAA-upr41-1"], "kind": ["recommendations"], "commitment": ["XAA-c1", "XAE-c1"], "year": ["2024"], "number": ["1"],
    "section": ["s1"], "question": ["q1"], "part": ["q1"], "version": ["1"], "token": ["no-such"],
    "position": ["1"], "size": ["1"], "shape": ["upr-mid-term"],
    "strategy": ["inspire-i1"], "conference": ["bogota-2024"],
    "card": ["commitments/XAA-c1", "commitments/XAA-c8", "plans/XAA-p1", "reports/XAA-demo-1", "reports/XAA-demo-2"],
    "thing": ["reports/XAA-demo-2/write", "commitments/XAA-c1/end"],
    "place": ["platforms/safe-crossings-of-the-six-rivers", "practices/XAA-pr1"],
    "path": ["data/VAC/XAA?lastNObservations=1", "dataflow"], "act": ["hide", "nothing"], "key": ["no-such"],
}  # fmt: skip
NOWHERE = {
    "iso3": "QQQ",
    "version": "99",
    "year": "1500",
    "number": "999999",
    "months": "999",
    "position": "999999",
    "size": "999999",
}  # and "no-such" for every other part
OWN = {
    "commitments": r"XA.-c\d", "reports": r"-demo-", "recommendations": r"-upr", "cycles": r"^demo-2|XA.-c\d", "questions/<": r"^t1",
    "organisations": r"six-rivers", "peer-reviews": r"peers-(demo|next)$", "plans": r"-p\d", "practices": r"-pr\d", "adoptions": r"-ad\d", "offers": r"-(of|ne)\d", "exchanges": r"-ex\d",
    "joint-actions": r"rivers-a\d", "platforms": r"-rivers$", "threats": r"rivers-t\d", "solutions": r"rivers-s\d",
    "statements": r"rivers-j\d", "meetings": r"rivers-m\d", "consultations": r"rivers-y\d", "actions": r"XA.-a\d",
}  # fmt: skip
EDITIONS: dict[str, list[str]] = {"ref": [], "code": ["s1", "drop", "publish"], "language": ["en", "ar"]}
PEOPLE = ["", *(f"{name}.demo.example" for name in (
    "focal-point@xaa", "alternate@xaa", "validator@xaa", "contributor@xaa", "statistician@xaa", "cso@xaa", "focal-point@xab",
    "assessor@xab", "assessor@xad", "peer-reviewer@xac", "peer-reviewer@xad",
)), "secretariat@demo.example", "safeguarding@demo.example", "custodian@demo.example", "translator@demo.example",
    "member@demo.example"]  # fmt: skip
MADE_UP = re.compile(r"XA[A-F]\b|six-rivers|peers-(?:demo|next)|/demo-2")  # each page at such an address says so
OFTEN = ("focal-point@xaa.demo.example", "secretariat@demo.example")  # a stranger meets all; these a half, others a twelfth


def _samples(kind: str, name: str, route: str) -> list[str]:
    """A record's name under its own room's addresses alone; names of shadow reports and topics are drawn by lot."""
    if name == "number" and route.startswith("platforms/"):
        return _numbers(route)
    if name == "path" and route.startswith("report-this/"):
        return ["practices/XAA-pr1/", "countries/XAA/timeline/", "search/"]
    if name == "number" and route.startswith("moderation/"):
        return [str(pk) for pk in _moderated(route).objects.order_by("pk").values_list("pk", flat=True)]
    if name == "ref" and "shadow-reports" in route:
        asked = ShadowReport.objects.filter(Q(network__isnull=False) | Q(state="sent"))
        return list(asked.order_by("state").values_list("ref", flat=True))
    if name == "ref" and route.startswith("topics/"):
        return list(Topic.objects.order_by("ref").values_list("ref", flat=True))
    if "report/editions" in route and name in EDITIONS:
        return EDITIONS[name] or list(Edition.objects.order_by("ref").values_list("ref", flat=True))
    own = next((pattern for room, pattern in OWN.items() if re.match(rf"{room}[/.]", route)), None)
    own = own or next((pattern for room, pattern in OWN.items() if room in route), None)
    there = [one for one in SAMPLES[name] if own is None or name not in ("ref", "slug") or re.search(own, one)]
    return [one for one in there if kind != "slug" or "." not in one]


def _numbers(route: str) -> list[str]:
    kind = Overlap if "overlaps" in route else Invitation if "invitations" in route else Membership
    return [str(pk) for pk in kind.objects.order_by("pk").values_list("pk", flat=True)[:2]]


def _moderated(route: str) -> type[Appeal] | type[Case] | type[Decision]:
    return Appeal if "appeals" in route else Decision if re.search("notices|sealed", route) else Case


@functools.cache
def addresses() -> list[tuple[str, str, bool]]:
    """(address, access mark, whether there is such a record) of each route with each sample of its parts."""
    found: set[tuple[str, str, bool]] = set()
    for where, pattern in all_patterns():
        access = getattr(pattern.callback, "access", "")
        if not access:
            continue
        route = re.sub(r"^\^?en/", "", str(where))
        bare = (
            route in ("healthz", "robots.txt", "") or re.match(r"sdmx/(?:2\.1|v2)/", route) or re.fullmatch(r"\w\w\.json", route)
        )
        paths, nowhere = [route], route
        for kind, name in re.findall(r"<(\w+):(\w+)>", route):
            paths = [re.sub(rf"<\w+:{name}>", sample, path) for path in paths for sample in _samples(kind, name, route)]
            nowhere = re.sub(rf"<\w+:{name}>", NOWHERE.get(name, "no-such"), nowhere)
        found |= {(path if bare else f"en/{path}", access, True) for path in paths}
        if nowhere != route:
            found.add((nowhere if bare else f"en/{nowhere}", access, False))
    return sorted(found)


def met_by(email: str) -> list[tuple[str, str]]:
    """Every address for a stranger; for each other reader what is kept from strangers, and a share of the rest in turn."""
    share = 1 if not email else 2 if email in OFTEN else 12
    turn = PEOPLE.index(email) % share
    return [
        (path, access) for number, (path, access, there) in enumerate(addresses())
        if number % share == turn or (there and (access == "staff" or _draft(path)))
    ]  # fmt: skip


def client_of(email: str) -> Client:
    client = Client()
    if email:
        client.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("email", PEOPLE)
def test_every_address_answers_every_capacity(email: str) -> None:
    client = client_of(email)
    person = Person.objects.filter(email=email).first()
    for path, access in met_by(email):
        answer = client.get(f"/{path}")
        assert answer.status_code in ((200, 204, 400, 404) if path.startswith("sdmx/") else (200, 302, 404, 405)), path
        if answer.status_code == 405:  # a form's address, not a page
            continue
        if not email and access != "public":
            assert "/accounts/login/" in answer.get("Location", ""), path
        if person and access == "staff" and not person.is_officer:
            assert answer.status_code == 404, path
        if answer.status_code == 200 and MADE_UP.search(path) and answer["Content-Type"].startswith("text/html"):
            assert 'class="notice demo"' in answer.content.decode(), path
        if (country := _draft(path)) and not _is_of(person, country):
            assert answer.status_code == (302 if not email and access != "public" else 404), path


def _draft(path: str) -> str:
    """The country whose draft it is of, for nobody else."""
    found = re.search(r"/(XAA|XAB|XAC)-(?:demo-2(?<=XAA-demo-2)|c8|a7|p1(?<=XAC-p1)|pr2)\b", f"/{path}")
    return found[1] if found else ""


def _is_of(person: Person | None, code: str) -> bool:
    roles = ("focal_point", "alternate", "validator", "contributor", "statistician")
    return person is not None and Capacity.objects.active().filter(person=person, area__code=code, role__in=roles).exists()


def test_the_sweep_meets_pages_of_every_kind() -> None:
    marks = {access for _path, access, _there in addresses()}
    assert marks == {"public", "members", "staff"}
    assert len(addresses()) > 200
    assert {one for email in PEOPLE[1:] for one in met_by(email)} >= {
        (path, access) for path, access, there in addresses() if there
    }
    assert Milestone.objects.exists()


# whatever stands after the question mark: an answer, never a broken page ------------------------------------------

ASKED = {  # every list and page of figures, with all that it takes
    "search/": "q kind country topic language page world",
    "directory/": "q region group world",
    "directory/countries.csv": "q region group",
    "directory/organisations/": "q kind world country after",
    "directory/people/": "role country world after",
    "partnerships/": "country",
    "recommendations/": "country body response progress theme persons sdg inspire cycle q after world",
    "commitments/": "country kind state theme sector after world",
    "plans/": "country state after world",
    "actions/": "country plan state status theme sector province after world",
    "cycles/demo-1/": "sort",
    "report/2024/": "edition world",
    "explore/": "indicator area group sex age by from to origin newest view find add",
    "explore.json": "indicator area group sex age by from to origin newest view",
    "explore.svg": "indicator area picture view",
    "countries/XAA/like/": "indicator region income population baseline",
    "countries/XAA/learn/": "problem shown region income",
    "indicators/16.1.1/": "as_of",
    "indicators/16.1.1/progress/": "as_of",
    "indicators/16.1.1/regions/": "as_of",
    "countries/XAA/progress/": "as_of",
    "countries/XAA/accountability/": "sort",
    "countries/XAA/timeline/": "kind year after",
    "themes/inspire-i1/": "world sort",
    "practices/": "country problem theme sector kind grade world after",
    "offers/": "side kind country problem theme state world after",
    "platforms/": "kind country form where state world after",
    "threats/": "form country world",
    "work-plan/": "platform country sector strategy status view world after",
    "work-plan/matrix/": "platform country sector strategy world",
    "meetings/": "platform past world",
    "shadow-reports/": "country world after",
    "peer-reviews/": "world",
}
HOSTILE = ("*", "9999-12-31", "\u00b2\u0662\u202e", "9" * 400, "a" * 6_000)
ANSWERED = (200, 302, 400, 404, 414, 422)


@pytest.mark.parametrize("path", ASKED)
def test_no_query_breaks_a_page(path: str) -> None:
    """Each parameter alone, and all of them together: the first that is refused would hide the others."""
    client, names = Client(), ASKED[path].split()
    for value in HOSTILE:
        for query in [{name: value} for name in names] if value == "*" else [dict.fromkeys(names, value)]:
            assert client.get(f"/en/{path}", query).status_code in ANSWERED, query


@pytest.mark.parametrize(
    "place", ["indicators/16.1.1/", "indicators/16.1.1/progress/", "indicators/16.1.1/regions/", "countries/KEN/progress/"]
)
def test_the_last_day_that_there_is_has_no_page(place: str) -> None:
    assert Client().get(f"/en/{place}?as_of=9999-12-31").status_code == 404


def test_a_thousand_parameters_are_a_bad_request() -> None:
    query = "&".join(f"country={n}" for n in range(1_100))
    assert Client().get(f"/en/recommendations/?{query}").status_code == 400


@pytest.mark.parametrize(
    "path", ["plans/XAA-p1", "actions/XAA-a1", "countries/XAA/pathfinding", "commitments/XAA-c2", "reports/XAA-demo-1", "practices/XAA-pr1",
             "offers/XAB-ne1", "peer-reviews/XAA-peers-demo", "platforms/safe-crossings-of-the-six-rivers",
             "recommendations/XAB-upr41-3", "cycles/demo-1", "peer-reviews/rounds/peers-demo", "questions/t1/1",
             "shadow_report", "topic", "edition"],
)  # fmt: skip
def test_the_foot_of_a_page_leads_to_its_proof(path: str) -> None:
    client = Client()
    url = path if "/" in path else _first(path)
    feet = re.findall(r'href="(/en/verify/[^"]+)"', client.get(f"/en/{url.strip('/')}/").content.decode())
    assert feet
    assert {client.get(foot).status_code for foot in feet} == {200}


def _first(kind: str) -> str:
    """Of what is named by lot, or by the year."""
    return Card.objects.visible_to(AnonymousUser()).filter(kind=kind, world="demo").earliest("id").url


def test_a_page_names_no_place_that_it_lacks() -> None:
    for path in ("countries/XAA/", "countries/KEN/", "indicators/16.1.1/", "reports/XAA-demo-1/", "directory/"):
        html = Client().get(f"/en/{path}").content.decode()
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\bid="([^"]+)"', html)), path
