"""Cards, audiences, links, events, follows, drafts and what search looks through."""

from accord.record.models.cards import HELD, Audience, AudienceMember, Card, CardSet, Held, Link, Reader, Relation, Topic
from accord.record.models.journal import Checkpoint, Event, LogTile, SealedCount, fresh_salt
from accord.record.models.own import Draft, Follow, Sent
from accord.record.models.sealing import CustodianKey, SealedName, SealedShare, unordered_id
from accord.record.models.search import SearchDocument, SearchEntry
from accord.record.models.site import Mark, Stamp

__all__ = [
    "HELD",
    "Audience",
    "AudienceMember",
    "Card",
    "CardSet",
    "Checkpoint",
    "CustodianKey",
    "Draft",
    "Event",
    "Follow",
    "Held",
    "Link",
    "LogTile",
    "Mark",
    "Reader",
    "Relation",
    "SealedCount",
    "SealedName",
    "SealedShare",
    "SearchDocument",
    "SearchEntry",
    "Sent",
    "Stamp",
    "Topic",
    "fresh_salt",
    "unordered_id",
]
