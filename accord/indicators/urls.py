from django.urls import path

from accord.indicators import gap_views, views
from accord.indicators.explore import like_views
from accord.indicators.explore import views as explore
from accord.indicators.loading import release_views
from accord.indicators.loading import views as loading
from accord.indicators.progress import views as progress
from accord.indicators.sdmx import guide as sdmx_guide
from accord.kit.pages import page_path

urlpatterns = [
    path("indicators/<str:code>/all.csv", views.indicator_all_csv, name="indicator_all_csv"),
    path("indicators/<str:code>/changes.csv", views.indicator_changes_csv, name="indicator_changes_csv"),
    *page_path("indicators/<str:code>/changes/", views.indicator_changes, "indicator_changes"),
    path("indicators/<str:code>/gaps.csv", gap_views.indicator_gaps_csv, name="indicator_gaps_csv"),
    *page_path("indicators/<str:code>/gaps/", gap_views.indicator_gaps, "indicator_gaps"),
    path("countries/<str:iso3>/gaps.csv", gap_views.country_gaps_csv, name="country_gaps_csv"),
    *page_path("countries/<str:iso3>/gaps/", gap_views.country_gaps, "country_gaps"),
    path("gaps.csv", gap_views.overview_csv, name="gaps_csv"),
    *page_path("gaps/", gap_views.overview, "gaps"),
    path("indicators/<str:code>/progress.csv", progress.indicator_progress_csv, name="indicator_progress_csv"),
    *page_path("indicators/<str:code>/progress/", progress.indicator_progress, "indicator_progress"),
    path("indicators/<str:code>/regions.csv", progress.indicator_regions_csv, name="indicator_regions_csv"),
    *page_path("indicators/<str:code>/regions/", progress.indicator_regions, "indicator_regions"),
    path("countries/<str:iso3>/progress.csv", progress.country_progress_csv, name="country_progress_csv"),
    *page_path("countries/<str:iso3>/progress/", progress.country_progress, "country_progress"),
    path("countries/<str:iso3>.csv", views.country_csv, name="country_csv"),
    path("indicators/<str:code>.csv", views.indicator_csv, name="indicator_csv"),
    *page_path("indicators/<str:code>/", views.indicator, "indicator"),
    *page_path("countries/<str:iso3>/like/", like_views.alike, "like"),
    *page_path("explore/", explore.explore, "explore"),
    path("explore.csv", explore.explore_csv, name="explore_csv"),
    path("explore.xlsx", explore.explore_xlsx, name="explore_xlsx"),
    path("explore.svg", explore.explore_svg, name="explore_svg"),
    *page_path("sdmx/", sdmx_guide.guide, "sdmx_guide"),
    path("releases/load/", loading.load, name="load_figures"),
    path("releases/load/example.csv", loading.example_csv, name="load_example"),
    path("releases/load/<int:number>/", loading.report, name="intake"),
    path("releases/load/<int:number>/columns/", loading.columns, name="intake_columns"),
    path("releases/load/<int:number>/details/", loading.details, name="intake_details"),
    path("releases/load/<int:number>/report.csv", loading.faults_csv, name="intake_csv"),
    path("releases/load/<int:number>/report.json", loading.faults_json, name="intake_json"),
    path("releases/load/<int:number>/undo/", loading.undo, name="intake_undo"),
    path("releases/load/<int:number>/draft/", loading.draft, name="intake_draft"),
    path("releases/load/<int:number>/drop/", loading.throw_away, name="intake_drop"),
    *page_path("releases/", release_views.release_list, "releases"),
    *page_path("releases/<int:number>/", release_views.release, "release"),
    path("releases/<int:number>.csv", release_views.release_csv, name="release_csv"),
    path("releases/<int:number>/publish/", release_views.publish, name="publish_release"),
    path("releases/<int:number>/drop/", release_views.drop, name="drop_release"),
]
