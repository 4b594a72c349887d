"""What asks for the same: proposed by the machine, seen by the country alone, public once its people confirm it."""

import pytest
from django.core.management import call_command
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Cluster, ClusterMember, Recommendation
from accord.accountability.tests.test_recommendation_list import row, take
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.record.actions import Conflict
from accord.record.models import Event

pytestmark = pytest.mark.django_db
URL = "/en/recommendations/alike/XAA/"
TEXTS = ("Prohibit corporal punishment in schools.", "Take steps to prohibit corporal punishment in all schools.",
         "Prohibit corporal punishment in schools by law.", "Train judges in family courts.")  # fmt: skip


@pytest.fixture
def cluster(stage: Stage) -> Cluster:
    take([*(row(n, text) for n, text in enumerate(TEXTS, start=1)), row(9, TEXTS[0], to="XAB")])
    assert actions.propose_clusters(stage.home) == 1
    return Cluster.objects.get()


def refs(cluster: Cluster) -> list[str]:
    return list(cluster.members.order_by("recommendation_id").values_list("recommendation__ref", flat=True))


def test_the_machine_proposes_within_a_country(stage: Stage, cluster: Cluster) -> None:
    assert refs(cluster) == [f"XAA-crc2024-{n}" for n in (1, 2, 3)]
    assert all(0.25 <= m.nearness <= 1 for m in cluster.members.all())
    event = Event.objects.get(verb="clusters_proposed")
    assert event.capacity is None
    assert event.card_ref == "countries/XAA"


def test_proposing_twice_changes_nothing(stage: Stage, cluster: Cluster) -> None:
    assert actions.propose_clusters(stage.home) == 1
    assert (Cluster.objects.get().pk, Event.objects.filter(verb="clusters_proposed").count()) == (cluster.pk, 1)


def test_a_proposal_is_nobody_elses(stage: Stage, cluster: Cluster) -> None:
    for client in (Client(), client_of(stage.stranger), client_of(stage.assessor), client_of(stage.validator)):
        html = client.get(URL).content.decode()
        assert TEXTS[0] not in html
        assert "No group is confirmed" in html
        assert client.get(f"{URL}{cluster.pk}/").status_code in (302, 404)
        assert client.get(f"{URL}compare/").status_code in (302, 404)
    assert "proposals" not in Client().get(URL.rstrip("/") + ".json").json()
    assert "1 proposal waits" in client_of(stage.focal).get(URL).content.decode()
    assert "ask for this" not in Client().get("/en/recommendations/XAA-crc2024-1/").content.decode()


def test_those_ticked_become_public(stage: Stage, cluster: Cluster) -> None:
    first, second, third = refs(cluster)
    given = {"decision": "confirm", "members": [first, third], "version": "1"}
    assert client_of(stage.focal).post(f"{URL}{cluster.pk}/", given).status_code == 302
    html = Client().get(URL).content.decode()
    assert "2 recommendations ask for this" in html
    assert TEXTS[2] in html
    assert TEXTS[1] not in html
    assert "2 recommendations ask for this" in Client().get(f"/en/recommendations/{first}/").content.decode()
    assert "ask for this" not in Client().get(f"/en/recommendations/{second}/").content.decode()
    lines = Client().get("/en/recommendations.json?country=XAA").json()["lines"]
    assert [line["alike"] for line in lines] == [2, 0, 2, 0]
    event = Event.objects.get(verb="cluster_confirmed")
    assert event.body is not None
    assert (event.capacity_id, event.body["after"]["members"]) == (stage.focal.pk, [first, third])


def test_what_was_rejected_is_not_proposed_again(stage: Stage, cluster: Cluster) -> None:
    focal = client_of(stage.focal)
    assert focal.post(f"{URL}{cluster.pk}/", {"decision": "reject", "version": "1"}).status_code == 422
    given = {"decision": "reject", "reason": "They differ.", "version": "1"}
    assert focal.post(f"{URL}{cluster.pk}/", given).status_code == 302
    assert actions.propose_clusters(stage.home) == 0
    assert focal.get(f"{URL}{cluster.pk}/").status_code == 404
    assert Event.objects.get(verb="cluster_rejected").body["reason"] == "They differ."  # type: ignore[index]


def test_confirmed_ones_stay_out_of_new_proposals(stage: Stage, cluster: Cluster) -> None:
    actions.confirm_cluster(cluster, refs(cluster), version=1, by=stage.focal)
    take([row(10, "Prohibit corporal punishment in nurseries."), row(11, "Prohibit corporal punishment in all nurseries.")])
    assert actions.propose_clusters(stage.home) == 1
    assert refs(Cluster.objects.get(state="proposed")) == ["XAA-crc2024-5", "XAA-crc2024-6"]


def test_a_decision_may_be_changed(stage: Stage, cluster: Cluster) -> None:
    made = actions.confirm_cluster(cluster, refs(cluster), version=1, by=stage.focal)
    actions.reject_cluster(made, reason="We erred.", language="en", version=2, by=stage.focal)
    assert not ClusterMember.objects.filter(kept=True).exists()
    assert "No group is confirmed" in Client().get(URL).content.decode()


def test_a_stale_decision_is_told(stage: Stage, cluster: Cluster) -> None:
    actions.confirm_cluster(cluster, refs(cluster), version=1, by=stage.focal)
    with pytest.raises(Conflict):
        actions.reject_cluster(cluster, reason="No.", language="en", version=1, by=stage.focal)
    given = {"decision": "reject", "reason": "No.", "version": "1"}
    answer = client_of(stage.focal).post(f"{URL}{cluster.pk}/", given)
    assert answer.status_code == 409
    assert "Confirmed" in answer.content.decode()


@pytest.mark.parametrize("members", [[], ["XAA-crc2024-1"], ["XAA-crc2024-1", "XAB-crc2024-1"]])
def test_two_of_its_own_members_at_least(stage: Stage, cluster: Cluster, members: list[str]) -> None:
    with pytest.raises(ValueError, match="Two members"):
        actions.confirm_cluster(cluster, members, version=1, by=stage.focal)
    given = {"decision": "confirm", "members": members, "version": "1"}
    assert client_of(stage.focal).post(f"{URL}{cluster.pk}/", given).status_code == 422


def test_its_people_ask_the_machine_themselves(stage: Stage) -> None:
    take([row(n, text) for n, text in enumerate(TEXTS, start=1)])
    assert client_of(stage.focal).post(f"{URL}compare/", {}).status_code == 302
    assert Event.objects.get(verb="clusters_proposed").capacity_id == stage.focal.pk


def test_the_command_tells_what_it_did(stage: Stage, cluster: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("match", "--json")
    assert capsys.readouterr().out == '{"countries": 2, "proposed": 1, "across_cycles": 0}\n'
    with pytest.raises(SystemExit) as stopped:
        call_command("match", "QQQ")
    assert stopped.value.code == 2


def test_what_was_asked_again_in_a_later_cycle_is_counted(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    take([row(1, TEXTS[0], cycle=3), row(2, TEXTS[1], cycle=4), row(3, TEXTS[3], cycle=4), row(4, f"Well {TEXTS[3]}", cycle=4)])
    call_command("match", "XAA", "--json")
    assert capsys.readouterr().out == '{"countries": 1, "proposed": 2, "across_cycles": 1}\n'


def test_languages_are_compared_apart(stage: Stage) -> None:
    take([row(1, TEXTS[0]), row(2, TEXTS[0], language="fr")])
    assert Recommendation.objects.filter(language="fr").count() == 1
    assert actions.propose_clusters(stage.home) == 0
