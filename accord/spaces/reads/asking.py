"""The letter to a convener without an account, and the page that its link opens."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit import locale_format
from accord.kit.asked import on_this_site
from accord.kit.texts import Text, reader_language
from accord.people.models import Capacity
from accord.spaces.access import key_of, link_is_open
from accord.spaces.models import Membership, Overlap, Platform


@dataclass(frozen=True)
class Letter:
    language: str
    subject: str
    text: str
    link: str
    mailto: str  # opens the reader's own mail program; whom it goes to is theirs to fill in


@dataclass(frozen=True)
class LetterPage:
    number: int
    title: str
    language: str
    url: str
    about: str  # what exists already
    to: str
    there: str  # its page elsewhere, where an address may be found
    letters: list[Letter]
    until: date | None
    ended: bool
    closed: bool  # the letter tells outside what members alone read
    world: str
    answered_on: date | None


@dataclass(frozen=True)
class AskedPage:
    """What the letter tells, and nothing else."""

    about: str
    who: str
    title: str
    text: str
    supplements: str
    language: str
    until: date | None
    is_open: bool
    answered: bool
    world: str
    answer: Text | None = None  # what was sent by this link, as it is printed


def letter_page(o: Overlap, by: Capacity) -> LetterPage:
    """In the language that was chosen for the convener, and in the reader's, so that who sends it knows what it says."""
    p, is_open = o.platform, link_is_open(o)
    languages = dict.fromkeys((o.letter_language, reader_language())) if is_open else {}
    there = Platform.objects.filter(ref=o.card.ref.removeprefix("platforms/")).first() if o.card.kind == "platform" else None
    return LetterPage(
        o.pk, p.title, p.language, p.url, str(o.card.name), o.letter_to, there.url_there if there else "",
        [_letter(o, by, code) for code in languages], o.link_until if is_open else None, bool(o.letter_once) and not is_open,
        p.access == Platform.Access.RESTRICTED, p.world, o.answered_on if o.is_answered else None,
    )  # fmt: skip


def _letter(o: Overlap, by: Capacity, language: str) -> Letter:
    p = o.platform
    link = on_this_site(f"{language}/asked/{o.pk}/{key_of(o)}/")
    with translation.override(language):
        told = {"to": o.letter_to, "title": p.title, "theirs": str(o.card.name), "day": locale_format.day(o.link_until)}
        subject = _("A question about a new platform: %(title)s") % told
        words = [
            _("To %(to)s") % told,
            _("We ask you about a platform on Accord, “%(title)s”. It is on a topic that “%(theirs)s” covers already.") % told,
            _("What it is for"), p.text,
            *([_("How it would supplement yours"), o.supplements] if o.supplements else []),
            _("What do you think of it? You can answer on this page without an account, once, until %(day)s:") % told,
            link,
            _("What you answer is printed on the page of the platform, as you write it."),
            str(by),
        ]  # fmt: skip
    text = "\n\n".join(words) + "\n"
    mailto = f"mailto:?subject={quote(subject)}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"
    return Letter(language, subject, text, link, mailto)


def asked_page(o: Overlap) -> AskedPage:
    """Once the link ended it says so, and gives back what was sent by it: no more."""
    p, is_open = o.platform, link_is_open(o)
    if not is_open:
        answer = Text(o.answer, o.answer_language) if o.by_link else None
        return AskedPage("", "", "", "", "", p.language, None, False, o.by_link, p.world, answer)
    role, state = Membership.Role.CONVENER, Membership.State.ACTIVE
    rows = p.memberships.filter(role=role, state=state).select_related("capacity__area", "capacity__organisation")
    who = "; ".join(dict.fromkeys(str(m.capacity) for m in rows if m.capacity))
    return AskedPage(str(o.card.name), who, p.title, p.text, o.supplements, p.language, o.link_until, True, False, p.world)
