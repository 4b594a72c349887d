"""The forms of the room. Their field names are part of the contract."""

from accord.discussions.forms.moderating import (
    ActionForm,
    ConfirmForm,
    MergeForm,
    MoveForm,
    OutcomeForm,
    ReasonForm,
    SplitForm,
    SummaryForm,
    TitleForm,
    TranslationForm,
)  # fmt: skip
from accord.discussions.forms.posts import LENGTH, EditForm, OpenForm, PostForm

__all__ = [
    "LENGTH", "ActionForm", "ConfirmForm", "EditForm", "MergeForm", "MoveForm", "OpenForm", "OutcomeForm", "PostForm",
    "ReasonForm", "SplitForm", "SummaryForm", "TitleForm", "TranslationForm",
]  # fmt: skip
