"""The forms of the room. Their field names are part of the contract."""

from accord.learning.forms.adoptions import AdoptionForm
from accord.learning.forms.exchanges import NoteForm, OfferForm, ProposalForm
from accord.learning.forms.practices import (
    SEVERAL,
    AnswerForm,
    ConfirmForm,
    DeclarationForm,
    EvidenceForm,
    FreeForm,
    PracticeForm,
    QuestionForm,
    RateForm,
    ReasonForm,
    ReviewForm,
    UpdateForm,
)  # fmt: skip

__all__ = [
    "SEVERAL",
    "AdoptionForm", "AnswerForm", "ConfirmForm", "DeclarationForm", "EvidenceForm", "FreeForm", "NoteForm",
    "OfferForm", "PracticeForm",
    "ProposalForm", "QuestionForm", "RateForm", "ReasonForm", "ReviewForm", "UpdateForm",
]  # fmt: skip
