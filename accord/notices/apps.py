from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "accord.notices"
    label = "notices"

    def ready(self) -> None:
        from accord.notices.actions import write_pack
        from accord.notices.verbs import WORDS
        from accord.record import handover, verbs

        handover.register_pack(write_pack)
        verbs.register(WORDS)
