"""The content of each thing of the room as one value: what an event says stands."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

from accord.record.standing import Standing, each_of, fingerprint
from accord.spaces.models import Consultation, JointAction, Meeting, Membership, Platform, Solution, Statement, Threat
from accord.spaces.wording import wording_of


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _platform(p: Platform) -> dict[str, Any]:
    """Members in a capacity; who joined in their own name or only asked is nobody's business."""
    kept = [m for m in p.memberships.all() if m.capacity_id and m.state in (Membership.State.ACTIVE, Membership.State.ENDED)]
    return wording_of(p) | _fields(p, "state", "access", "version", "reason", "opened_on", "archived_on", "reviewed_on") | {
        "parent": p.parent.ref if p.parent else "",
        "members": [_fields(m, "capacity_id", "role", "state", "since", "until") for m in kept],
        "overlaps": [
            {"card": o.card.ref} | _fields(o, "asked_on", "supplements", "answer", "answered_on", "by_its_convener")
            | (_fields(o, "by_link", "letter_to") if o.by_link else {})  # left out, older acts say what they said
            for o in p.overlaps.all()
        ],
        "invitations": [{"area": i.area.code} | _fields(i, "text", "asked_on", "answer", "reason", "answered_on")
                        for i in p.invitations.all()],
    }  # fmt: skip


def _statement(s: Statement) -> dict[str, Any]:
    signed = ("by_id", "signed_on", "note", "withdrawn_on", "reason")
    return wording_of(s) | _fields(s, "state", "opened_on", "version") | {
        "signatures": [{"area": one.area.code} | _fields(one, *signed) for one in s.signatures.all()]
    }  # fmt: skip


def _action(a: JointAction) -> dict[str, Any]:
    told = _fields(a, "version", "status", "people_reached", "told_on", "told_version", "agreed_on")
    agreed = [{"area": g.area.code} | _fields(g, "by_id", "version", "on") for g in a.agreements.all()]
    return wording_of(a) | told | {"agreements": agreed}


def _meeting(m: Meeting) -> dict[str, Any]:
    return wording_of(m) | _fields(m, "state", "minutes", "minutes_on", "reason", "version") | {
        "agenda": [_fields(i, "number", "title", "card_id", "decision", "decided_on") for i in m.agenda.all()]
    }  # fmt: skip


def _consultation(c: Consultation) -> dict[str, Any]:
    told = ("state", "version", "consent_how", "consented", "guardians", "took_part", "consent_on", "results", "results_on")
    return wording_of(c) | _fields(c, *told, "answer_due", "changed", "changed_on")


def _plainly(thing: Threat | Solution) -> dict[str, Any]:
    return wording_of(thing) | {"version": thing.version}


type Content = tuple[str, Callable[[Any], dict[str, Any]], tuple[str, ...], tuple[str, ...]]
CONTENT: dict[type[Model], Content] = {  # path, content, what is fetched with it
    Platform: (
        "platforms",
        _platform,
        ("parent", "owner"),
        ("areas", "topics", "memberships", "overlaps__card", "invitations__area"),
    ),
    Threat: ("threats", _plainly, ("form",), ("others", "corridor__area")),
    Solution: ("solutions", _plainly, ("owner",), ("areas",)),
    Statement: ("statements", _statement, ("threat",), ("signatures__area",)),
    JointAction: ("joint-actions", _action, ("organisation", "solution"), ("areas", "topics", "agreements__area")),
    Meeting: ("meetings", _meeting, (), ("agenda",)),
    Consultation: ("consultations", _consultation, ("organisation",), ()),
}


def _rows(kind: type[Model]) -> QuerySet[Any]:
    _path, _content, with_it, lists = CONTENT[kind]
    rows = kind._default_manager.prefetch_related(*lists)
    return rows.select_related(*with_it) if with_it else rows


def digest_of(thing: Model) -> str:
    return fingerprint(CONTENT[type(thing)][1](_rows(type(thing)).get(pk=thing.pk)))


def everything() -> Iterator[Standing]:
    for kind, (path, content, _with_it, _lists) in CONTENT.items():
        yield from each_of(_rows(kind), "ref", content, path)
