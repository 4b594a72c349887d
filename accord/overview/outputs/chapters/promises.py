"""Commitments, actions and pledges: how far they are, and what comes next."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Commitment
from accord.formats.document import Block, Part, Run
from accord.indicators.words import amount
from accord.overview.outputs.inputs import ActionIn, CommitmentIn, MilestoneIn, ValueIn
from accord.overview.outputs.saying import (
    NOTHING_AT_ALL,
    NOTHING_NEXT,
    NOTHING_TOLD,
    Teller,
    code,
    day,
    heading,
    note,
    paragraph,
    point,
    say,
    sentence,
    told,
    told_in,
)  # fmt: skip
from accord.overview.outputs.shapes import Shape

ENDED = (Commitment.State.WITHDRAWN, Commitment.State.CLOSED)


def commitments(teller: Teller, shape: Shape) -> Part:
    """All of them, as the report has them."""
    return Part("commitments", say(_("Commitments")), _told_and_next(teller, teller.inputs.commitments))


def other_commitments(teller: Teller, shape: Shape) -> Part:
    """Those that no part before has told: nothing of the report is lost."""
    left = [c for c in teller.inputs.commitments if c.ref not in teller.told]
    if not left:
        return Part("other_commitments", say(_("Other commitments")))
    return Part("other_commitments", say(_("Other commitments")), _told_and_next(teller, left))


def _told_and_next(teller: Teller, found: Iterable[CommitmentIn]) -> list[Block]:
    chosen = list(found)
    serving = [a for a in teller.inputs.actions if set(a.serves) & {c.ref for c in chosen}]
    return done_and_next(teller, chosen, serving, [])


def done_and_next(
    teller: Teller, promised: Iterable[CommitmentIn], acts: Iterable[ActionIn], before: list[Block], level: int = 2
) -> list[Block]:
    """`before` are points on what was done that stand first. What nobody told is told as such."""
    promised, acts = list(promised), list(acts)
    done = [*before, *(commitment_point(teller, c) for c in promised), *(action_point(teller, a) for a in acts)]
    coming = next_points(teller, promised, acts)
    if not done and not coming:
        return [paragraph(say(NOTHING_AT_ALL))]
    return [
        heading(say(_("What was done")), level), *(done or [paragraph(say(NOTHING_TOLD))]),
        heading(say(_("What comes next")), level), *(coming or [paragraph(say(NOTHING_NEXT))]),
    ]  # fmt: skip


def commitment_point(teller: Teller, c: CommitmentIn) -> Block:
    name = [told(c.title, c.url, strong=True)]
    if not teller.first_time(c.ref):
        return point(*name, code(" "), say(_("(told above)")))
    kind = [say(_("Commitment %(ref)s"), ref=c.ref)]
    if c.state in ENDED:
        kind += [code(", "), code(c.state_words)]
    if c.entry is None:
        return point(*sentence(name, kind, [say(_("The report does not speak of it."))]))
    e = c.entry
    far = [say(_("Told by the government:")), code(" "), code(e.words, strong=True)]
    evidence = [say(_("Evidence:")), code(" "), told(e.evidence)] if e.evidence else []
    return point(*sentence(name, kind, far, [told(e.rationale)], evidence, *map(_value, e.values)))


def _value(v: ValueIn) -> list[Run]:
    made = [code(f"{v.indicator}: {amount(v.value, v.unit)} ({v.year or '–'})", f"indicators/{v.indicator}/")]
    made += [code(f" – {v.status_words}")] if v.status_words else []
    return made + ([code(" – "), say(_("Source:")), code(" "), told(v.source)] if v.source else [])


def action_point(teller: Teller, a: ActionIn) -> Block:
    name = [told(a.title, a.url, strong=True)]
    if not teller.first_time(a.ref):
        return point(*name, code(" "), say(_("(told above)")))
    kind = [say(_("Action %(ref)s"), ref=a.ref)]
    far = [say(_("Nobody has said how far it is."))]
    if a.status:
        far = [code(a.status_words, strong=True)]
        far += [code(", "), say(_("as told on %(day)s"), day=day(a.told_on))] if a.told_on else []
    return point(*sentence(name, kind, far, [say(_("Evidence:")), code(" "), told(a.evidence)] if a.evidence else []))


def next_points(teller: Teller, promised: Iterable[CommitmentIn], acts: Iterable[ActionIn]) -> list[Block]:
    """Milestones that nobody told as done, and actions that still run."""
    on = teller.inputs.on
    made = []
    for c in promised:
        if c.state not in ENDED and teller.first_time(f"next {c.ref}"):
            made += [_milestone_point(c, m, on) for m in c.milestones if m.done_on is None and m.progress != 100]
    for a in acts:
        if a.ends_on and a.ends_on >= on and a.status not in ("done", "stopped") and teller.first_time(f"next {a.ref}"):
            made.append(
                point(
                    *sentence(
                        [told(a.title), code(" ("), code(a.ref, a.url), code(")")],
                        [say(_("To be done by %(day)s"), day=day(a.ends_on))],
                    )
                )
            )
    return made


def _milestone_point(c: CommitmentIn, m: MilestoneIn, on: date) -> Block:
    if m.due < on:
        due: Run = say(_("It was due on %(day)s and is not told as done."), day=day(m.due))
    else:
        due = say(_("Due on %(day)s"), day=day(m.due))
    return point(*sentence([told(m.text), code(" ("), code(c.ref, c.url), code(")")], [due]))


def pledges(teller: Teller, shape: Shape) -> Part:
    title, found = say(_("Voluntary pledges")), teller.inputs.pledges
    if not found:
        return Part("pledges", title, [paragraph(say(_("No voluntary pledge of this country is held here.")))])
    session = say(_("Pledged in the review of session %(session)s."), session=found[0].session or "–")
    since = say(_("What became of them is told here only where a commitment took them up."))
    source = note(say(_("Source:")), code(" "), Run(found[0].source, told_in("en")))
    return Part("pledges", title, [paragraph(session, code(" "), since), *(point(told(p.text, p.url)) for p in found), source])
