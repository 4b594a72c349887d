"""The stage of a reporting cycle stands here, too."""

from accord.accountability.tests.conftest import built, stage

__all__ = ["built", "stage"]
