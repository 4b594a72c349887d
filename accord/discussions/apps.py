from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "accord.discussions"
    label = "discussions"

    def ready(self) -> None:
        from accord.discussions import faces, moderating, news, owed, standing
        from accord.discussions.actions import hand_over_actions
        from accord.discussions.actions.sealed import tell_what_was_sealed
        from accord.discussions.marks import SUBJECTS
        from accord.discussions.reads.posts import part_address
        from accord.discussions.reads.sealed import places_of
        from accord.discussions.verbs import ABOUT, QUIET, WORDS
        from accord.record import due, following, handover, owing, verbs
        from accord.record import faces as known
        from accord.record import news as told
        from accord.record import standing as stands
        from accord.record.cached import stamps
        from accord.record.log import proofs
        from accord.record.sealing import subjects
        from accord.record.search import reads as search

        stamps.keep_private("discussions_readmark", "discussions_mention")
        search.register_parts("topic", part_address)
        stamps.by_card(
            "discussions_topic", "discussions_post", "discussions_postrevision", "discussions_translation",
            "discussions_attachment", "discussions_outcomeaction",
        )  # fmt: skip
        known.register("topic", faces.topics)
        verbs.register(WORDS, ABOUT, QUIET)
        proofs.register("topic")
        stands.register(standing.everything)
        handover.register("outcomes", hand_over_actions)
        owing.register(owed.duties, owed.KINDS, own=True)
        told.register(news.news, news.KINDS)
        following.told_apart("topic")
        moderating.register_all()
        due.register(tell_what_was_sealed)
        subjects.register(SUBJECTS, places_of)
