from django.urls import path

from accord.kit.pages import page_path
from accord.overview import views
from accord.overview.editions.urls import urlpatterns as editions
from accord.overview.outputs import views as outputs

urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.my_page, name="my_page"),
    *page_path("countries/<str:iso3>/", views.country, "country"),
    path("countries/<str:iso3>/scorecard.pdf", views.scorecard_pdf, name="scorecard_pdf"),
    *page_path("countries/<str:iso3>/scorecard/", views.scorecard, "scorecard"),
    *page_path("search/", views.search_page, "search"),
    *editions,
    *page_path("reports/<slug:ref>/use/", outputs.use, "use_report"),
    *page_path("reports/<slug:ref>/use/<slug:shape>/", outputs.output, "output"),
    path("reports/<slug:ref>/use/<slug:shape>.docx", outputs.output_docx, name="output_docx"),
    path("reports/<slug:ref>/use/<slug:shape>.pdf", outputs.output_pdf, name="output_pdf"),
    path("reports/<slug:ref>/use/<slug:shape>.csv", outputs.output_csv, name="output_csv"),
    path("learn/", views.learn, name="learn"),
    *page_path("countries/<str:iso3>/learn/", views.learn_for_country, "learn_for_country"),
    *page_path("know/", views.know, "know"),
    *[path(f"{name}/", views.section, {"name": name}, name=name) for name in ("act", "agree", "account")],
]
