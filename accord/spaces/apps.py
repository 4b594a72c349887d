from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "accord.spaces"
    label = "spaces"

    def ready(self) -> None:
        from accord.discussions import places
        from accord.record import doings, handover, owing, verbs
        from accord.record import faces as known
        from accord.record import news as told
        from accord.record import standing as stands
        from accord.record.log import proofs
        from accord.spaces import discussing, exporting, faces, moderating, news, owed, standing
        from accord.spaces.actions.members import hand_over_memberships
        from accord.spaces.exporting import own, topics
        from accord.spaces.reads.workplan import doing
        from accord.spaces.verbs import ABOUT, WORDS

        for kind, function in faces.FACES.items():
            known.register(kind, function)
        verbs.register(WORDS, ABOUT)
        proofs.register(*faces.FACES)
        stands.register(standing.everything)
        owing.register(owed.duties, owed.KINDS)
        told.register(news.news, news.KINDS)
        places.register(discussing.PLACE)
        doings.register(doing)
        handover.register("platforms", hand_over_memberships)
        moderating.register_all()
        exporting.register(own.everything)
        exporting.register(topics.topics)
