"""The demonstration: six fictional countries, made by the same actions that people use. Never counted with real ones."""

from accord.overview.demo.logins import Login, logins
from accord.overview.demo.removing import clear
from accord.overview.demo.story import is_loaded, load
from accord.overview.demo.volume import load as load_posts

__all__ = ["Login", "clear", "is_loaded", "load", "load_posts", "logins"]
