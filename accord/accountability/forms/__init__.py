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
from accord.accountability.forms.editions import (
    AuthorForm,
    CheckForm,
    CheckReplyForm,
    EditionSectionForm,
    EmbargoForm,
    ErratumForm,
    NewEditionForm,
    SectionTextForm,
    SendEntriesForm,
    TitleForm,
)
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
from accord.accountability.forms.questions import CycleTemplateForm, QuestionForm, SectionForm, TemplateForm
from accord.accountability.forms.shadow import ModerationForm, NewShadowForm, ShadowForm

__all__ = [
    "AbsenceForm", "AcceptForm", "ActionForm", "ActionTieForm", "ActionToldForm", "AdvanceQuestionForm", "AnswerFields",
    "AnswerForm", "AnswerQuestionForm", "AssessmentForm", "AuthorForm", "BodyReviewForm", "CheckForm", "CheckReplyForm",
    "ClusterForm", "CommitmentForm", "ConfirmForm", "CycleTemplateForm", "DecisionForm", "DeclarationForm", "DialogueForm",
    "DrawForm", "EditionSectionForm", "EmbargoForm", "EntryForm", "ErratumForm", "FinishForm", "FollowUpForm", "InviteForm",
    "ItemForm", "LetterCheckForm", "LetterForm", "MeasureForm", "MidtermForm", "MilestoneForm", "MilestoneToldForm",
    "ModerationForm", "MoveRoundForm", "NewEditionForm", "NewShadowForm", "PlanForm", "ProposalForm", "QuestionAnswerForm",
    "QuestionForm", "RatingForm", "ReasonForm", "ReplyForm", "ReturnForm", "RoundForm", "SectionForm", "SectionTextForm",
    "SelfAssessmentForm", "SendEntriesForm", "ShadowForm", "SummaryForm", "TakeOverForm", "TemplateForm", "TieForm",
    "TitleForm", "WhyForm", "WorkbookForm",
]  # fmt: skip
