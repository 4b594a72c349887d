from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "accord.learning"
    label = "learning"

    def ready(self) -> None:
        from accord.discussions import places
        from accord.learning import discussing, faces, moderating, news, owed, standing
        from accord.learning.actions import hand_over_contacts
        from accord.learning.verbs import ABOUT, WORDS
        from accord.record import faces as known
        from accord.record import handover, owing, verbs
        from accord.record import news as told
        from accord.record import standing as stands
        from accord.record.log import proofs

        known.register("practice", faces.practices)
        known.register("adoption", faces.adoptions)
        known.register("offer", faces.offers)
        known.register("need", faces.offers)
        known.register("exchange", faces.exchanges)
        verbs.register(WORDS, ABOUT)
        proofs.register("practice", "adoption", "offer", "need", "exchange")
        stands.register(standing.everything)
        owing.register(owed.duties, owed.KINDS)
        told.register(news.news, news.KINDS)
        places.register(discussing.PLACE)
        handover.register("practices", hand_over_contacts)
        moderating.register_all()
