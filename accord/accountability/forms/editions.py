"""Forms of editions of the global report: officers', authors' and focal points'."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Edition, FactCheck
from accord.accountability.models.editions import CHAPTERS
from accord.accountability.reads.edition_places import places_of
from accord.kit import clock
from accord.kit.templatetags.kit import OWN_NAMES
from accord.kit.widgets import NumberText
from accord.record.choices import one_of
from accord.record.editing import KeptForm
from accord.record.fields import GatedText, GatedURL, Moment

REPORTS = ("en", "ar")  # languages that the report's own sentences exist in
WRITTEN = [(code, OWN_NAMES[code]) for code in REPORTS]


class NewEditionForm(KeptForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200, widget=NumberText())
    language = forms.ChoiceField(
        label=_("Language that every section is written in"), choices=WRITTEN,
        help_text=_("Other languages may be added to each section; where one is missing, this one is printed and marked."),
    )  # fmt: skip

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["year"].initial = clock.today().year


class TitleForm(KeptForm):
    title_en = GatedText(label=_("Title in English"), max_length=120)
    title_ar = GatedText(label=_("Title in Arabic"), max_length=120)


class EditionSectionForm(KeptForm):
    heading = GatedText(label=_("Heading"), max_length=160)
    chapter = forms.ChoiceField(label=_("Where it stands"), choices=CHAPTERS)
    place = forms.IntegerField(
        label=_("Its place in the order of sections"), min_value=1, max_value=99, widget=NumberText(),
        help_text=_("Of two sections in the same chapter the one with the lower number stands first."),
    )  # fmt: skip

    def __init__(self, *args: Any, moving: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        if moving:
            del self.fields["heading"]


class SectionTextForm(KeptForm):
    heading = GatedText(label=_("Heading"), max_length=160)
    text = GatedText(
        label=_("Text"), long=18, required=False,
        help_text=_("Markdown may be used: **strong**, lists, > quotes, [links](https://…), tables. Name no child."),
    )  # fmt: skip


class AuthorForm(KeptForm):
    email = forms.EmailField(label=_("Address of the author's account here"), max_length=254)
    credit = GatedText(
        label=_("Name as the report prints it"), max_length=160, help_text=_("With the body the author writes for, if any.")
    )


class SendEntriesForm(KeptForm):
    days = forms.IntegerField(
        label=_("Days that countries have to answer"), min_value=1, max_value=90, initial=14, widget=NumberText(),
        help_text=_("Who does not answer in time holds nothing up: the edition then says “no answer”."),
    )  # fmt: skip


class EmbargoForm(KeptForm):
    until = Moment(label=_("Embargo until (UTC)"))


class CheckForm(KeptForm):
    verdict = one_of(FactCheck.Verdict.choices, _("Is what it says of your country correct?"))
    text = GatedText(
        label=_("What is not correct, and what would be"), long=6, required=False,
        help_text=_("It becomes public with the edition, as written."),
    )  # fmt: skip
    source = GatedURL(label=_("Source: address of a public document"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("verdict") == FactCheck.Verdict.NOT_CORRECT:
            for name, words in (
                ("text", _("Say what is not correct, and what would be.")),
                ("source", _("Name the document that shows it.")),
            ):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, words)
        return given


class CheckReplyForm(KeptForm):
    outcome = one_of(FactCheck.Outcome.choices, _("What follows from it"))
    text = GatedText(label=_("Answer to the country"), long=5, help_text=_("It is printed beside what the country said."))


class ErratumForm(KeptForm):
    place = forms.ChoiceField(label=_("Where it was wrong"))
    language = forms.ChoiceField(label=_("In which language"), choices=WRITTEN)
    was = GatedText(
        label=_("The words as they were"), long=3, max_length=2000,
        help_text=_("In a section exactly as it has them; of figures, as the page prints them."),
    )  # fmt: skip
    now = GatedText(label=_("As they should be"), long=3, max_length=2000)
    reason = GatedText(label=_("Reason"), long=3, help_text=_("How it came to be wrong, and who found it."))

    def __init__(self, *args: Any, edition: Edition, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["place"].choices = places_of(edition)  # type: ignore[attr-defined]
