"""Action plans: the country's own until opened, revised in the open, guarded at each step, withdrawn with a reason."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Action, ActionPlan, Commitment, Revision
from accord.accountability.plan_states import PLAN_STEPS, plan_step_named
from accord.accountability.reads.plans import plan_page
from accord.accountability.tests.test_reporting import Stage, client_of, shown
from accord.record.actions import Conflict
from accord.record.models import Event

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "title": "Safe at home", "text": "Four years of work.", "starts_on": date(2026, 1, 1), "ends_on": date(2029, 12, 31),
    "language": "en",
}  # fmt: skip
TYPED = GIVEN | {"starts_on": "2026-01-01", "ends_on": "2029-12-31"}
URL = "/en/plans/XAA-p1/"


def drafted(stage: Stage, **more: Any) -> ActionPlan:
    return actions.draft_plan(GIVEN | more, by=stage.focal)


def stepped(plan: ActionPlan, stage: Stage, *codes: str) -> ActionPlan:
    for code in codes:
        step = plan_step_named(code)
        assert step is not None
        plan = actions.take_plan_step(plan, step, by=stage.focal, reason="A reason." if step.needs_reason else "")
    return plan


def action_in(plan: ActionPlan, stage: Stage, **more: Any) -> Action:
    given = {"title": "Train", "text": "Train them.", "plan": plan, "starts_on": date(2026, 2, 1), "ends_on": date(2027, 2, 1)}
    return actions.publish_action(actions.draft_action(given | more, by=stage.focal), by=stage.focal)


def test_the_whole_way_leaves_its_events(stage: Stage) -> None:
    plan = stepped(drafted(stage, document="https://plan.example/1"), stage, "open")
    action_in(plan, stage)
    plan = stepped(plan, stage, "submit", "back", "submit", "in-force", "close")
    assert (plan.state, plan.reason) == ("closed", "A reason.")
    verbs = list(Event.objects.filter(card_ref="plans/XAA-p1").order_by("id").values_list("verb", flat=True))
    assert verbs == ["plan_drafted", "plan_open", "plan_submit", "plan_back", "plan_submit", "plan_in_force", "plan_close"]
    with pytest.raises(Conflict):
        stepped(plan, stage, "withdraw")


def test_a_draft_is_its_countrys_own_until_it_is_opened(stage: Stage) -> None:
    plan = drafted(stage)
    for client in (Client(), client_of(stage.stranger), client_of(stage.secretariat)):
        assert client.get(URL).status_code == 404
        assert client.get("/en/plans.json?world=demo").json()["lines"] == []
        assert "XAA-p1" not in client.get("/en/plans.csv?world=demo").content.decode()
    assert client_of(stage.contributor).get(URL).status_code == 200
    stepped(plan, stage, "open")
    told = Client().get(URL).content.decode()
    assert "Plan opened for co-creation" in told
    assert "Plan drafted" not in told  # what was done within the country stays there
    assert "XAA-p1" in Client().get("/en/plans.csv?world=demo").content.decode()


GUARDED = [("open", {"ends_on": None}, ()), ("submit", {}, ("open",)), ("in-force", {}, ())]


@pytest.mark.parametrize(("code", "changed", "before"), GUARDED)
def test_what_is_missing_is_shown_and_holds_the_step(
    stage: Stage, code: str, changed: dict[str, Any], before: tuple[str, ...]
) -> None:
    stepped(drafted(stage, **changed), stage, *before)
    client, url = client_of(stage.focal), f"{URL}step/{code}/"
    assert "Missing" in client.get(url).content.decode()
    assert client.post(url, {"shown": shown(client, url)}).status_code == 422
    assert not Event.objects.filter(verb=f"plan_{code.replace('-', '_')}").exists()


def test_what_changed_after_it_was_shown_is_not_opened(stage: Stage) -> None:
    plan, client, url = drafted(stage), client_of(stage.focal), f"{URL}step/open/"
    seen = shown(client, url)
    actions.edit_plan(plan, GIVEN | {"text": "Five years."}, version=1, by=stage.focal)
    assert client.post(url, {"shown": seen}).status_code == 409
    assert client.post(url, {"shown": shown(client, url)}).status_code == 302
    assert ActionPlan.objects.get().state == "co_creation"


def test_an_opened_plan_is_revised_with_a_reason_and_the_old_wording_stays(stage: Stage) -> None:
    stepped(drafted(stage), stage, "open")
    client = client_of(stage.focal)
    changed = TYPED | {"text": "Five years of work.", "version": 1}
    assert client.post(f"{URL}edit/", changed).status_code == 422
    assert client.post(f"{URL}edit/", changed | {"reason": "Parliament asked."}).status_code == 302
    [line] = Client().get("/en/plans/XAA-p1.json").json()["revisions"]
    assert (line["version"], line["reason"]) == (1, "Parliament asked.")
    assert line["changes"] == [["What the plan is for", "Four years of work.", "Five years of work."]]
    stale = client.post(f"{URL}edit/", TYPED | {"version": 1, "reason": "Mine."})
    assert stale.status_code == 409
    assert "Five years of work." in stale.content.decode()
    assert Revision.objects.count() == 1


def test_a_draft_is_edited_without_a_revision(stage: Stage) -> None:
    plan = drafted(stage)
    actions.edit_plan(plan, GIVEN | {"title": "Safe"}, version=1, by=stage.focal)
    assert not Revision.objects.exists()
    with pytest.raises(Conflict):
        actions.edit_plan(plan, GIVEN, version=1, by=stage.focal)


def test_a_withdrawn_plan_stays_visible_with_its_reason(stage: Stage) -> None:
    stepped(drafted(stage), stage, "open", "withdraw")
    html = Client().get(URL).content.decode()
    assert "A reason." in html
    assert "Withdrawn" in html
    assert client_of(stage.focal).get(f"{URL}edit/").status_code == 404
    step = plan_step_named("withdraw")
    assert step is not None
    second = stepped(drafted(stage), stage, "open")
    with pytest.raises(ValueError, match="reason"):
        actions.take_plan_step(second, step, by=stage.focal, reason=" ")


def test_the_same_form_sent_twice_makes_one_plan(stage: Stage) -> None:
    client = client_of(stage.focal)
    for _ in range(2):
        answer = client.post("/en/plans/new/", TYPED | {"once": "ab" * 16})
        assert answer["Location"] == URL
    assert ActionPlan.objects.count() == 1


def test_milestones_stand_beside_the_completion_scale_and_unknown_is_no_nought(stage: Stage) -> None:
    plan = stepped(drafted(stage), stage, "open")
    Commitment.objects.filter(ref="XAA-c1").update(plan=plan)
    done = actions.add_milestone(stage.commitment, text="A bill", due=date(2027, 1, 1), weight=3, by=stage.focal)
    actions.tell_milestone(done, progress=100, done_on=None, evidence="", version=1, by=stage.focal)
    actions.add_milestone(stage.commitment, text="A law", due=date(2028, 1, 1), weight=1, by=stage.focal)
    bare = actions.draft_commitment({"title": "B", "text": "B.", "plan": plan}, by=stage.focal)
    actions.publish_commitment(bare, by=stage.focal)
    told = {"completion": "limited", "rationale": "x", "evidence": "", "values": []}
    actions.write_entry(stage.report, bare, told, version=0, by=stage.focal)
    page = Client().get("/en/plans/XAA-p1.json").json()
    assert [c["roll"] for c in page["commitments"]] == [
        {"done": 75, "open": 0, "unknown": 25, "finished": 1, "milestones": 2},
        {"done": None, "open": None, "unknown": None, "finished": 0, "milestones": 0},
    ]
    assert (page["roll"]["done"], page["roll"]["open"], page["roll"]["unknown"]) == (38, 0, 62)
    assert (page["counted"], page["bare"]) == (2, 1)
    assert [c["own"] for c in page["commitments"]] == ["", ""]  # an entry of a draft report is nobody's to read


def test_published_judgements_stand_in_the_row(stage: Stage) -> None:
    plan = stepped(drafted(stage), stage, "open")
    given = {"title": "A law", "text": "A law will be made.", "plan": plan}
    actions.edit_commitment(stage.commitment, given, version=1, by=stage.focal, reason="It has a plan now.")
    stage.until("rated")
    [row] = Client().get("/en/plans/XAA-p1.json").json()["commitments"]
    assert (row["own"], row["independent"], row["report_url"]) == ("Limited", "Not started", "reports/XAA-c1/")
    linked = Client().get("/en/commitments/XAA-c1.json").json()["links"]
    assert [one["url"] for one in linked if one["kind"] == "plan"] == ["plans/XAA-p1/"]


def test_money_is_summed_by_currency_and_what_is_untold_is_counted(stage: Stage) -> None:
    plan = stepped(drafted(stage), stage, "open")
    action_in(plan, stage, budget=100, currency="EUR", funded_share=50)
    action_in(plan, stage, budget=200, currency="EUR")
    action_in(plan, stage, budget=7, currency="XOF", funded_share=0)
    action_in(plan, stage)
    gone = action_in(plan, stage, budget=1000, currency="EUR", funded_share=100)
    actions.withdraw_action(gone, by=stage.focal, reason="Cut.")
    page = Client().get("/en/plans/XAA-p1.json").json()
    assert [(m["currency"], m["actions"], float(m["budget"]), m["shares_told"], float(m["funded"])) for m in page["money"]] == [
        ("EUR", 2, 300, 1, 50), ("XOF", 1, 7, 1, 0)
    ]  # fmt: skip
    assert page["money_untold"] == 1
    assert [(s["code"], s["count"]) for s in page["statuses"]] == [("unknown", 4)]
    assert len(page["actions"]) == 5  # what was withdrawn stays to be read


def test_nothing_published_belongs_to_a_draft_plan(stage: Stage) -> None:
    plan = drafted(stage)
    promised = actions.draft_commitment({"title": "B", "text": "B.", "plan": plan}, by=stage.focal)
    with pytest.raises(actions.Unmet):
        actions.publish_commitment(promised, by=stage.focal)
    assert "XAA-p1" not in client_of(stage.focal).get("/en/commitments/XAA-c1/edit/").content.decode()
    assert "XAA-p1" in client_of(stage.focal).get(f"/en/commitments/{promised.ref}/edit/").content.decode()


def test_what_belongs_to_a_closed_plan_stays_in_it_when_revised(stage: Stage) -> None:
    plan = stepped(drafted(stage, document="https://plan.example/1"), stage, "in-force")
    action = action_in(plan, stage)
    stepped(plan, stage, "close")
    client, url = client_of(stage.focal), f"/en/actions/{action.ref}/edit/"
    form = client.get(url).context["form"]
    assert [str(ref) for ref, _words in form.fields["plan"].choices][1:] == ["XAA-p1"]
    typed = {"title": "Train", "text": "More.", "plan": form.initial["plan"], "language": "en", "version": 1, "reason": "Asked."}
    assert client.post(url, typed).status_code == 302
    assert Action.objects.get().plan == plan
    assert "XAA-p1" not in client.get("/en/actions/new/").content.decode()


SORTED = [
    ("", "AB", "CD", ""), ("-commitment", "BA", "CD", ""), ("-action", "AB", "DC", ""), ("ends", "AB", "DC", ""),
    ("-own", "AB", "CD", "would rank"), ("status", "AB", "CD", "would rank"), ("x", "AB", "CD", "no column"),
]  # fmt: skip


def test_each_table_of_a_plan_is_sorted_by_itself_and_by_no_rating(stage: Stage) -> None:
    plan = stepped(drafted(stage), stage, "open")
    for title, year in (("D", 2027), ("C", 2028)):
        action_in(plan, stage, title=title, ends_on=date(year, 1, 1))
    for title in "BA":
        actions.draft_commitment({"title": title, "text": "Text.", "plan": plan}, by=stage.focal)
    for sort, commitments, acts, refused in SORTED:
        page = plan_page(plan.ref, stage.focal.person, sort)
        assert ["".join(one.title for one in rows) for rows in (page.commitments, page.actions)] == [commitments, acts], sort
        assert page.sorting
        assert page.actions_sorting
        assert refused in page.sorting.refused + page.actions_sorting.refused, sort
    html = client_of(stage.focal).get(f"/en/{plan.url}").content.decode()
    assert ('href="?sort=ends"' in html, 'href="?sort=own"' in html, 'href="?sort=status"' in html) == (True, False, False)


def test_steps_begin_and_end_in_states_of_a_plan() -> None:
    for step in PLAN_STEPS:
        assert {*step.starts, step.end} <= set(ActionPlan.State.values)
        assert not (step.needs_reason and step.guards)


def test_a_page_of_many_parts_asks_no_more(stage: Stage, django_assert_max_num_queries: Any) -> None:
    plan = stepped(drafted(stage), stage, "open")
    for _ in range(6):
        action_in(plan, stage)
        actions.publish_commitment(
            actions.draft_commitment({"title": "B", "text": "B.", "plan": plan}, by=stage.focal), by=stage.focal
        )
    for client in (Client(), client_of(stage.focal)):
        with django_assert_max_num_queries(30):
            assert client.get(URL).status_code == 200
