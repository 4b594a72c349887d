"""What an edition says of one country: what its focal point is asked to check."""

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.directory.models import TreatyStatus
from accord.kit.pages import plain
from accord.overview.report import words
from accord.overview.report.chapters.promises import civil_words, level_words, peer_words
from accord.overview.report.inputs import RatedIn, ReportInputs
from accord.overview.report.value import Words


@dataclass(frozen=True)
class EntryFact:
    """`source`: who says it; empty for records of this site."""

    about: Words
    said: str
    source: str = ""


@dataclass(frozen=True)
class EntryPart:
    title: str
    facts: list[EntryFact]


def entry_digests(inputs: ReportInputs) -> dict[str, str]:
    """ISO3 -> digest of all that the inputs hold of the country: another digest is another entry."""
    return {c.iso3: _digest(inputs, c.iso3) for c in inputs.countries}


def _digest(inputs: ReportInputs, iso3: str) -> str:
    told = {
        "indicators": [[i.code, [v for v in i.values if v.iso3 == iso3]] for i in inputs.indicators],
        "treaties": [[t.code, t.status.get(iso3, "")] for t in inputs.treaties],
        "prohibitions": [p for p in inputs.prohibitions if p.iso3 == iso3],
        "recommendations": [r for r in inputs.recommendations if r.iso3 == iso3],
        "commitments": inputs.promises.commitments.get(iso3, {}),
        "reports": [r for r in inputs.promises.reports if r.iso3 == iso3],
        "rated": [r for r in inputs.promises.rated if r.iso3 == iso3],
        "cycles": [
            [c.url, iso3 in c.joined, iso3 in c.submitted, iso3 in c.rated, [a for a in c.absent if a.iso3 == iso3]]
            for c in inputs.cycles
        ],
    }  # fmt: skip
    return hashlib.sha256(json.dumps(plain(told), sort_keys=True).encode()).hexdigest()


def country_entry(inputs: ReportInputs, iso3: str) -> list[EntryPart]:
    """In the reader's language; parts without a fact are left out."""
    parts = [
        EntryPart(_("Figures"), _figures(inputs, iso3)), EntryPart(_("Law and treaties"), _law(inputs, iso3)),
        EntryPart(_("Recommendations, commitments and reports"), _promises(inputs, iso3)),
        EntryPart(_("Ratings"), _ratings(inputs, iso3)),
    ]  # fmt: skip
    return [part for part in parts if part.facts]


def _figures(inputs: ReportInputs, iso3: str) -> list[EntryFact]:
    found = []
    for i in inputs.indicators:
        for v in (v for v in i.values if v.iso3 == iso3):
            who = words.who(v.sex, v.age)
            said = f"{words.amount(v.value, i.unit)}, {words.period(v.start, v.end)}" + (f", {who}" if who else "")
            found.append(EntryFact(words.named(i.names, i.url), said, v.source))
    return found


def _law(inputs: ReportInputs, iso3: str) -> list[EntryFact]:
    known = dict(TreatyStatus.Status.choices)
    found = [
        EntryFact(words.named(t.names), str(known.get(t.status[iso3], t.status[iso3])), t.source)
        for t in inputs.treaties if iso3 in t.status
    ]  # fmt: skip
    full = [EntryFact(Words(_("Corporal punishment prohibited in every setting since")), str(p.year), p.source)
            for p in inputs.prohibitions if p.iso3 == iso3]  # fmt: skip
    return found + full


def _promises(inputs: ReportInputs, iso3: str) -> list[EntryFact]:
    received = sum(r.count for r in inputs.recommendations if r.iso3 == iso3)
    found = []
    if received:
        supported = sum(r.count for r in inputs.recommendations if r.iso3 == iso3 and r.response == "supported")
        said = _("%(count)s, of them supported: %(supported)s") % {"count": received, "supported": supported}
        found.append(EntryFact(Words(_("Recommendations of the UPR"), f"recommendations/?country={iso3}"), said))
    made = inputs.promises.commitments.get(iso3, {})
    if made:
        said = _("%(all)s, of them pledges: %(pledges)s") % {"all": sum(made.values()), "pledges": made.get("pledge", 0)}
        found.append(EntryFact(Words(_("Commitments held here"), f"commitments/?country={iso3}"), said))
    found += [
        EntryFact(words.named(inputs.promises.cycle, r.url), words.report_state(r.state))
        for r in inputs.promises.reports if r.iso3 == iso3
    ]  # fmt: skip
    for cycle in inputs.cycles:
        if iso3 in cycle.joined and cycle.names != inputs.promises.cycle:
            state = next((words.absent_state(a.state) for a in cycle.absent if a.iso3 == iso3), _("Published"))
            found.append(EntryFact(words.named(cycle.names, cycle.url), state))
    return found


def _ratings(inputs: ReportInputs, iso3: str) -> list[EntryFact]:
    return [EntryFact(words.named(r.title, r.url), _said(r)) for r in inputs.promises.rated if r.iso3 == iso3]


def _said(r: RatedIn) -> str:
    said = _("government: %(own)s; assessor: %(independent)s")
    parts = [said % {"own": level_words(r.own), "independent": level_words(r.independent)}]
    parts += [_("civil society: %(said)s") % {"said": civil_words(r)}] if r.civil else []
    parts += [_("peers: %(said)s") % {"said": peer_words(r)}] if r.peers else []
    return "; ".join(parts)
