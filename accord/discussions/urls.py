from django.urls import path

from accord.discussions.views import posts, topics
from accord.kit.pages import page_path

urlpatterns = [
    *page_path("discussions/", topics.discussions, "discussions"),
    path("discussions/on/<path:place>/new/", topics.open_topic, name="open_topic"),
    *page_path("discussions/on/<path:place>/", topics.topics_of_place, "topics_of_place"),
    *page_path("topics/<slug:ref>/", topics.topic, "topic"),
    path("topics/<slug:ref>/post/", topics.post, name="post"),
    *page_path("topics/<slug:ref>/<int:number>/", posts.post, "topic_post"),
    path("topics/<slug:ref>/<int:number>/edit/", posts.edit_post, name="edit_post"),
    path("topics/<slug:ref>/files/<int:number>/", posts.topic_file, name="topic_file"),
]
