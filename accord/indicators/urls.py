from django.urls import path

from accord.indicators import views
from accord.kit.pages import page_path

urlpatterns = [
    path("indicators/<str:code>.csv", views.indicator_csv, name="indicator_csv"),
    *page_path("indicators/<str:code>/", views.indicator, "indicator"),
]
