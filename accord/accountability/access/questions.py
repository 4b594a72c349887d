"""Templates, answers, contributors' links and letters: who writes, who sends, who checks."""

from django.http import Http404

from accord.accountability.access.hats import acting_for, capacities, is_outside, or_404
from accord.accountability.access.reports import to_write
from accord.accountability.access.seen import access_report
from accord.accountability.models import (
    Contribution,
    Cycle,
    Question,
    Report,
    Section,
    SignatureLetter,
    Template,
)  # fmt: skip
from accord.accountability.states import COUNTRY
from accord.people.models import Capacity, Role
from accord.record.models import Card, Reader

SIGNERS = (Role.VALIDATOR, *COUNTRY)  # who may send in a letter that the authority signed


def designing_officer(user: Reader) -> Capacity | None:
    return next(iter(capacities(user, (Role.SECRETARIAT,))), None)


def to_design(user: Reader) -> Capacity:
    return or_404(designing_officer(user))


def access_template(user: Reader, slug: str, version: int) -> Template:
    """A draft is seen by officers of its world, what a cycle uses by everyone."""
    found = Template.objects.filter(slug=slug, version=version).first()
    if found is None or not Card.objects.visible_to(user).filter(ref=found.card_ref).exists():
        raise Http404
    return found


def to_change_template(user: Reader, slug: str, version: int, *, sent: bool = False) -> tuple[Template, Capacity]:
    """`sent`: that a cycle took it into use meanwhile is told by the verb."""
    found, hat = to_copy_template(user, slug, version)
    if found.is_used() and not sent:
        raise Http404
    return found, hat


def to_copy_template(user: Reader, slug: str, version: int) -> tuple[Template, Capacity]:
    found = access_template(user, slug, version)
    hat = to_design(user)
    if hat.world != found.world:
        raise Http404
    return found, hat


def to_set_template(user: Reader, slug: str) -> tuple[Cycle, Capacity]:
    cycle = Cycle.objects.filter(slug=slug).select_related("template").first()
    hat = to_design(user)
    if cycle is None or cycle.world != hat.world:
        raise Http404
    return cycle, hat


def to_answer_question(user: Reader, ref: str, code: str) -> tuple[Report, Question, Capacity]:
    report, hat = to_write(user, ref)
    found = Question.objects.filter(section__template=report.cycle.template_id, code=code).select_related("indicator", "section")
    question = found.first() if report.cycle.template_id else None
    if question is None:
        raise Http404
    return report, question, hat


def to_write_section(user: Reader, ref: str, code: str) -> tuple[Report, Section, Capacity]:
    report, hat = to_write(user, ref)
    section = Section.objects.filter(template=report.cycle.template_id, code=code).first() if report.cycle.template_id else None
    if section is None:
        raise Http404
    return report, section, hat


def to_send_section(user: Reader, ref: str, code: str) -> tuple[Report, Section, Capacity]:
    """Its focal points alone: a contributor hands nothing on."""
    report, section, hat = to_write_section(user, ref, code)
    if hat.role not in COUNTRY:
        raise Http404
    return report, section, hat


def to_contribution(user: Reader, ref: str, pk: int) -> tuple[Contribution, Capacity]:
    """As `to_send_section`; of a report that is no draft any more there is nothing to decide."""
    report, hat = to_write(user, ref)
    rows = Contribution.objects.select_related("section", "report__cycle", "report__area")
    found = rows.filter(report=report, pk=pk).first()
    if found is None or hat.role not in COUNTRY:
        raise Http404
    return found, hat


def to_send_letter(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = or_404(acting_for(user, report.area, SIGNERS))
    if report.state != Report.State.DRAFTING:
        raise Http404
    return report, hat


def access_letter(user: Reader, ref: str, pk: int) -> SignatureLetter:
    """The file itself: for its country's focal points and authority, and for officers with no hat of the country."""
    rows = SignatureLetter.objects.select_related("report__area", "report__cycle")
    found = rows.filter(report__ref=ref, pk=pk).first()
    if found is None or (acting_for(user, found.report.area, SIGNERS) is None and _checker(user, found) is None):
        raise Http404
    return found


def _checker(user: Reader, letter: SignatureLetter) -> Capacity | None:
    hat = designing_officer(user)
    area = letter.report.area
    return hat if hat and hat.world == area.world and is_outside(user, area) else None


def to_check_letter(user: Reader, ref: str, pk: int, *, sent: bool = False) -> tuple[SignatureLetter, Capacity]:
    """`sent`: that it was checked meanwhile is told by the verb."""
    letter = access_letter(user, ref, pk)
    hat = or_404(_checker(user, letter))
    if letter.state != SignatureLetter.State.WAITING and not sent:
        raise Http404
    return letter, hat


def access_link(digest: str) -> Contribution:
    """Of a link that may be used no more, too: its page says so. Whoever holds no token that was given finds nothing."""
    rows = Contribution.objects.select_related("section", "report__cycle", "report__area")
    found = rows.filter(digest=digest).first()
    if found is None:
        raise Http404
    return found
