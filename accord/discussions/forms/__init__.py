"""The forms of the room. Their field names are part of the contract."""

from accord.discussions.forms.posts import EditForm, OpenForm, PostForm

__all__ = ["EditForm", "OpenForm", "PostForm"]
