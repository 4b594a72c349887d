"""Two border countries act on one corridor: a platform, a threat, six joint actions, meetings, a consultation; a task team that
is closed to others; a platform that lives elsewhere. All invented."""

from datetime import timedelta
from typing import Any

from accord.kit import clock
from accord.learning.actions import change_adoption
from accord.learning.models import Adoption
from accord.learning.wording import ADOPTION
from accord.people.models import Area, Capacity, Organisation, Role, World
from accord.record.models import Card, Topic
from accord.spaces.actions import consultations, invitations, meetings, members, platforms, statements, threats, workplan
from accord.spaces.models import JointAction, Platform, Threat

CHARTER = (
    "The two governments, organisations of both banks and the council of the rivers meet each month. They agree on what"
    " each does before and after the crossing, and leave investigations to the police network. Decisions are taken by "
    "both focal points. The platform ends when the landing places have been safe for two seasons."
)

RECRUITERS = "On the islands two of the evenings tell how recruiters speak."


def _hat(role: str, code: str = "") -> Capacity:
    found = Capacity.objects.active().filter(role=role, person__world=World.DEMO).select_related("area", "person", "organisation")
    return (found.filter(area__code=code) if code else found).order_by("id")[0]


def _body(name: str) -> Organisation:
    return Organisation.objects.get(names__en=name)


def _topics(*codes: str) -> list[Topic]:
    return list(Topic.objects.filter(code__in=codes))


def _areas(*codes: str) -> list[Area]:
    return list(Area.objects.filter(code__in=codes))


def tell() -> None:
    _elsewhere()
    found = _platform()
    threat = _threat(found)
    _work_plan(found, threat)
    _statement(found, threat)
    _meetings(found, threat)
    _later(found, threat)
    _consultation(found)
    _group(found)
    _archived()
    _answered(threat)


def _days_ago(days: int) -> Any:
    from accord.overview.demo.story import days_ago

    return days_ago(days)


def _elsewhere() -> None:
    with _days_ago(400):
        ahead = clock.today() + timedelta(days=430)
        given = {
            "title": "Six Rivers Police Network",
            "kind": Platform.Kind.WORKING,
            "language": "en",
            "areas": _areas("XAA", "XAB", "XAC"),
            "text": "Police of the river countries share what they know of cases and act together against recruiters.",
            "topics": _topics("trafficking", "justice"),
            "host": "Six Rivers Council",
            "owner": _body("Six Rivers Council"),
            "url_there": "https://police-network.sixrivers.example/",
            "next_meeting_on": ahead,
            "source": "Page of the council (made up)",
            "as_of": clock.today(),
        }
        platforms.tell_elsewhere(given, by=_hat(Role.SECRETARIAT))


def _platform() -> Platform:
    opener, other = _hat(Role.FOCAL_POINT, "XAA"), _hat(Role.FOCAL_POINT, "XAB")
    with _days_ago(170):
        given = {
            "title": "Safe crossings of the Six Rivers",
            "kind": Platform.Kind.ACTION,
            "access": Platform.Access.TRANSPARENT,
            "text": "Aldoria and Belmara act together for children who are taken across the delta, before and after.",
            "charter": CHARTER,
            "language": "en",
            "areas": _areas("XAA", "XAB"),
            "owner": opener.organisation,
            "topics": _topics("trafficking", "child-labour", "inspire-r", "inspire-n", "justice", "social-welfare"),
            "review_on": clock.today() + timedelta(days=500),
        }
        made = platforms.begin_platform(given, by=opener)
        for one in made.overlaps.all():
            platforms.settle_overlap(
                one,
                asked_on=clock.today() - timedelta(days=6),
                language="en",
                version=1,
                by=opener,
                supplements="It cares for children and families; cases, suspects and operations stay with the network.",
                answer="The network welcomes it and asks to be told of every training on the border.",
            )
    with _days_ago(160):
        made = platforms.open_platform(made, by=opener)
        members.bring_in(made, other, by=opener, role="convener")
        for hat in (_hat(Role.CONTRIBUTOR, "XAA"), _hat(Role.VALIDATOR, "XAB"), _of("cso@xaa.")):
            members.bring_in(made, hat, by=opener)
    with _days_ago(150):
        for code, text in (
            ("XAC", "The upper river is yours: some children come from there."),
            ("XAD", "Boats land on your coast."),
        ):
            invitations.invite(made, Area.objects.get(code=code), text=text, language="en", by=opener)
    with _days_ago(140):
        asked = made.invitations.get(area__code="XAC")
        why = "The ministry is being reorganised; ask again after the summer."
        by = _hat(Role.FOCAL_POINT, "XAC")
        invitations.answer_invitation(asked, answer="later", reason=why, language="en", version=1, by=by)
    return made


