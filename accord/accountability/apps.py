from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accord.accountability"
    label = "accountability"

    def ready(self) -> None:
        from accord.accountability import faces, marks, peer_verbs, standing
        from accord.accountability.actions import free_reviews, give_back_assessments, hand_over_contacts, publish_due_editions
        from accord.accountability.importing import IMPORTERS
        from accord.accountability.verbs import ABOUT, NOTES, WORDS
        from accord.kit.importing import register
        from accord.record import due, verbs
        from accord.record import faces as known
        from accord.record import standing as stands
        from accord.record.log import proofs
        from accord.record.search import tokens

        for importer in IMPORTERS:
            register(importer)
        known.register("commitment", faces.commitments)
        known.register("report", faces.reports)
        known.register("shadow_report", faces.shadow_reports)
        tokens.register("recommendation", marks.recommendations)
        known.register("plan", faces.plans)
        known.register("action", faces.actions)
        known.register("peer_review", faces.peer_reviews)
        verbs.register(WORDS, ABOUT, notes=NOTES)
        verbs.register(peer_verbs.WORDS, peer_verbs.ABOUT)
        proofs.register(
            "commitment", "plan", "action", "pathfinding", "report", "recommendation", "cycle", "shadow_report", "template",
            "peer_round", "peer_review",
        )  # fmt: skip
        known.register("edition", faces.editions)
        proofs.register("edition")
        due.register(publish_due_editions)
        stands.register(standing.everything)

        from accord.accountability import owed
        from accord.accountability.moderating import FORMAL, shadow_author
        from accord.moderation import kinds
        from accord.record import handover, owing

        owing.register(owed.duties, owed.KINDS)
        kinds.register(*FORMAL, formal=True)  # of governments, assessors, peers: one officer does not hide them
        kinds.register("shadow_report", author=shadow_author)
        handover.register("contacts", hand_over_contacts)
        handover.register_freeing(give_back_assessments)
        handover.register_freeing(free_reviews)
