"""A column that can always be read."""

from collections.abc import Sequence
from decimal import Context
from typing import Any

from django.db import models


class DecimalColumn(models.DecimalField):  # type: ignore[type-arg]
    """A decimal column. SQLite keeps any number in it, and Django falls over one with more digits than the column has:

    every page of its record would be broken for ever. What forms and importers let in is held to the column's digits; what
    is in it all the same is read as it stands.
    """

    @property
    def context(self) -> Context:
        return Context(prec=400)  # more digits than a float has before and after the point

    def to_python(self, value: Any) -> Any:
        """A float is rounded to the column's digits on its way in, as Django does."""
        return super().to_python(
            Context(prec=self.max_digits).create_decimal_from_float(value) if type(value) is float else value
        )

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """For migrations it is Django's own field: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs
