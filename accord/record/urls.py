from django.urls import path

from accord.kit.pages import page_path
from accord.record import views
from accord.record.log import views as log
from accord.record.sealing import views as sealing

urlpatterns = [
    path("follows/", views.follows, name="follows"),
    path("follow/<path:ref>/", views.follow_card, name="follow"),
    path("seals/", sealing.seals, name="seals"),
    path("seals/keys/", sealing.keys, name="custodian_keys"),
    path("seals/keys/<int:number>/", sealing.confirm, name="confirm_key"),
    path("seals/shares/<int:number>/", sealing.share, name="give_share"),
    path("seals/shares/<int:number>/answer/", sealing.answer, name="take_answer"),
    *page_path("verify/", log.log, "log"),
    path("verify/checkpoint.txt", log.checkpoint, name="newest_checkpoint"),
    path("verify/checkpoints/<int:size>.txt", log.checkpoint, name="checkpoint"),
    path("verify/since/<int:size>.json", log.growth, name="log_growth"),
    *page_path("verify/lines/<int:position>/", log.line, "log_line"),
    *page_path("verify/<path:card>/", log.card, "proofs"),  # last: it takes what is left
]
