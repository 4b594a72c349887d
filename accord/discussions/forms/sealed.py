"""Forms in which somebody writes where names are sealed. No reason is asked: it would be one more thing in one's own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.discussions.forms.posts import FURTHER, LENGTH, ChangingForm, OpenForm, PostForm, WithFiles, WritingForm, written_in
from accord.discussions.models import NamesAs
from accord.record.choices import one_of
from accord.record.editing import KeptForm
from accord.record.fields import GatedText

_TOLD = _("Paragraphs, lists and links in Markdown. A name with @ tells nobody here.")


def language() -> forms.ChoiceField:
    field = written_in()
    field.help_text = _("Everybody sees it. Where few who are here write in it, it says who you are: choose another one.")
    return field


def typed(label: object) -> GatedText:
    return GatedText(label=label, long=8, limit=LENGTH, help_text=_TOLD)


class PicturesAlone(WithFiles):
    """A document's style and template name its writer."""

    pictures_alone = _("Where names are sealed pictures alone are taken: a document's style and template name its writer.")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for end in ("", *FURTHER):
            self.fields[f"picture{end}"].widget.attrs["accept"] = ".png,.jpg,.jpeg"
        first = self.fields["picture"]
        first.label = _("Picture")
        first.help_text = _("PNG or JPEG, up to 10 MB. It is drawn anew: place, time and camera that it holds do not come along. "
                            "Show no child.")  # fmt: skip
        self.fields["shows"].label = _("What the picture shows")


class SealedPostForm(PicturesAlone, PostForm):
    text = typed(_("Your post"))
    language = language()


class OpenSealedForm(PicturesAlone, OpenForm):
    names_as = one_of(NamesAs.choices, _("How authors are shown"), help_text=_("It is chosen once and never changes."))
    text = typed(_("First post"))
    language = language()
    field_order = ("names_as", "kind", "title", "text")


class SealedEditForm(PicturesAlone, ChangingForm):
    text = typed(_("Your post"))
    language = language()
    field_order = ("text", "language")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        if "take_off" in self.fields:
            self.fields["take_off"].help_text = _("They are kept nowhere.")


class SealedTranslationForm(WritingForm):
    text = typed(_("Translation"))
    language = language()
    of_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class TakeBackForm(KeptForm):
    sure = forms.BooleanField(label=_("Take my words out for good"))
