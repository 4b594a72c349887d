"""A country's scorecard from what everyone may see: of a real country what sources say, and what it reported here itself."""

from string import ascii_uppercase

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.reads.account import AccountPage, PromiseRow, account_page
from accord.accountability.reads.gaps import CycleGaps, MiddleShown
from accord.calc.canonical import time_text
from accord.directory.models import TreatyStatus
from accord.directory.reads import CountryFacts, country_facts
from accord.indicators import words
from accord.indicators.models import Latest, Release
from accord.indicators.reads import Value, state, unit_names
from accord.indicators.reads.figures import accepted, newest
from accord.kit import clock
from accord.kit.interface import direction
from accord.kit.locale_format import number, partial_day
from accord.kit.texts import pick
from accord.overview.report.build import designations
from accord.overview.scorecard import value as v
from accord.people.models import Area, World
from accord.record.log.proofs import newest_checkpoint
from accord.record.reads import journal_state

MOST_JUDGED, MOST_FIGURES, MOST_CYCLES = 8, 10, 4
TOTALS = ("", "T", "_T")


class Letters:
    """Sources in the order in which the card names them first."""

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}

    def of(self, *names: str, note: str = "") -> str:
        for name in names:
            self.notes[name] = self.notes.get(name) or note
        places = [list(self.notes).index(name) for name in dict.fromkeys(names)]
        return " ".join(self.letter(place) for place in places)

    @staticmethod
    def letter(place: int) -> str:
        return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)

    def lines(self) -> list[v.SourceLine]:
        return [v.SourceLine(self.letter(n), name, note) for n, (name, note) in enumerate(self.notes.items())]


def kept_scorecard(area: Area) -> v.Scorecard:
    """Built once for a state of the journal and of the figures, a day and a language (three queries to know that)."""
    newest_event = journal_state()
    held = newest_checkpoint()
    key = f"scorecard:{area.pk}:{translation.get_language()}:{newest_event}:{held.size if held else 0}:{state()}:{clock.today()}"
    found = caches["pages"].get(key.replace(" ", "_"))
    if found is None:
        found = build_scorecard(area)
        caches["pages"].set(key.replace(" ", "_"), found, 3600)
    assert isinstance(found, v.Scorecard)
    return found


def build_scorecard(area: Area) -> v.Scorecard:
    """Some 20 queries."""
    account = account_page(area, AnonymousUser())
    letters = Letters()
    real = area.world == World.REAL
    facts = country_facts(area)
    law = _law(facts, letters) if real else []
    figures = _figures(area, letters)
    asked = _asked(account, letters)
    language = translation.get_language() or "en"
    held = newest_checkpoint()
    judged = [row for row in account.commitments if row.own or row.independent or row.stakeholders or row.peers]
    return v.Scorecard(
        area.iso3 or "", pick(area.names).text, area.world, language, direction(language), clock.today(), law, figures, asked,
        _promised(account, facts, letters), _coverage(account), [_judged(row) for row in judged[:MOST_JUDGED]],
        max(len(account.commitments) - min(len(judged), MOST_JUDGED), 0), [_cycle(g) for g in account.history[:MOST_CYCLES]],
        letters.lines(), designations() if real else "",
        v.CheckpointShown(held.size, held.root, time_text(held.at)) if held else None, _labels(),
    )  # fmt: skip


def _law(facts: CountryFacts, letters: Letters) -> list[v.Fact]:
    ban = facts.prohibition
    found = [
        v.Fact(
            _("Corporal punishment"),
            _("Prohibited in all settings since %(year)s") % {"year": ban.dated} if ban
            else _("Not on the list of full prohibitions (2024)"),
            letters.of(ban.source if ban else "End Corporal Punishment, endcorporalpunishment.org/countdown"),
        )
    ]  # fmt: skip
    if facts.treaties:
        party = [t for t in facts.treaties if t.status == TreatyStatus.Status.PARTY]
        said = _("Party to %(n)s of %(of)s held here") % {"n": len(party), "of": len(facts.treaties)}
        codes = ", ".join(t.code for t in facts.treaties if t not in party)
        missing = f". {_('Not party to: %(codes)s') % {'codes': codes}}" if codes else ""
        found.append(v.Fact(_("Rights treaties"), said + missing, letters.of(*(t.source for t in facts.treaties))))
    found += [v.Fact(f.words, partial_day(f.dated) if f.dated else _("yes"), letters.of(f.source)) for f in facts.signatures]
    return found


def _figures(area: Area, letters: Letters) -> list[v.FigureLine]:
    """Of each core indicator the newest total, an accepted source before another (4 queries)."""
    rows = Latest.objects.filter(area=area, indicator__core=True, value__isnull=False).filter(breakdown="")
    found = newest(rows.order_by("indicator__position"), [area])
    allowed, units = accepted(), unit_names()
    releases = Release.objects.in_bulk({one.release for one in found})

    def worth(one: Value) -> tuple[bool, bool, int]:
        return one.source in allowed[one.indicator], one.sex in TOTALS, one.end

    best: dict[str, Value] = {}
    for one in found:
        held = best.get(one.indicator)
        if held is None or worth(one) > worth(held):
            best[one.indicator] = one
    return [_figure(one, releases[one.release], units, letters) for one in list(best.values())[:MOST_FIGURES]]


