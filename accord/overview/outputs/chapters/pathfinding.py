"""Pathfinding: what the host decided, the five requirements and the eight principles as the country tells them."""

from django.utils.translation import gettext_lazy as _

from accord.formats.document import Block, Column, Part, Table
from accord.overview.outputs.inputs import Told
from accord.overview.outputs.saying import Teller, away, code, day, heading, paragraph, say, sentence, told
from accord.overview.outputs.shapes import Shape


def stage(teller: Teller, shape: Shape) -> Part:
    page = teller.inputs.pathfinding
    title = say(_("Where Pathfinding stands"))
    blocks = [paragraph(say(_("No decision of the host is held here.")))] if not page.decisions else []
    for d in page.decisions:
        if not d.withdrawn_on:
            blocks.append(
                paragraph(
                    code(d.words, strong=True), code(", "), code(day(d.decided_on)), code(". "), away(d.document, d.document)
                )
            )
    if page.listed:
        listed = say(_("The country stands on the host's list of %(dated)s."), dated=page.listed.dated)
        blocks.append(paragraph(listed, code(" "), away(page.listed.source, page.listed.source)))
    if page.due_on:
        blocks.append(paragraph(say(_("The requirements are to be met by %(day)s."), day=day(page.due_on))))
    return Part("stage", title, blocks)


def requirements(teller: Teller, shape: Shape) -> Part:
    page = teller.inputs.pathfinding
    blocks: list[Block] = []
    for item in page.items:
        blocks.append(heading(code(item.words)))
        if not item.status:
            blocks.append(paragraph(say(_("The country has not told here how far it is."))))
            continue
        head = [code(item.status_words, strong=True)]
        if item.attested_on:
            head += [code(", "), say(_("as told on %(day)s"), day=day(item.attested_on))]
        blocks.append(paragraph(*sentence(head, [told(Told(item.said, item.language))] if item.said else [])))
        if item.evidence:
            blocks.append(paragraph(say(_("Evidence:")), code(" "), away(item.evidence, item.evidence)))
    plans = page.plans
    if plans:
        blocks.append(heading(say(_("Action plans"))))
        blocks += [Block("point", [told(Told(p.title, p.language), p.url), code(f" ({p.state_words})")]) for p in plans]
    return Part("requirements", say(_("The five requirements")), blocks)


def principles(teller: Teller, shape: Shape) -> Part:
    title = say(_("Self-assessment against the eight principles"))
    found = teller.inputs.pathfinding.assessments
    if not found:
        return Part("principles", title, [paragraph(say(_("The country has published no self-assessment here.")))])
    newest = found[0]
    lead = paragraph(
        *sentence([say(_("Made on %(day)s"), day=day(newest.made_on))], [told(Told(newest.process, newest.language))])
    )
    columns = [Column(str(_("Principle")), 3), Column(str(_("Level")), 2), Column(str(_("Reason")), 5)]
    rows = [
        [[code(m.words)], [code(m.level_words)], [told(Told(m.why, newest.language)) if m.why else code("–")]]
        for m in newest.marks
    ]
    about = say(_("Each principle with the level that the country gives itself, and why.")).text
    return Part("principles", title, [lead, Table(str(_("The eight principles")), about, columns, rows)])
