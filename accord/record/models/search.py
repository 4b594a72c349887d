"""What search looks through."""

from typing import ClassVar

from django.db import models

from accord.record.models.cards import Audience, Card


class SearchDocument(models.Model):
    """What search looks through: a card, or a passage of one. The id is the static rank (`search/engine.py`)."""

    id = models.BigIntegerField(primary_key=True)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="documents", db_index=False)
    part = models.CharField(max_length=60, blank=True)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=2)
    title = models.TextField(blank=True)  # as shown
    text = models.TextField(blank=True)  # as shown
    title_tokens = models.TextField(blank=True)  # normalised; what is indexed
    body_tokens = models.TextField(blank=True)  # normalised, with facet and audience tokens

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["card", "part"], name="one_document_a_part")]

    def __str__(self) -> str:
        return f"{self.card_id}/{self.part}"


class SearchEntry(models.Model):
    """What a document is scored by: a narrow row beside the texts that are shown. Written by `search/engine.py`.

    Normalised tokens, each between spaces (one before the first, one after the last): ` token ` is looked for as it stands.
    """

    document = models.OneToOneField(SearchDocument, primary_key=True, on_delete=models.CASCADE, related_name="entry")
    title = models.TextField(blank=True)
    repeated = models.TextField(blank=True)  # what stands there more than once: ` school=2 law=3 `, where 3 is three or more
    facets = models.TextField()  # facets and audience

    def __str__(self) -> str:
        return str(self.document_id)
