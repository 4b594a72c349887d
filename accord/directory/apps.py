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
        from accord.moderation import kinds
        from accord.record import handover, owing

        kinds.register("country", "partnership", "organisation", formal=True)  # facts that the secretariat keeps
        owing.register(owed.duties, owed.KINDS)
        handover.register("drafts", hand_over_drafts)
