from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_search_indexes(**kwargs: Any) -> None:
    from accord.record.search import engine

    engine.create()


class RecordConfig(AppConfig):
    name = "accord.record"
    label = "record"

    def ready(self) -> None:
        post_migrate.connect(make_search_indexes, sender=self)
