from django.urls import path

from accord.discussions.views import mine, moderating, posts, sealed, topics
from accord.kit.pages import page_path

urlpatterns = [
    *page_path("discussions/", topics.discussions, "discussions"),
    *page_path("discussions/chatham-house/", sealed.rule, "chatham_house"),
    path("discussions/on/<path:place>/sealed/new/", sealed.open_topic, name="open_sealed"),
    *page_path("discussions/mine/", mine.mine, "my_discussions"),
    path("discussions/on/<path:place>/new/", topics.open_topic, name="open_topic"),
    *page_path("discussions/on/<path:place>/", topics.topics_of_place, "topics_of_place"),
    *page_path("topics/<slug:ref>/", topics.topic, "topic"),
    path("topics/<slug:ref>/post/", topics.post, name="post"),
    path("topics/<slug:ref>/sealed/post/", sealed.post, name="post_sealed"),
    path("topics/<slug:ref>/sealed/<int:number>/edit/", sealed.edit_post, name="edit_sealed"),
    path("topics/<slug:ref>/sealed/<int:number>/take-back/", sealed.take_back, name="take_back_sealed"),
    path("topics/<slug:ref>/sealed/<int:number>/translate/", sealed.translate, name="translate_sealed"),
    path("topics/<slug:ref>/close/", moderating.close_topic, name="close_topic"),
    path("topics/<slug:ref>/pin/", moderating.pin_topic, name="pin_topic"),
    path("topics/<slug:ref>/title/", moderating.retitle, name="retitle_topic"),
    path("topics/<slug:ref>/summary/", moderating.sum_up, name="sum_up"),
    path("topics/<slug:ref>/outcome/", moderating.outcome, name="tell_outcome"),
    path("topics/<slug:ref>/actions/new/", moderating.add_action, name="add_outcome_action"),
    path("topics/<slug:ref>/actions/<int:number>/done/", moderating.settle_action, name="settle_outcome_action"),
    path("topics/<slug:ref>/split/", moderating.split, name="split_topic"),
    path("topics/<slug:ref>/merge/", moderating.merge, name="merge_topic"),
    path("topics/<slug:ref>/move/", moderating.move, name="move_topic"),
    path("topics/<slug:ref>/files/<int:number>/", posts.topic_file, name="topic_file"),
    *page_path("topics/<slug:ref>/<int:number>/", posts.post, "topic_post"),
    path("topics/<slug:ref>/<int:number>/edit/", posts.edit_post, name="edit_post"),
    path("topics/<slug:ref>/<int:number>/answer/", moderating.accept, name="accept_answer"),
    path("topics/<slug:ref>/<int:number>/translate/", posts.translate, name="translate_post"),
    path("topics/<slug:ref>/<int:number>/machine/", posts.ask_machine, name="ask_machine"),
]
