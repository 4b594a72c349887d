"""The forms of the room. Their field names are part of the contract."""

from accord.spaces.forms.platforms import (
    AccessForm,
    AnswerInvitationForm,
    AnswerOverlapForm,
    AskForm,
    BringInForm,
    ElsewhereForm,
    InviteForm,
    JoinForm,
    OpenForm,
    PlatformForm,
    ReasonForm,
    ReviewForm,
    SettleForm,
    TakeInForm,
)  # fmt: skip

__all__ = [
    "AccessForm", "AnswerInvitationForm", "AnswerOverlapForm", "AskForm", "BringInForm", "ElsewhereForm", "InviteForm", "JoinForm",
    "OpenForm", "PlatformForm", "ReasonForm", "ReviewForm", "SettleForm", "TakeInForm",
]  # fmt: skip
