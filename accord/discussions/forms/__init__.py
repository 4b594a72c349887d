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
from accord.discussions.forms.sealed import (
    OpenSealedForm,
    SealedEditForm,
    SealedPostForm,
    SealedTranslationForm,
    TakeBackForm,
)  # fmt: skip

__all__ = [
    "LENGTH", "ActionForm", "ConfirmForm", "EditForm", "MergeForm", "MoveForm", "OpenForm", "OpenSealedForm", "OutcomeForm",
    "PostForm", "ReasonForm", "SealedEditForm", "SealedPostForm", "SealedTranslationForm", "SplitForm", "SummaryForm",
    "TakeBackForm", "TitleForm", "TranslationForm",
]  # fmt: skip
