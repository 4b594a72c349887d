"""The forms of the room. Their field names are part of the contract."""

from accord.spaces.forms.meetings import (
    AgendaForm,
    CancelForm,
    ChangeForm,
    ConsentForm,
    ConsultationForm,
    DecisionForm,
    MeetingForm,
    MinutesForm,
    RegisterForm,
    ResultsForm,
)  # fmt: skip
from accord.spaces.forms.platforms import (
    AccessForm,
    AnswerInvitationForm,
    AnswerOverlapForm,
    AskForm,
    BringInForm,
    ElsewhereForm,
    InviteForm,
    JoinForm,
    LetterForm,
    OpenForm,
    PlatformForm,
    ReasonForm,
    ReviewForm,
    SettleForm,
    TakeInForm,
)  # fmt: skip
from accord.spaces.forms.threats import MeasureThreatForm, SignForm, SolutionForm, StatementForm, ThreatForm
from accord.spaces.forms.workplan import AgreeForm, AskWordingForm, JointActionForm, LoadPlanForm, NewActionForm, ProgressForm

__all__ = [
    "AccessForm", "AgendaForm", "AgreeForm", "AnswerInvitationForm", "AnswerOverlapForm", "AskForm", "AskWordingForm",
    "BringInForm", "CancelForm", "ChangeForm", "ConsentForm", "ConsultationForm", "DecisionForm", "ElsewhereForm", "InviteForm",
    "JoinForm", "JointActionForm", "LetterForm", "LoadPlanForm", "MeasureThreatForm", "MeetingForm", "MinutesForm",
    "NewActionForm", "OpenForm", "PlatformForm", "ProgressForm", "ReasonForm", "RegisterForm", "ResultsForm", "ReviewForm",
    "SettleForm", "SignForm", "SolutionForm", "StatementForm", "TakeInForm", "ThreatForm",
]  # fmt: skip