def _of(email: str) -> Capacity:
    return Capacity.objects.active().select_related("person", "organisation", "area").get(person__email__startswith=email)


def _threat(found: Platform) -> Threat:
    with _days_ago(150):
        parts = (("XAC", "origin"), ("XAA", "origin"), ("XAA", "transit"), ("XAB", "destination"), ("XAD", "affected"))
        given = {
            "title": "Children taken across the delta for work and exploitation",
            "language": "en",
            "online": False,
            "text": "In the months without fish, recruiters promise families school and wages across the water. Children are "
            "taken "
            "on "
            "fishing boats by night and are found months later in kitchens, on other boats, or not at all.",
            "form": Topic.objects.get(code="trafficking"),
            "others": _topics("child-labour", "sexual", "online"),
            "sources": [
                {"words": "Survey of the Aldoria Children's Forum (made up)", "url": "https://forum.aldoria.example/delta"},
                {"words": "Yearly report of the Six Rivers Council (made up)", "url": ""},
            ],
            "owner_words": "",
            "owner_url": "",
            "corridor": [(Area.objects.get(code=code), part) for code, part in parts],
            "owner_card": Card.objects.get(kind="platform", owner=_body("Six Rivers Council")),
        }
        made = threats.describe_threat(found, given, by=_hat(Role.FOCAL_POINT, "XAA"))
        # Victims detected has no value of the world; of a form that it goes with there is one, so that a figure is seen.
        for indicator in Card.objects.filter(ref__in=("indicators/16.2.2", "indicators/16.2.3")).order_by("ref"):
            threats.measure_threat(made, indicator, by=_hat(Role.FOCAL_POINT, "XAA"))
        threats.propose_solution(
            made,
            {
                "title": "One protocol for a child who is found",
                "language": "en",
                "stage": "agreed",
                "text": "Whoever finds a child on either bank calls one number; the child is safe the same night and home, or "
                "in a "
                "family, within three days.",
                "legal_basis": "Agreement of the two ministries, signed at the spring meeting",
                "owner": None,
                "owner_words": "Both ministries, by turns",
                "results": "",
                "areas": _areas("XAA", "XAB"),
            },
            by=_hat(Role.FOCAL_POINT, "XAB"),
        )
    return made


def _later(found: Platform, threat: Threat) -> None:
    """What came of the protocol, and a danger that has no route."""
    with _days_ago(30):
        results = "In two months nine children were found and were safe the same night; seven are home, two are in a family."
        reason = "The first two months on the eastern landing places are counted."
        solution = threat.solutions.get()
        by = _hat(Role.FOCAL_POINT, "XAB")
        threats.revise_solution(solution, {"results": results}, version=solution.version, by=by, reason=reason)
    with _days_ago(25):
        text = "Who once asked at the landing place now writes to children in games and offers them work across the water."
        sources = [{"words": "Talks in villages, notes of the Aldoria Children's Forum (made up)", "url": ""}]
        given = {"title": "Recruiters who write to children in games", "language": "en", "text": text, "sources": sources}
        where: dict[str, Any] = {"online": True, "corridor": [], "owner_words": "", "owner_url": ""}
        where |= {"form": Topic.objects.get(code="online"), "others": _topics("trafficking")}
        threats.describe_threat(found, given | where, by=_hat(Role.FOCAL_POINT, "XAA"))


