from django.urls import path

from accord.record import views

urlpatterns = [
    path("follows/", views.follows, name="follows"),
    path("follow/<path:ref>/", views.follow_card, name="follow"),
]
