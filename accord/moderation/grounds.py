"""The closed lists: why something is reported, what is decided and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    CHILD = "child", _("A child may be identified or in danger")
    PERSONAL = "personal", _("Somebody's personal data")
    HATE = "hate", _("Hate or threats")
    ILLEGAL = "illegal", _("Against the law")
    IDENTITY = "identity", _("Pretends to speak for somebody")
    SPAM = "spam", _("Advertising or noise")
    OTHER = "other", _("Something else")


SAFETY = (Ground.CHILD, Ground.PERSONAL, Ground.ILLEGAL)  # what safeguarding officers hear of wherever it stands


class Kept(models.TextChoices):
    """Why something stays, or stands again."""

    WITHIN = "within", _("It is within the rules")
    MENDED = "mended", _("It was mended since")
    MISTAKEN = "mistaken", _("It was hidden by mistake")


REASONS = [*Ground.choices, *Kept.choices]


class Act(models.TextChoices):
    HIDE = "hide", _("Hide it")
    MASK = "mask", _("Mask some words")
    RESTORE = "restore", _("Restore it")
    WARN = "warn", _("Warn its author")
    SUSPEND = "suspend", _("Suspend its author from speaking")
    NOTHING = "nothing", _("Leave it as it is")


DONE = {
    Act.HIDE: _("Hidden"), Act.MASK: _("Words masked"), Act.RESTORE: _("Restored"), Act.WARN: _("Author warned"),
    Act.SUSPEND: _("Author suspended from speaking"), Act.NOTHING: _("Left as it is"),
}  # fmt: skip
AGAINST = (Act.HIDE, Act.MASK, Act.WARN, Act.SUSPEND)  # what its author may appeal against
APPEAL_DAYS = 30
FIRST_LOOK = {Ground.CHILD: 1}  # days until a case is late; others:
LOOK_DAYS = 5
SUSPENSIONS = {7: _("A week"), 30: _("Thirty days"), 90: _("Ninety days")}


def reason_words(code: str) -> str:
    return str(dict(REASONS).get(code, code))


def fits(act: str, reason: str) -> bool:
    """What goes against somebody has a ground, what leaves or restores has a reason to."""
    return (reason in Ground.values) == (act in AGAINST)
