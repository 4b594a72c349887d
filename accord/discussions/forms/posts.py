"""Forms in which somebody writes. Words are drawn and pictures drawn anew while a form is checked: before any transaction."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.discussions.actions import drawn, picture_of
from accord.discussions.models import Topic
from accord.record.choices import LANGUAGE, one_of
from accord.record.editing import KeptForm
from accord.record.fields import GatedText

LENGTH = 12_000


def written_in() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)


def typed(label: Any, **given: Any) -> GatedText:
    told = _("Paragraphs, lists and links in Markdown. @ and a name tells somebody who reads here.")
    return GatedText(label=label, long=8, limit=LENGTH, help_text=told, **given)


class WritingForm(KeptForm):
    """`words` in what was checked are the text as it is drawn and found."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("text") and given.get("language"):
            given["words"] = drawn(given["text"], given["language"])
        return given


class PictureField(forms.FileField):
    """PNG or JPEG; the gate looks at the picture itself."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg"})


def a_picture() -> PictureField:
    told = _("PNG or JPEG, up to 10 MB. It is drawn anew: place, time and camera that it holds do not come along. Show no child.")
    return PictureField(label=_("Picture"), required=False, help_text=told)


def what_it_shows() -> GatedText:
    return GatedText(label=_("What the picture shows"), required=False, max_length=200)


class WithPicture(WritingForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean()
        upload, shows = given.get("picture"), given.get("shows", "")
        given["files"] = []
        if upload and not shows:
            self.add_error("shows", _now("Say what the picture shows: not everybody sees it."))
        elif upload:
            try:
                given["files"] = [picture_of(upload, shows)]
            except ValidationError as refused:
                self.add_error("picture", refused)
        return given


class PostForm(WithPicture):
    text = typed(_("Your post"))
    language = written_in()
    picture = a_picture()
    shows = what_it_shows()
    quotes = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)


class OpenForm(WithPicture):
    kind = one_of(Topic.Kind.choices, _("What it is"))
    title = GatedText(label=_("Title"), max_length=160)
    text = typed(_("First post"))
    language = written_in()
    picture = a_picture()
    shows = what_it_shows()


class EditForm(WritingForm):
    text = typed(_("Your post"))
    language = written_in()
    reason = GatedText(label=_("Why it changes"), required=False, max_length=300)
