"""The forms of the room. Their field names are part of the contract."""

from accord.accountability.forms.pathfinding import DecisionForm, ItemForm, SelfAssessmentForm
from accord.accountability.forms.peers import (
    AbsenceForm,
    AcceptForm,
    AdvanceQuestionForm,
    AnswerQuestionForm,
    BodyReviewForm,
    DialogueForm,
    DrawForm,
    MidtermForm,
    MoveRoundForm,
    ProposalForm,
    RoundForm,
    WhyForm,
)  # fmt: skip
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
from accord.accountability.forms.shadow import ModerationForm, NewShadowForm, ShadowForm

__all__ = [  # noqa: RUF022 -- a block a subject
    "ActionForm", "ActionTieForm", "ActionToldForm", "AnswerForm", "AssessmentForm", "ClusterForm", "CommitmentForm",
    "ConfirmForm", "DecisionForm", "DeclarationForm", "EntryForm", "FinishForm", "FollowUpForm", "ItemForm", "MeasureForm",
    "MilestoneForm", "MilestoneToldForm", "ModerationForm", "NewShadowForm", "PlanForm", "RatingForm", "ReasonForm",
    "ReplyForm", "SelfAssessmentForm", "ShadowForm", "SummaryForm", "TieForm",
    # peer review
    "AbsenceForm", "AcceptForm", "AnswerQuestionForm", "BodyReviewForm", "DialogueForm", "DrawForm", "MidtermForm",
    "MoveRoundForm", "ProposalForm", "AdvanceQuestionForm", "RoundForm", "WhyForm",
]  # fmt: skip
