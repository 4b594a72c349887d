from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "accord.directory"
    label = "directory"

    def ready(self) -> None:
        from accord.directory.verbs import WORDS
        from accord.record import verbs

        verbs.register(WORDS)
