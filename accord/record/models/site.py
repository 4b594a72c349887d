"""What the site remembers of itself: marks, stamps of what was written."""

from typing import ClassVar

from django.db import models


class Mark(models.Model):
    """Small facts about this database: what its search index was made with, the starter facts it holds."""

    key = models.CharField(max_length=40, unique=True)
    value = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Stamp(models.Model):
    """That a table was written; `n` is a sum of lots: what a kept page is held against (`cached/`).

    Who writes at the same time as others has a lane of their own, so that nobody waits for a row."""

    name = models.CharField(max_length=100)
    lane = models.BigIntegerField(default=0)
    n = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "lane"], name="one_stamp_a_lane")]

    def __str__(self) -> str:
        return f"{self.name} {self.n}"
