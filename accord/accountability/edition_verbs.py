"""What the events of editions are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EDITION_WORDS: dict[str, str | Promise] = {
    "edition_begun": _("Edition begun"),
    "edition_titled": _("Title changed"),
    "edition_section_added": _("Section added to the outline"),
    "edition_section_moved": _("Section moved"),
    "edition_section_removed": _("Section taken out of the outline"),
    "edition_author_named": _("Author named"),
    "edition_author_unnamed": _("Author taken out"),
    "edition_section_written": _("Section written"),
    "edition_draft": _("Opened for writing"),
    "edition_frozen": _("Figures frozen"),
    "edition_check": _("Entries sent to countries"),
    "edition_check_answered": _("Entry answered by the country"),
    "edition_check_replied": _("Country answered by an officer"),
    "edition_approved_once": _("Approved by one officer"),
    "edition_approve": _("Approved by a second officer"),
    "edition_embargo": _("Embargo set"),
    "edition_publish": _("Edition published"),
    "edition_back": _("Taken back to writing"),
    "edition_drop": _("Edition given up"),
    "edition_erratum": _("Erratum published"),
}
