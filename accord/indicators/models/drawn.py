"""Pages of figures as they were drawn when their figures were published."""

from typing import ClassVar

from django.db import models


class Drawn(models.Model):
    """What a page says of figures, in one language. Made anew from everything else at any time (`accord draw`).

    `state` says of which figures, facts and code it was made; a page takes it where that is still so.
    """

    key = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=120)
    parts = models.BinaryField()  # JSON, compressed: a seventh of 40 MB

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "language"], name="one_drawing_a_language")]

    def __str__(self) -> str:
        return f"{self.key} {self.language}"