def _work_plan(found: Platform, threat: Threat) -> None:
    from accord.overview.demo.story import table

    solution, made = threat.solutions.get(), []
    for number, row in enumerate(table("joint_actions.csv")):
        with _days_ago(130 - number):
            today = clock.today()
            start, end = (today + timedelta(days=130 + int(row[name])) for name in ("starts", "ends"))
            body = _body(row["organisation"]) if row["organisation"] else None
            given = {
                "title": row["title"],
                "text": "",
                "language": "en",
                "organisation": body,
                "who": row["who"],
                "provinces": [name for name in row["provinces"].split(";") if name],
                "starts_on": start,
                "ends_on": end,
                "needs": row["needs"],
                "offers": row["offers"],
                "solution": solution if "inspire-r" in row["strategies"] else None,
                "areas": _areas(*row["countries"].split(";")),
                "topics": _topics(*f"{row['strategies']};{row['sectors']}".split(";")),
            }
            made.append((workplan.propose_action(found, given, by=_hat(Role.FOCAL_POINT, row["countries"][:3])), row))
    with _days_ago(110):
        for action, _row in made[:4]:
            for area in action.areas.all():
                workplan.agree_to(action, version=1, by=_hat(Role.FOCAL_POINT, area.code))
    for action, row in made:
        if row["status"] != JointAction.Status.PLANNED:
            with _days_ago(20):
                people = int(row["people"]) if row["people"] else None
                workplan.tell_progress(
                    action, status=row["status"], people_reached=people, version=1, by=action.by or _of("cso@xaa.")
                )


def _statement(found: Platform, threat: Threat) -> None:
    text = (
        "No child of the six rivers crosses the water alone. We will tell families what recruiters do, open one number "
        "on every bank, and bring each child who is found to safety the same night. We will tell each other, every half"
        " year, what we did and what we did not."
    )
    with _days_ago(100):
        given = {"title": "No child crosses alone", "text": text, "language": "en", "threat": threat}
        made = statements.draft_statement(found, given, by=_hat(Role.FOCAL_POINT, "XAA"))
        made = statements.open_statement(made, version=1, by=_hat(Role.FOCAL_POINT, "XAA"))
    for days, code, note in ((95, "XAA", ""), (90, "XAB", "Within the budget that parliament adopts."), (80, "XAE", "")):
        with _days_ago(days):
            statements.sign_statement(made, note=note, language="en", by=_hat(Role.FOCAL_POINT, code))


def _meetings(found: Platform, threat: Threat) -> None:
    by = _hat(Role.FOCAL_POINT, "XAA")
    with _days_ago(60):
        made = meetings.call_meeting(found, _time("Second meeting of the platform", days=15, place="River Hall, Port Sel"), by=by)
        for title, card in (
            ("The protocol for a child who is found", threat.solutions.get().card_ref),
            ("Talks in villages", ""),
        ):
            meetings.add_item(made, title=title, card=Card.objects.get(ref=card) if card else None, by=by)
        for hat in (by, _hat(Role.FOCAL_POINT, "XAB"), _of("cso@xaa.")):
            meetings.register(made, person=hat.person, capacity=hat, way="there")
    with _days_ago(43):
        first = made.agenda.first()
        assert first
        meetings.decide(first, decision="It is tried on the eastern landing places until the next season.", language="en", by=by)
        came = [r.pk for r in made.registrations.all()][:2]
        minutes = (
            "The protocol was read line by line. The police network sent its greetings and two remarks, which were taken in."
        )
        meetings.publish_minutes(made, minutes=minutes, language="en", attended=came, version=made.version, by=by)
    with _days_ago(10):
        ahead = meetings.call_meeting(found, _time("Third meeting of the platform", days=35, place=""), by=by)
        meetings.add_item(ahead, title="What danger is left", card=Card.objects.get(ref=threat.card_ref), by=by)
        asked = _time("Open consultation: before the next season", days=50, place="") | {"is_consultation": True}
        meetings.call_meeting(found, asked, by=_hat(Role.FOCAL_POINT, "XAB"))


def _time(title: str, *, days: int, place: str) -> dict[str, Any]:
    starts = clock.now().replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return {
        "title": title,
        "text": "What was agreed, what became of it, what comes next.",
        "language": "en",
        "is_consultation": False,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "zone": "Africa/Nairobi",
        "place": place,
        "online_at": "https://meet.sixrivers.example/crossings",
    }


