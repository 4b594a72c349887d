from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "accord.directory"
    label = "directory"

    def ready(self) -> None:
        from accord.directory.verbs import WORDS
        from accord.record import verbs

        verbs.register(WORDS)

        from accord.directory import owed
        from accord.directory.actions.capacities import hand_over_drafts
        from accord.record import handover, owing

        owing.register(owed.duties, owed.KINDS)
        handover.register("drafts", hand_over_drafts)
