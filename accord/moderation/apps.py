from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "accord.moderation"
    label = "moderation"

    def ready(self) -> None:
        from accord.moderation import owed
        from accord.moderation.verbs import WORDS
        from accord.record import owing, verbs

        verbs.register(WORDS)
        owing.register(owed.duties, owed.KINDS)