def _consultation(found: Platform) -> None:
    forum = _of("cso@xaa.")
    assert forum.organisation
    with _days_ago(90):
        given = {
            "title": "What would have made you stay?",
            "language": "en",
            "ages": "12–17",
            "organisation": forum.organisation,
            "text": "Those who were asked to go know best what the offer sounded like.",
            "held_on": None,
            "questions": "Who told you about work across the water?\nWhom would you ask for help?\n"
            "What should grown-ups change first?",
        }
        made = consultations.prepare_consultation(found, given, by=_hat(Role.FOCAL_POINT, "XAA"))
    with _days_ago(70):
        how = (
            "Two workers of the forum explained it with pictures. Each child could say no, stop, or take words back "
            "until the day after; a counsellor was in the house."
        )
        made = consultations.record_consent(
            made,
            how=how,
            consented=31,
            guardians=28,
            took_part=27,
            held_on=clock.today() - timedelta(days=3),
            version=1,
            by=forum,
        )
    with _days_ago(55):
        results = (
            "Most heard of it from somebody they knew. They would ask an elder sister or a teacher, hardly ever the "
            "police. First of all they want wages for parents in the months without fish, and a telephone that works on"
            " the islands."
        )
        due = clock.today() + timedelta(days=45)
        made = consultations.publish_results(made, results=results, answer_due=due, version=2, by=forum)
    with _days_ago(18):
        changed = (
            "Money for families was added to the work plan. The number will work on the islands from spring. We did not"
            " move the school year, which many asked for: the ministry of education says no for now, and will be asked "
            "again."
        )
        consultations.tell_change(made, changed=changed, version=3, by=_hat(Role.FOCAL_POINT, "XAA"))


def _group(found: Platform) -> None:
    by = _hat(Role.FOCAL_POINT, "XAB")
    with _days_ago(85):
        given = {
            "title": "Routes and recruiters",
            "kind": Platform.Kind.TASK,
            "access": Platform.Access.RESTRICTED,
            "language": "en",
            "text": "What families are told, by whom, and how it changes: for those alone who protect them.",
            "charter": CHARTER,
            "areas": _areas("XAA", "XAB"),
            "topics": _topics("trafficking"),
            "owner": by.organisation,
            "review_on": clock.today() + timedelta(days=300),
        }
        made = platforms.begin_platform(given, by=by, parent=found)
        for one in made.overlaps.all():
            platforms.settle_overlap(
                one,
                asked_on=clock.today(),
                supplements="It advises families; the network investigates.",
                answer="",
                language="en",
                version=1,
                by=by,
            )
        made = platforms.open_platform(made, by=by)
        members.bring_in(made, _hat(Role.FOCAL_POINT, "XAA"), by=by)
    with _days_ago(9):
        meetings.call_meeting(made, _time("Task team: what changed this month", days=20, place=""), by=by)


def _archived() -> None:
    by = _hat(Role.FOCAL_POINT, "XAE")
    with _days_ago(500):
        given = {
            "title": "A common word list for helplines",
            "kind": Platform.Kind.WORKING,
            "access": Platform.Access.OPEN,
            "language": "en",
            "text": "Helplines of three countries agree on what they count as a call.",
            "charter": CHARTER,
            "areas": _areas("XAE", "XAF"),
            "topics": _topics("inspire-r", "social-welfare"),
            "owner": by.organisation,
            "review_on": clock.today() + timedelta(days=200),
        }
        made = platforms.open_platform(platforms.begin_platform(given, by=by), by=by)
    with _days_ago(300):
        reason = "The list is adopted by the three helplines; who wants to change it writes to them."
        platforms.review_platform(made, goes_on=False, review_on=None, reason=reason, by=by)


def _answered(threat: Threat) -> None:
    """Belmara's evenings for parents came from Aldoria before there was a platform; now they answer its threat."""
    with _days_ago(95):
        mine = Adoption.objects.get(area__code="XAB", title="Evenings for parents")
        given = {name: getattr(mine, name) for name in ADOPTION}
        given |= {"against": Card.objects.get(ref=threat.card_ref), "results": f"{mine.results} {RECRUITERS}"}
        reason = "Families of the islands asked for it at the first meeting of the platform."
        change_adoption(mine, given, version=mine.version, by=_hat(Role.FOCAL_POINT, "XAB"), reason=reason)
