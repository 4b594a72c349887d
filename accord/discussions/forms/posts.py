"""Forms in which somebody writes. Words are drawn and files made anew while a form is checked: before any transaction."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.discussions.actions import Attached, attached, drawn
from accord.discussions.actions.files import AT_ONCE, too_many
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
    """A picture or a document; the gate looks at the file itself."""

    widget = forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.xlsx,.csv,.pdf"})


def a_file() -> PictureField:
    told = _("Picture (PNG, JPEG), table (XLSX, CSV; totals only) or PDF with text. It is made anew: place, camera, author, "
             "formulas, remarks, bookmarks and signatures do not come along. Show no child.")  # fmt: skip
    return PictureField(label=_("Picture, table or PDF"), required=False, help_text=told)


def what_it_shows(label: Any = "") -> GatedText:
    words = label or _("What the picture shows, or what the document is called")
    field = GatedText(label=words, required=False, max_length=200)
    field.with_file = True  # type: ignore[attr-defined]
    return field


FURTHER = ("_2", "_3", "_4")


class WithFiles(WritingForm):
    """The first file stands in the form, further ones in a part of it that is opened."""

    again = _("If one file is refused, all have to be chosen again: a browser gives back what was typed, and no file.")
    picture_2 = PictureField(label=_("Second file"), required=False, help_text=again)
    shows_2 = what_it_shows(_("What the second file shows or is called"))
    picture_3 = PictureField(label=_("Third file"), required=False)
    shows_3 = what_it_shows(_("What the third file shows or is called"))
    picture_4 = PictureField(label=_("Fourth file"), required=False)
    shows_4 = what_it_shows(_("What the fourth file shows or is called"))
    folded_words = _("More files")
    folded = tuple(f"{name}{end}" for end in FURTHER for name in ("picture", "shows"))
    field_order: Sequence[str] = ("kind", "title", "text", "language", "reason", "take_off", "picture", "shows")
    pictures_alone: Any = ""  # why no documents are taken here, where none are

    def __init__(self, *args: Any, may_send: Callable[[int], None] = lambda files: None, **given: Any) -> None:
        """`may_send` refuses before a file is made anew: that costs, and whoever is over a limit would make the site do it."""
        super().__init__(*args, **given)
        self.may_send = may_send

    @property
    def folded_is_open(self) -> bool:
        return any(self[name].errors or self[name].value() for name in self.folded)

    def full_clean(self) -> None:
        """Where no file came, nothing is asked of their fields: half of a form that thousands send without any."""
        whole, names = self.fields, [f"{name}{end}" for end in ("", *FURTHER) for name in ("picture", "shows")]
        if self.is_bound and not any(self.files.get(name) or self.data.get(name) for name in names):
            self.fields = {name: field for name, field in whole.items() if name not in names}
        super().full_clean()
        self.fields = whole

    def clean(self) -> dict[str, Any]:
        given, ends = super().clean(), ("", *FURTHER)
        given["files"] = []
        if files := sum(bool(given.get(f"picture{end}")) for end in ends):
            self.may_send(files)
            self.may_hang(given, files)
        for end in ends:
            given["files"] += filter(None, [self._file(given, end)])
            if any(self.has_error(f"picture{end}", code) for code in ("slow", "busy")):
                break  # whoever sends what takes too long has had their time
        return given

    def may_hang(self, given: dict[str, Any], files: int) -> None:
        """A new post has room for all that one form takes."""

    def _file(self, given: dict[str, Any], end: str) -> Attached | None:
        upload, shows = given.get(f"picture{end}"), given.get(f"shows{end}", "")
        if upload and not shows:
            said = _now("Say what the picture shows, for not everybody sees it, or what the document is called.")
            self.add_error(f"shows{end}", said)
        elif shows and not upload:
            self.add_error(f"picture{end}", _now("Choose the file again, or empty what it shows or is called."))
        elif upload:
            try:
                return attached(upload, shows, pictures_alone=str(self.pictures_alone))
            except ValidationError as refused:
                self.add_error(f"picture{end}", refused)
        return None


class PostForm(WithFiles):
    text = typed(_("Your post"))
    language = written_in()
    picture = a_file()
    shows = what_it_shows()
    quotes = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)


class OpenForm(WithFiles):
    kind = one_of(Topic.Kind.choices, _("What it is"))
    title = GatedText(label=_("Title"), max_length=160)
    text = typed(_("First post"))
    language = written_in()
    picture = a_file()
    shows = what_it_shows()


class ChangingForm(WithFiles):
    """`there`: the files that hang on the post, by id, with what they show or are called."""

    take_off = forms.TypedMultipleChoiceField(
        label=_("Take files off"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They stay readable beside the wording of before."),
    )  # fmt: skip
    picture = a_file()
    shows = what_it_shows()

    def __init__(self, *args: Any, there: Sequence[tuple[int, str]] = (), **given: Any) -> None:
        super().__init__(*args, **given)
        self.there = len(there)
        if there:
            self.fields["take_off"].choices = there  # type: ignore[attr-defined]
        else:
            del self.fields["take_off"]

    def may_hang(self, given: dict[str, Any], files: int) -> None:
        if self.there - len(given.get("take_off", ())) + files > AT_ONCE:
            raise ValidationError(too_many())


class EditForm(ChangingForm):
    text = typed(_("Your post"))
    language = written_in()
    reason = GatedText(label=_("Why it changes"), required=False, max_length=300)
