"""The forms of the room. Their field names are part of the contract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.moderation.grounds import AGAINST, SAFETY, SUSPENSIONS, Act, Ground, Kept
from accord.record.choices import LANGUAGE, one_of
from accord.record.editing import KeptForm
from accord.record.fields import GatedText

WORDS = 4_000


class ReportForm(KeptForm):
    ground = one_of(Ground.choices, _("What is wrong with it?"))
    text = GatedText(
        long=4, limit=WORDS, required=False, label=_("In your words"),
        help_text=_("What did you see, and where on the page? Write no child's name, and no address of anybody."),
    )  # fmt: skip
    contact = forms.EmailField(
        required=False, max_length=200, label=_("Where to answer you"),
        help_text=_("An e-mail address. Nobody sees it; it is erased once you were answered."),
    )  # fmt: skip

    def __init__(self, *args: Any, signed_in: bool = False, unread: bool = False, **given: Any) -> None:
        """`unread`: of what no officer reads and nobody convenes, reports on safety alone are looked at, by their words."""
        super().__init__(*args, **given)
        ground = self.fields["ground"]
        if unread and isinstance(ground, forms.ChoiceField):
            said = {Ground.ILLEGAL: _("Against the law, threats too")}  # for hate or threats there is no ground here
            ground.choices = [(code, said.get(Ground(code), words)) for code, words in Ground.choices if code in SAFETY]
            self.fields["text"].required = True
        if signed_in:
            del self.fields["contact"]


class DecisionForm(KeptForm):
    ground = one_of((), _("Reason"))
    words = GatedText(
        long=3, limit=2_000, label=_("Words to mask"), help_text=_("One a line, as they stand there. Each gives way to […]."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        coerce=int, label=_("For how long"), widget=forms.RadioSelect, choices=list(SUSPENSIONS.items())
    )  # fmt: skip
    text = GatedText(
        long=5, limit=WORDS, label=_("Why, in your words"),
        help_text=_("The author reads this. Do not repeat what should not stand here; say nothing that tells who reported it."),
    )  # fmt: skip

    def __init__(self, *args: Any, act: str, formal: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        grounds = Ground.choices if act in AGAINST else Kept.choices
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = [one for one in grounds if not (formal and act == Act.HIDE) or one[0] == Ground.CHILD]
        if act != Act.MASK:
            del self.fields["words"]
        if act != Act.SUSPEND:
            del self.fields["days"]
        if act not in AGAINST:
            self.fields["text"].help_text = _("It is kept with the case.")


class SecondForm(KeptForm):
    agree = one_of([("yes", _("Agree: it is hidden at once")), ("no", _("Do not agree: it stays"))], _("Your decision"))
    text = GatedText(
        long=4, limit=WORDS, required=False, label=_("Why, in your words"), help_text=_("Needed where you do not agree.")
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("agree") == "no" and not given.get("text"):
            self.add_error("text", _("Say why it stays."))
        return given


class AppealForm(KeptForm):
    text = GatedText(
        long=8, limit=WORDS, label=_("Why the decision is wrong, or what you would change"),
        help_text=_("You can appeal once. Somebody who took no part in the decision reads it."),
    )  # fmt: skip


class SealedAppealForm(AppealForm):
    """The language of the page would tell of who appeals what the text does not."""

    language = forms.ChoiceField(
        label=_("Language you write in"), choices=LANGUAGE,
        help_text=_("Those who judge it see it. Where few who are there write in it, it says who you are: choose another one."),
    )  # fmt: skip


class AnswerForm(KeptForm):
    upheld = one_of([("no", _("Undo the decision")), ("yes", _("The decision stands"))], _("Your decision"))
    text = GatedText(long=5, limit=WORDS, label=_("Why, in your words"), help_text=_("The author reads this."))
