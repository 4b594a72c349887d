"""The report of an edition: frozen figures, with what authors wrote, what countries said, and what was wrong."""

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.models import Edition, FactCheck
from accord.accountability.models.editions import CHAPTERS
from accord.kit.locale_format import day, moment
from accord.kit.texts import pick
from accord.overview.report import words
from accord.overview.report.build import compose
from accord.overview.report.edition_inputs import CheckIn, EditionIn, ErratumIn, SectionIn, TextIn, edition_inputs
from accord.overview.report.frozen import inputs_of
from accord.overview.report.indicator_chapters import sort_key
from accord.overview.report.inputs import ReportInputs
from accord.overview.report.value import CheckpointShown, CheckShown, EditionShown, ErratumShown, GlobalReport, Narrative

State = Edition.State


def build_edition(edition: Edition, language: str) -> GlobalReport:
    """Same edition, same report, whatever changed in the records since. Raises Spoilt where its figures were altered."""
    assert edition.figures is not None
    return compose_edition(inputs_of(edition.figures), edition_inputs(edition), language)


def compose_edition(inputs: ReportInputs, told: EditionIn, language: str) -> GlobalReport:
    report = compose(inputs, language, told.digest)
    title = pick(told.titles, language)
    with translation.override(language):
        return replace(
            report,
            title=title.text,
            title_lang="" if title.lang == language else title.lang,
            stamp=_stamp(told),
            stamp_words=_stamp_words(told, report),
            checkpoint=CheckpointShown(**vars(told.checkpoint)) if told.checkpoint else report.checkpoint,
            edition=_shown(told, language),
        )


def _stamp(told: EditionIn) -> str:
    if told.state == State.PUBLISHED and told.published_at:
        return _("Edition %(number)s, %(day)s") % {"number": told.number, "day": day(told.published_at)}
    return _("Not published")


def _stamp_words(told: EditionIn, report: GlobalReport) -> str:
    made_up = f"{report.stamp_words} " if report.world == "demo" else ""
    if told.state != State.PUBLISHED:
        return made_up + _("This is how the edition stands now. Only officers see it; nothing of it may be quoted.")
    return made_up + _(
        "Its authors wrote the texts, two officers approved them. The figures are as they stood on the day on which they were "
        "frozen; each links to its record, which may say more today."
    )


def _lines(told: EditionIn) -> list[str]:
    lines = []
    if told.frozen_at:
        lines.append(_("Figures frozen on %(moment)s.") % {"moment": moment(told.frozen_at)})
    if told.approvals > 1 and told.approved_on:
        lines.append(_("Approved by two officers, the second on %(day)s.") % {"day": day(told.approved_on)})
    if told.published_at:
        lines.append(_("Published on %(moment)s.") % {"moment": moment(told.published_at)})
    lines += [_("Erratum %(number)s, %(day)s") % {"number": x.number, "day": day(x.on)} for x in told.errata]
    return lines


def _shown(told: EditionIn, language: str) -> EditionShown:
    headings = {s.code: _written(s, told.language, language)[1].heading for s in told.sections if s.texts}
    errata = [_erratum(x, headings) for x in told.errata]
    narrative: dict[str, list[Narrative]] = {}
    for section in told.sections:
        if any(t.text for t in section.texts.values()):
            narrative.setdefault(section.chapter, []).append(_narrative(section, told.language, language, errata))
    chapters = dict(CHAPTERS)
    by_chapter = {code: [x for x in errata if x.place == code] for code in chapters if any(x.place == code for x in errata)}
    return EditionShown(
        told.ref, told.url, told.number, told.state, _lines(told), told.figures, errata, narrative, by_chapter,
        _("What countries said of their entries"), _check_lines(told), _checks(told),
    )  # fmt: skip


def _written(section: SectionIn, own: str, language: str) -> tuple[str, TextIn]:
    """The language that it is read in, and the text."""
    codes = [code for code in (language, own, *section.texts) if code in section.texts and section.texts[code].text]
    lang = codes[0] if codes else next(iter(section.texts))
    return lang, section.texts[lang]


def _erratum(x: ErratumIn, headings: dict[str, str]) -> ErratumShown:
    where = headings.get(x.place) or str(dict(CHAPTERS).get(x.place, x.place))
    return ErratumShown(x.number, day(x.on), x.place, where, x.was, x.now, x.reason, x.language)


def _narrative(section: SectionIn, own: str, language: str, errata: list[ErratumShown]) -> Narrative:
    """In the report's language where it is written in it, else in the edition's own, marked."""
    lang, text = _written(section, own, language)
    mine = [x for x in errata if x.place == section.code and x.lang == lang]
    first = text.first if text.first != text.text else ""
    return Narrative(section.code, text.heading, text.text, first, "" if lang == language else lang, section.authors, mine)


def _check_lines(told: EditionIn) -> list[str]:
    if not told.checks:
        return []
    asked = [c for c in told.checks if c.asked or c.verdict]
    silent = sum(1 for c in asked if not c.verdict)
    unreached = len(told.checks) - len(asked)
    lines = [
        ngettext(
            "%(count)s country was sent what this edition says of it.",
            "%(count)s countries were sent what this edition says of them.",
            len(asked),
        )
        % {"count": len(asked)}
    ]
    if silent:
        lines.append(ngettext("%(count)s gave no answer.", "%(count)s gave no answer.", silent) % {"count": silent})
    if unreached:
        lines.append(
            ngettext("%(count)s country has no focal point here and was not asked.",
                     "%(count)s countries have no focal point here and were not asked.", unreached) % {"count": unreached}
        )  # fmt: skip
    return lines


def verdict_words(verdict: str) -> str:
    return str(FactCheck.Verdict(verdict).label) if verdict else _("No answer")


def _checks(told: EditionIn) -> list[CheckShown]:
    """Those asked or answered, in the order of the alphabet."""
    found = [_check(c, told) for c in told.checks if c.asked or c.verdict]
    return sorted(found, key=lambda c: sort_key(c.country.text))


def _check(c: CheckIn, told: EditionIn) -> CheckShown:
    outcome = str(FactCheck.Outcome(c.outcome).label) if c.outcome else ""
    return CheckShown(
        words.named(c.names, f"countries/{c.iso3}/"), c.verdict, verdict_words(c.verdict), c.text, c.language, c.source, outcome,
        c.reply, c.reply_language, f"{told.url}checks/{c.iso3}/",
    )  # fmt: skip
