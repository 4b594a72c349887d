from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "accord.moderation"
    label = "moderation"

    def ready(self) -> None:
        from accord.moderation import owed
        from accord.moderation.actions import tell_what_was_appealed
        from accord.moderation.verbs import WORDS
        from accord.record import due, owing, verbs

        verbs.register(WORDS)
        due.register(tell_what_was_appealed)
        owing.register(owed.duties, owed.KINDS)
