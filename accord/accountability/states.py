"""The states of a report as data: who may take which step, and what must be true before it (shown before the button)."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accord.accountability.models import Report
from accord.people.models import Role
from accord.record.steps import Guard

State = Report.State
COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE)
WRITERS = (*COUNTRY, Role.CONTRIBUTOR)


@dataclass(frozen=True)
class ReportFacts:
    """What guards look at. Counts are of standing commitments that the report must speak of."""

    today: date
    opens: date
    has_summary: bool
    commitments: int
    told: int
    without_evidence: int  # told as Substantial or Complete, with no evidence named
    signed_as_it_stands: bool
    rated: int
    declared: bool
    unanswered: int
    reply_until: date | None
    ratings: int = 0
    questions: int = 0  # that a report cannot be signed without
    unanswered_questions: int = 0


ReportGuard = Guard[ReportFacts]


@dataclass(frozen=True)
class Step:
    code: str
    words: str | Promise
    said: str | Promise  # what a page says once it is done
    start: str
    end: str
    roles: tuple[str, ...]
    guards: tuple[ReportGuard, ...] = ()
    needs_reason: bool = False
    ends_replies: bool = False  # asks whether one is sure, where ratings are without a reply


OPEN = ReportGuard(_("The cycle has opened."), lambda f: f.today >= f.opens)
SUMMARY = ReportGuard(_("The summary is written."), lambda f: f.has_summary)
ALL_TOLD = ReportGuard(
    _("Each commitment that stands has its progress told."), lambda f: f.commitments > 0 and f.told >= f.commitments
)
EVIDENCE = ReportGuard(_("Progress told as Substantial or Complete names its evidence."), lambda f: f.without_evidence == 0)
QUESTIONS = ReportGuard(
    _("Each question that needs an answer has one."), lambda f: f.unanswered_questions == 0, lambda f: f.questions > 0
)
SIGNATURE = ReportGuard(_("The signature is for the text as it now stands."), lambda f: f.signed_as_it_stands)
ALL_RATED = ReportGuard(_("Each commitment in the report has your rating."), lambda f: f.told > 0 and f.rated >= f.told)
DECLARED = ReportGuard(_("You have declared your interests."), lambda f: f.declared)
ANSWERED = ReportGuard(
    _("Each rating has its reply, or the time to reply has passed."),
    lambda f: f.unanswered == 0 or (f.reply_until is not None and f.today > f.reply_until),
)

STEPS = (
    Step("sign", _("Sign as validating authority"), _("The report is signed."), State.DRAFTING, State.SIGNED,
         (Role.VALIDATOR,), (SUMMARY, ALL_TOLD, EVIDENCE, QUESTIONS)),
    Step("take-back", _("Take back to drafting"), _("The report is a draft again; the signature is gone."),
         State.SIGNED, State.DRAFTING, (*COUNTRY, Role.VALIDATOR), needs_reason=True),
    Step("submit", _("Submit to the secretariat"), _("The report is submitted."), State.SIGNED, State.SUBMITTED,
         COUNTRY, (OPEN, SIGNATURE)),
    Step("return", _("Return to the country"), _("The report went back to the country."), State.SUBMITTED, State.DRAFTING,
         (Role.SECRETARIAT,), needs_reason=True),
    Step("publish", _("Publish"), _("The report is public."), State.SUBMITTED, State.PUBLISHED,
         (Role.SECRETARIAT,), (SIGNATURE,)),
    Step("release", _("Release the assessment"), _("The assessment is public; the country has the right of reply."),
         State.PUBLISHED, State.RATED, (Role.ASSESSOR,), (DECLARED, ALL_RATED)),
    Step("finish", _("Close the right of reply"), _("The report is final."), State.RATED, State.FINAL, COUNTRY,
         ends_replies=True),
    Step("finish-late", _("Make the report final"), _("The report is final."), State.RATED, State.FINAL,
         (Role.SECRETARIAT,), (ANSWERED,)),
)  # fmt: skip


def unanswered_words(facts: ReportFacts) -> str:
    said = {"open": facts.unanswered, "all": facts.ratings}
    if not facts.unanswered:
        return _now("Each rating has its reply; this cannot be undone.")
    return ngettext(
        "%(open)s of %(all)s ratings has no reply; this cannot be undone.",
        "%(open)s of %(all)s ratings have no reply; this cannot be undone.", facts.unanswered,
    ) % said  # fmt: skip


def steps_from(state: str) -> tuple[Step, ...]:
    return tuple(step for step in STEPS if step.start == state)


def step_named(code: str) -> Step | None:
    return next((step for step in STEPS if step.code == code), None)
