from django.urls import path

from accord.accountability.views import pages, parts, promises, reporting
from accord.kit.pages import page_path

urlpatterns = [
    *page_path("recommendations/", pages.recommendations, "recommendations"),
    *page_path("recommendations/<slug:ref>/", pages.recommendation, "recommendation"),
    path("recommendations/<slug:ref>/answer/", promises.answer, name="answer_recommendation"),
    path("recommendations/<slug:ref>/tie/", promises.tie, name="tie_commitment"),
    path("commitments/new/", promises.new_commitment, name="new_commitment"),
    *page_path("commitments/", pages.commitments, "commitments"),
    *page_path("commitments/<slug:ref>/", pages.commitment, "commitment"),
    path("commitments/<slug:ref>/edit/", promises.edit_commitment, name="edit_commitment"),
    path("commitments/<slug:ref>/publish/", promises.publish_commitment, name="publish_commitment"),
    path("commitments/<slug:ref>/withdraw/", promises.withdraw_commitment, name="withdraw_commitment"),
    path("commitments/<slug:ref>/close/", promises.close_commitment, name="close_commitment"),
    path("commitments/<slug:ref>/milestones/new/", parts.new_milestone, name="new_milestone"),
    path("commitments/<slug:ref>/milestones/<int:number>/", parts.tell_milestone, name="tell_milestone"),
    path("commitments/<slug:ref>/milestones/<int:number>/edit/", parts.edit_milestone, name="edit_milestone"),
    path("commitments/<slug:ref>/milestones/<int:number>/remove/", parts.remove_milestone, name="remove_milestone"),
    path("commitments/<slug:ref>/measures/new/", parts.new_measure, name="new_measure"),
    path("commitments/<slug:ref>/measures/<int:number>/", parts.edit_measure, name="edit_measure"),
    path("commitments/<slug:ref>/measures/<int:number>/remove/", parts.remove_measure, name="remove_measure"),
    *page_path("cycles/", pages.cycles, "cycles"),
    *page_path("cycles/<slug:slug>/", pages.cycle, "cycle"),
    path("cycles/<slug:slug>/join/", reporting.join, name="join_cycle"),
    *page_path("reports/<slug:ref>/", pages.report, "country_report"),
    path("reports/<slug:ref>/summary/", reporting.write_summary, name="write_summary"),
    path("reports/<slug:ref>/step/<slug:code>/", reporting.take_step, name="take_step"),
    path("reports/<slug:ref>/assess/", reporting.take_up, name="take_up_assessment"),
    path("reports/<slug:ref>/tell/<slug:commitment>/", reporting.write_entry, name="write_entry"),
    path("reports/<slug:ref>/rate/<slug:commitment>/", reporting.rate, name="rate"),
    path("reports/<slug:ref>/reply/<slug:commitment>/", reporting.reply, name="reply"),
]
