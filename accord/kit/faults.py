"""Why a file was refused, in the reader's language: templates of `formats/messages.py`, filled in once they are translated."""

from django.utils.translation import get_language, gettext

from accord.formats.messages import MESSAGES
from accord.formats.result import Refusal
from accord.kit.texts import Text


def fault_words(fault: Refusal) -> Text:
    """The sentence with the language that it is in. A fault without a template says it in its own words, as a form's does."""
    template = MESSAGES.get(fault.code)
    own = (get_language() or "en").partition("-")[0]
    if template is None:
        return Text(fault.message, own)
    found = gettext(template)
    if found == template:
        return Text(fault.message, "en")
    try:
        return Text(found % fault.params, own)
    except (KeyError, ValueError, TypeError):  # a translation that names what is not there
        return Text(fault.message, "en")
