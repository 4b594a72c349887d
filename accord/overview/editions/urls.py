from django.urls import path

from accord.kit.pages import page_path
from accord.overview.editions import pages, views

ONE = "report/editions/<slug:ref>/"
urlpatterns = [
    *page_path("report/", pages.editions, "report_editions"),
    *page_path("report/<int:year>/", pages.global_report, "report"),
    path("report/<int:year>/unedited.pdf", pages.unedited_pdf, name="unedited_pdf"),
    path("report/new/", views.begin, name="begin_edition"),
    *page_path(ONE, pages.edition, "edition"),
    path(f"{ONE}report.pdf", pages.edition_pdf, name="edition_pdf"),
    path(f"{ONE}desk/", pages.desk, name="edition_desk"),
    path(f"{ONE}title/", views.change_title, name="edition_title"),
    path(f"{ONE}sections/new/", views.add_section, name="add_section"),
    path(f"{ONE}sections/<slug:code>/move/", views.move_section, name="move_section"),
    path(f"{ONE}sections/<slug:code>/remove/", views.remove_section, name="remove_section"),
    path(f"{ONE}sections/<slug:code>/authors/", views.name_author, name="name_author"),
    path(f"{ONE}sections/<slug:code>/<slug:language>/", views.write_section, name="write_section"),
    path(f"{ONE}authors/<int:number>/remove/", views.unname_author, name="unname_author"),
    path(f"{ONE}freeze/", views.freeze, name="freeze_edition"),
    path(f"{ONE}step/<slug:code>/", views.take_step, name="take_edition_step"),
    *page_path(f"{ONE}checks/", pages.checks, "edition_checks"),
    *page_path(f"{ONE}checks/<str:iso3>/", pages.check, "edition_check"),
    path(f"{ONE}checks/<str:iso3>/answer/", views.answer_check, name="answer_check"),
    path(f"{ONE}checks/<str:iso3>/reply/", views.reply_to_check, name="reply_to_check"),
    path(f"{ONE}errata/new/", views.write_erratum, name="write_erratum"),
    path(f"{ONE}errata/<int:number>/publish/", views.publish_erratum, name="publish_erratum"),
    path(f"{ONE}errata/<int:number>/remove/", views.take_back_erratum, name="take_back_erratum"),
]