def _figure(one: Value, release: Release, units: dict[str, dict[str, str]], letters: Letters) -> v.FigureLine:
    note = ", ".join(filter(None, (release.licence, release.dated)))
    return v.FigureLine(
        pick(one.indicator_names).text, f"indicators/{one.indicator}/", words.who(one.sex, one.age), number(one.value),
        words.unit(one.unit, units.get(one.unit)), words.period(one.start, one.end), letters.of(one.source, note=note),
    )  # fmt: skip


def _asked(account: AccountPage, letters: Letters) -> list[v.Fact]:
    if not account.asked:
        return []
    held = [
        letters.of(s.source, note=_("sessions %(first)s to %(last)s") % {"first": s.first, "last": s.last})
        for s in account.sessions
    ]
    found = [v.Fact(_("Recommendations"), number(account.asked), " ".join(held))]
    found += [v.Fact(one.words, number(one.count)) for one in account.recommendations]
    told = _("%(n)s of %(of)s") % {"n": number(account.followed), "of": number(account.asked)}
    return [*found, v.Fact(_("The government told how far they are carried out"), told)]


def _promised(account: AccountPage, facts: CountryFacts, letters: Letters) -> list[v.Fact]:
    held = account.held
    found = [v.Fact(_("Commitments made here"), number(len(account.commitments)))]
    found += [v.Fact(_("Voluntary pledges"), number(held.pledges))] if held.pledges else []
    for pledge in facts.pledges:
        differ = f" ({_('sources differ')})" if pledge.differ else ""
        named = [letters.of(s.source) for s in pledge.said if s.listed]
        found.append(v.Fact(_("Pledged"), pledge.words + differ, " ".join(named)))
    counted = [f"{one.words}: {number(one.count)}" for one in account.actions]
    return found + ([v.Fact(_("Actions"), "; ".join(counted))] if counted else [])


def _coverage(account: AccountPage) -> str:
    n = len(account.commitments)
    if not n:
        return _("It made no commitment here. A State owes nothing here until it joins by its own act.")
    return ngettext(
        "%(n)s commitment. A public report speaks of %(told)s, an assessment of %(rated)s.",
        "%(n)s commitments. Public reports speak of %(told)s, assessments of %(rated)s.", n,
    ) % {"n": number(n), "told": account.told, "rated": account.rated}  # fmt: skip


def _judged(row: PromiseRow) -> v.JudgedLine:
    n = row.stakeholders
    civil = ngettext("%(n)s report", "%(n)s reports", n) % {"n": number(n)} if n else ""
    peers = ngettext("%(n)s reviewer", "%(n)s reviewers", row.peers) % {"n": number(row.peers)} if row.peers else ""
    return v.JudgedLine(row.ref, row.url, row.title, row.language, row.own, row.independent, civil, peers, row.gap_words)


def _cycle(g: CycleGaps) -> v.Fact:
    """Coverage before the middles, and no middle where its rule refuses one."""
    compared = _("Compared: %(n)s of %(of)s") % {"n": g.gaps.compared, "of": g.commitments}
    gaps = _("The same: %(agree)s; government higher: %(own)s; assessor higher: %(other)s") % {
        "agree": g.gaps.agree, "own": g.gaps.own_higher, "other": g.gaps.independent_higher}  # fmt: skip
    middles = f"{_middle(_('Middle by the government'), g.own)}; {_middle(_('by the assessor'), g.independent)}"
    return v.Fact(pick(g.cycle).text, f"{compared}. {gaps}. {middles}.")


def _middle(name: str, m: MiddleShown) -> str:
    said = m.words or _("none shown")
    of = _("%(n)s of %(of)s") % {"n": m.told, "of": m.of}
    return f"{name}: {said} ({of})"


def _labels() -> dict[str, str]:
    """The words around the values, the same on the page and in the PDF."""
    return {
        "over": _("Scorecard"),
        "law": _("Law and lists"),
        "figures": _("Newest figures"),
        "asked": _("What it was asked"),
        "promised": _("What it promised and does"),
        "judged": _("What was said of its commitments last"),
        "history": _("The gap from cycle to cycle"),
        "indicator": _("Indicator"),
        "figure": _("Figure"),
        "period": _("Period"),
        "source": _("Source"),
        "commitment": _("Commitment"),
        "government": _("Government"),
        "assessor": _("Independent assessor"),
        "civil_society": _("Civil society"),
        "peers": _("Peers"),
        "gap": _("The gap"),
        "sources": _("Sources"),
        "untold": _("Nothing is held here. That says nothing about a country."),
        "own_records": _("All of this was entered here by those who are named."),
        "demo": _("Demonstration. The countries, people, promises and figures on this page are made up."),
        "no_rating": _("No mark and no number here is this site's own judgement: each level is of who is named above it."),
    }
