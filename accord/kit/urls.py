from django.urls import path

from accord.kit import views

urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
    path("about/", views.about, name="about"),
]
