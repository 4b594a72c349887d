from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "accord.spaces"
    label = "spaces"

    def ready(self) -> None:
        from accord.record import faces as known
        from accord.record import standing as stands
        from accord.record import verbs
        from accord.record.log import proofs
        from accord.spaces import faces, standing
        from accord.spaces.verbs import ABOUT, WORDS

        for kind, function in faces.FACES.items():
            known.register(kind, function)
        verbs.register(WORDS, ABOUT)
        proofs.register(*faces.FACES)
        stands.register(standing.everything)
