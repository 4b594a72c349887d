from django.urls import path

from accord.kit.pages import page_path
from accord.moderation.views import mine, queue, reports

urlpatterns = [
    path("report-this/<path:path>", reports.report_this, name="report_this"),
    *page_path("reported/<slug:key>/", reports.reported, "reported"),
    *page_path("moderation/", queue.queue, "moderation"),
    *page_path("moderation/register/", queue.register, "moderation_register"),
    *page_path("moderation/mine/", mine.mine, "moderation_mine"),
    path("moderation/mute/", mine.mute, name="mute"),
    *page_path("moderation/notices/<int:number>/", mine.notice, "moderation_notice"),
    path("moderation/notices/<int:number>/appeal/", mine.appeal, name="appeal"),
    *page_path("moderation/sealed/<int:number>/", mine.sealed_notice, "sealed_notice"),
    path("moderation/sealed/<int:number>/appeal/", mine.appeal_sealed, name="appeal_sealed"),
    path("moderation/appeals/<int:number>/", queue.answer, name="answer_appeal"),
    *page_path("moderation/<int:number>/", queue.case, "moderation_case"),
    path("moderation/<int:number>/second/", queue.second, name="second_decision"),
    path("moderation/<int:number>/<slug:act>/", queue.decide, name="decide_case"),
]
