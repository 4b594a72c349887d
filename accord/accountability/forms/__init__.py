"""The forms of the room. Their field names are part of the contract."""

from accord.accountability.forms.answers import (
    AnswerFields,
    InviteForm,
    LetterCheckForm,
    LetterForm,
    QuestionAnswerForm,
    ReturnForm,
    TakeOverForm,
    WorkbookForm,
)  # fmt: skip
from accord.accountability.forms.pathfinding import DecisionForm, ItemForm, SelfAssessmentForm
from accord.accountability.forms.plans import ActionForm, ActionTieForm, ActionToldForm, PlanForm
from accord.accountability.forms.promises import (
    AnswerForm,
    AssessmentForm,
    ClusterForm,
    CommitmentForm,
    ConfirmForm,
    DeclarationForm,
    EntryForm,
    FinishForm,
    FollowUpForm,
    MeasureForm,
    MilestoneForm,
    MilestoneToldForm,
    RatingForm,
    ReasonForm,
    ReplyForm,
    SummaryForm,
    TieForm,
)  # fmt: skip
from accord.accountability.forms.questions import CycleTemplateForm, QuestionForm, SectionForm, TemplateForm
from accord.accountability.forms.shadow import ModerationForm, NewShadowForm, ShadowForm

__all__ = [
    "ActionForm", "ActionTieForm", "ActionToldForm", "AnswerFields", "AnswerForm", "AssessmentForm", "ClusterForm",
    "CommitmentForm", "ConfirmForm", "CycleTemplateForm", "DecisionForm", "DeclarationForm", "EntryForm", "FinishForm",
    "FollowUpForm", "InviteForm", "ItemForm", "LetterCheckForm", "LetterForm", "MeasureForm", "MilestoneForm",
    "MilestoneToldForm", "ModerationForm", "NewShadowForm", "PlanForm", "QuestionAnswerForm", "QuestionForm", "RatingForm",
    "ReasonForm", "ReplyForm", "ReturnForm", "SectionForm", "SelfAssessmentForm", "ShadowForm", "SummaryForm", "TakeOverForm",
    "TemplateForm", "TieForm", "WorkbookForm",
]  # fmt: skip
