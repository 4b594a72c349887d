from accord.learning.models.adoptions import Adoption
from accord.learning.models.exchanges import Exchange, ExchangeNote, Offer
from accord.learning.models.practices import Evidence, Practice, PracticeRating, Question, Review, Revision, Update

__all__ = [
    "Adoption", "Evidence", "Exchange", "ExchangeNote", "Offer", "Practice", "PracticeRating", "Question", "Review", "Revision",
    "Update",
]  # fmt: skip
