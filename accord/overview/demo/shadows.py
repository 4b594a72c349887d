"""Three shadow reports on Aldoria, one under a network's name, its author sealed to two custodians; one waits for officers."""

import shutil
from typing import Any

from django.conf import settings

from accord.accountability.actions import (
    begin_named,
    begin_sealed,
    judge,
    publish_shadow,
    reply_to_shadow,
    send_shadow,
)  # fmt: skip
from accord.accountability.models import Cycle, Report, ShadowReport
from accord.accountability.reads.guards import reported_commitments
from accord.overview.demo.cycles import WHY
from accord.people.models import Capacity, Organisation, Role, World
from accord.record.sealing import box
from accord.record.sealing.actions import confirm_key, register_key

FOLDER = "demo-keys"  # in the demonstration alone the secret halves lie beside it, so that opening can be tried
TEXTS = {
    "forum": (
        "What reached the districts",
        "We asked in eleven districts what changed since the law was passed.\n\n"
        "Most schools had heard of it; few had been given rules, and none a budget.",
    ),
    "nhri": (
        "Complaints and courts",
        "The Commission reads each complaint that comes in. Their number rose, which may mean trust; "
        "most still end without a decision.",
    ),
    "network": (
        "What staff are told not to say",
        "Several organisations in the country found the same and do not wish to be named: "
        "figures on violence in institutions are taken out of reports before they are sent on.",
    ),
    "next": (
        "A year of the helpline",
        "The line answers at night now, in two languages. Outside the capital it is hardly known.",
    ),
}
LEVELS = {
    "forum": ("limited", "limited", "limited", "not_started"),
    "nhri": ("limited", "substantial", "limited", "no_evidence"),
    "network": ("not_started", "limited", "substantial", "not_started"),
    "next": ("limited",),
}


def _of(email: str) -> Capacity:
    return Capacity.objects.active().get(person__email=f"{email}demo.example", role=Role.ORG_MEMBER)


def _only(role: str) -> Capacity:
    return Capacity.objects.active().filter(role=role, person__world=World.DEMO).order_by("id")[0]


def keys() -> None:
    """A key for each custodian of the demonstration."""
    folder = settings.HOME / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    officer = _only(Role.SECRETARIAT)
    for hat in Capacity.objects.active().filter(role=Role.CUSTODIAN, person__world=World.DEMO).select_related("person"):
        secret, public = box.new_key()
        file = folder / hat.person.email.partition("@")[0]
        file.touch(mode=0o600)
        file.write_text(secret + "\n")
        confirm_key(register_key(hat, public, by=officer), by=hat)


def forget_keys() -> None:
    shutil.rmtree(settings.HOME / FOLDER, ignore_errors=True)


def _write(made: ShadowReport, who: str, by: Capacity) -> ShadowReport:
    report = Report.objects.get(area=made.area, cycle=made.cycle)
    for commitment, level in zip(sorted(reported_commitments(report), key=lambda c: c.pk), LEVELS[who], strict=False):
        given = {
            "completion": level, "ambition": "modest", "change": "marginal" if level == "substantial" else "none",
            "confidence": "medium", "rationale": WHY[level], "evidence": "Visits; letters." if level == "substantial" else "",
        }  # fmt: skip
        made = judge(made, commitment, given, version=made.version, by=by)
    return send_shadow(made, version=made.version, by=by)


def _given(who: str) -> dict[str, Any]:
    title, text = TEXTS[who]
    return {"title": title, "text": text, "language": "en", "indicators": ["16.2.1"]}


def tell() -> None:
    from accord.overview.demo.story import days_ago

    cycle, area = Cycle.objects.get(slug="demo-1"), _only(Role.FOCAL_POINT).area
    assert area is not None
    forum, nhri, hidden, guard = _of("cso@xaa."), _of("nhri@xaa."), _of("cso-2@xaa."), _only(Role.SAFEGUARDING)
    with days_ago(700):
        keys()
    with days_ago(290):
        group = Organisation.objects.get(names__en="Aldoria Young Voices")
        named = [
            _write(begin_named(area, _given("forum"), by=forum, cycle=cycle, supported=group), "forum", forum),
            _write(begin_named(area, _given("nhri"), by=nhri, cycle=cycle), "nhri", nhri),
        ]
        network = Organisation.objects.get(names__en="Six Rivers Child Rights Network")
        sealed = _write(begin_sealed(area, _given("network"), network=network, by=hidden, cycle=cycle), "network", hidden)
    with days_ago(280):
        for one in (*named, sealed):
            publish_shadow(one, version=one.version, network_agrees=one.is_sealed, by=guard)
    with days_ago(270):
        text = "The rules for schools are with the printer; the budget was passed after these visits."
        reply_to_shadow(named[0], text=text, version=1, by=_only(Role.FOCAL_POINT))
    with days_ago(4):
        _write(begin_named(area, _given("next"), by=nhri, cycle=Cycle.objects.get(slug="demo-2")), "next", nhri)
