"""Forms in which somebody writes. Words are drawn and pictures drawn anew while a form is checked: before any transaction."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.discussions.actions import Picture, drawn, picture_of
from accord.discussions.actions.pictures import AT_ONCE, too_many
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


def what_it_shows(label: Any = "") -> GatedText:
    return GatedText(label=label or _("What the picture shows"), required=False, max_length=200)


FURTHER = ("_2", "_3", "_4")


class WithPictures(WritingForm):
    """The first picture stands in the form, further ones in a part of it that is opened."""

    picture_2 = PictureField(label=_("Second picture"), required=False)
    shows_2 = what_it_shows(_("What the second picture shows"))
    picture_3 = PictureField(label=_("Third picture"), required=False)
    shows_3 = what_it_shows(_("What the third picture shows"))
    picture_4 = PictureField(label=_("Fourth picture"), required=False)
    shows_4 = what_it_shows(_("What the fourth picture shows"))
    folded_words = _("More pictures")
    folded = tuple(f"{name}{end}" for end in FURTHER for name in ("picture", "shows"))
    field_order: Sequence[str] = ("kind", "title", "text", "language", "reason", "take_off", "picture", "shows")

    def __init__(self, *args: Any, may_send: Callable[[int], None] = lambda pictures: None, **given: Any) -> None:
        """`may_send` refuses before a picture is drawn: that costs, and whoever is over a limit would make the site do it."""
        super().__init__(*args, **given)
        self.may_send = may_send

    @property
    def folded_is_open(self) -> bool:
        return any(self[name].errors or self[name].value() for name in self.folded)

    def full_clean(self) -> None:
        """Where no picture came, nothing is asked of their fields: half of a form that thousands send without any."""
        whole, names = self.fields, [f"{name}{end}" for end in ("", *FURTHER) for name in ("picture", "shows")]
        if self.is_bound and not any(self.files.get(name) or self.data.get(name) for name in names):
            self.fields = {name: field for name, field in whole.items() if name not in names}
        super().full_clean()
        self.fields = whole

    def clean(self) -> dict[str, Any]:
        given, ends = super().clean(), ("", *FURTHER)
        given["files"] = []
        if pictures := sum(bool(given.get(f"picture{end}")) for end in ends):
            self.may_send(pictures)
            self.may_hang(given, pictures)
        given["files"] = list(filter(None, (self._picture(given, end) for end in ends)))
        return given

    def may_hang(self, given: dict[str, Any], pictures: int) -> None:
        """A new post has room for all that one form takes."""

    def _picture(self, given: dict[str, Any], end: str) -> Picture | None:
        upload, shows = given.get(f"picture{end}"), given.get(f"shows{end}", "")
        if upload and not shows:
            self.add_error(f"shows{end}", _now("Say what the picture shows: not everybody sees it."))
        elif shows and not upload:
            self.add_error(f"picture{end}", _now("Choose the picture, or take out what it shows."))
        elif upload:
            try:
                return picture_of(upload, shows)
            except ValidationError as refused:
                self.add_error(f"picture{end}", refused)
        return None


class PostForm(WithPictures):
    text = typed(_("Your post"))
    language = written_in()
    picture = a_picture()
    shows = what_it_shows()
    quotes = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)


class OpenForm(WithPictures):
    kind = one_of(Topic.Kind.choices, _("What it is"))
    title = GatedText(label=_("Title"), max_length=160)
    text = typed(_("First post"))
    language = written_in()
    picture = a_picture()
    shows = what_it_shows()


class ChangingForm(WithPictures):
    """`there`: the pictures that hang on the post, by id, with what they show."""

    take_off = forms.TypedMultipleChoiceField(
        label=_("Take pictures off"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They stay readable beside the wording of before."),
    )  # fmt: skip
    picture = a_picture()
    shows = what_it_shows()

    def __init__(self, *args: Any, there: Sequence[tuple[int, str]] = (), **given: Any) -> None:
        super().__init__(*args, **given)
        self.there = len(there)
        if there:
            self.fields["take_off"].choices = there  # type: ignore[attr-defined]
        else:
            del self.fields["take_off"]

    def may_hang(self, given: dict[str, Any], pictures: int) -> None:
        if self.there - len(given.get("take_off", ())) + pictures > AT_ONCE:
            raise ValidationError(too_many())


class EditForm(ChangingForm):
    text = typed(_("Your post"))
    language = written_in()
    reason = GatedText(label=_("Why it changes"), required=False, max_length=300)
