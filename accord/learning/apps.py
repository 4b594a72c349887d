from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "accord.learning"
    label = "learning"

    def ready(self) -> None:
        from accord.learning import faces, standing
        from accord.learning.verbs import ABOUT, WORDS
        from accord.record import faces as known
        from accord.record import standing as stands
        from accord.record import verbs
        from accord.record.log import proofs

        known.register("practice", faces.practices)
        known.register("adoption", faces.adoptions)
        known.register("offer", faces.offers)
        known.register("need", faces.offers)
        known.register("exchange", faces.exchanges)
        verbs.register(WORDS, ABOUT)
        proofs.register("practice", "adoption", "offer", "need", "exchange")
        stands.register(standing.everything)
