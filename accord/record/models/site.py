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
    """That a table was written; `n` is by lot, or the sum of several: what a kept page is held against (`cached/`)."""

    name = models.CharField(max_length=100)
    n = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name", "n"], name="stamps_of_a_table")]

    def __str__(self) -> str:
        return f"{self.name} {self.n}"
