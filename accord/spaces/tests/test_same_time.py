"""Who edits anything of a platform while somebody else saves it is shown what stands, in words, and nothing is written over."""

from typing import Any

import pytest

from accord.directory.tests.makers import client_of
from accord.kit import clock
from accord.spaces.actions import consultations, statements, threats, workplan
from accord.spaces.tests.makers import Stage
from accord.spaces.tests.test_meetings import called
from accord.spaces.tests.test_platforms import elsewhere
from accord.spaces.tests.test_threats import told
from accord.spaces.tests.test_workplan import row

pytestmark = pytest.mark.django_db
MINE = {"title": "Mine", "text": "Mine.", "language": "en", "reason": "Mine.", "version": "9"}


def _things(stage: Stage) -> dict[str, tuple[Any, dict[str, str], tuple[str, ...]]]:
    """What is edited, what its form takes besides, and words of what stands."""
    found, by = stage.platform(), stage.convener
    threat = threats.describe_threat(found, told(stage, owner_card=None), by=by)
    solving = {"title": "One protocol", "text": "For all.", "language": "en", "areas": [stage.here], "stage": "agreed"}
    stated = {"title": "We act", "text": "Together.", "language": "en", "threat": threat}
    asking = {"title": "Ask", "text": "They know.", "language": "en", "questions": "What?", "ages": "12–17",
              "organisation": stage.forum, "held_on": None}  # fmt: skip
    day = str(clock.today())
    return {
        "threat": (threat, {"form": "trafficking", "origin": "XAA", "sources": "A"},
                   ("Land XAB", "Trafficking", "Child-Labour", "Report 4 https://report.example/4")),
        "solution": (threats.propose_solution(threat, solving, by=by), {"areas": "XAA", "stage": "agreed"},
                     ("Agreed", "Land XAA")),
        "statement": (statements.draft_statement(found, stated, by=by), {}, ("Together.", f"{threat.ref} – Boats by night")),
        "action": (workplan.propose_action(found, row(stage), by=by), {"who": "Police", "areas": "XAA"},
                   ("Forum", "North", "Justice", "Land XAA, Land XAB")),
        "meeting": (called(stage, found), {"on": day, "begins": "10:00", "ends": "11:00", "zone": "UTC"}, ("Corridor meeting",)),
        "consultation": (consultations.prepare_consultation(found, asking, by=by),
                         {"questions": "Q", "ages": "9", "organisation": stage.forum.slug}, ("What?", "Forum")),
    }  # fmt: skip


def test_nothing_is_written_over_and_what_stands_is_said_in_words(stage: Stage) -> None:
    client = client_of(stage.convener.person)
    for name, (thing, more, words) in _things(stage).items():
        answer = client.post(f"/en/{thing.url}edit/", MINE | more)
        assert answer.status_code == 409, name
        stands = answer.content.decode().split('class="facts"')[1].split("</dl>")[0]
        for one in words:
            assert one in stands, (name, one)
        assert "[" not in stands, name
        assert "_" not in stands.replace("Africa/Addis_Ababa", ""), name
        thing.refresh_from_db()
        assert thing.title != "Mine", name


def test_facts_of_one_elsewhere_too(stage: Stage) -> None:
    there = elsewhere(stage)
    given = {"host": "H", "kind": "task_team", "url_there": "https://h.example/", "source": "S", "as_of": str(clock.today())}
    answer = client_of(stage.officers[0]).post(f"/en/{there.url}elsewhere/", MINE | given)
    assert answer.status_code == 409
    assert "Rivers Council" in answer.content.decode()
