from django.urls import path

from accord.kit.pages import page_path
from accord.spaces.views import members, platforms

urlpatterns = [
    *page_path("platforms/", platforms.platforms, "platforms"),
    path("platforms/new/", platforms.new_platform, name="new_platform"),
    path("platforms/elsewhere/", platforms.tell_elsewhere, name="tell_elsewhere"),
    path("platforms/overlaps/<int:number>/", platforms.settle_overlap, name="settle_overlap"),
    path("platforms/overlaps/<int:number>/answer/", platforms.answer_overlap, name="answer_overlap"),
    path("platforms/invitations/<int:number>/", members.answer_invitation, name="answer_invitation"),
    *page_path("platforms/<slug:ref>/", platforms.platform, "platform"),
    path("platforms/<slug:ref>/edit/", platforms.edit_platform, name="edit_platform"),
    path("platforms/<slug:ref>/elsewhere/", platforms.tell_elsewhere, name="retell_elsewhere"),
    path("platforms/<slug:ref>/open/", platforms.open_platform, name="open_platform"),
    path("platforms/<slug:ref>/access/", platforms.change_access, name="change_access"),
    path("platforms/<slug:ref>/review/", platforms.review_platform, name="review_platform"),
    path("platforms/<slug:ref>/join/", members.join, name="join_platform"),
    path("platforms/<slug:ref>/ask/", members.ask, name="ask_to_join"),
    path("platforms/<slug:ref>/members/", members.bring_in, name="bring_in"),
    path("platforms/<slug:ref>/members/<int:number>/take-in/", members.take_in, name="take_in"),
    path("platforms/<slug:ref>/members/<int:number>/end/", members.end_membership, name="end_membership"),
    path("platforms/<slug:ref>/invite/", members.invite, name="invite_country"),
]
