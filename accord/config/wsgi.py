"""What the server runs."""

import gc
import logging
import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import get_resolver

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")
made = get_wsgi_application()  # loads the rooms, of which the next line takes a piece

from accord.record.cached.pages import KeptPagesMiddleware, first  # noqa: E402

application = first(made, KeptPagesMiddleware.newest)

get_resolver().url_patterns  # noqa: B018  loads all pages now: workers are copies of who loaded them
for found in run_checks(tags=["search"]):
    logging.getLogger("accord").warning("%s %s", found.msg, found.hint)
connection.close()

# What was loaded stays: the collector would look through two hundred thousand objects again and again, in the midst of a request.
gc.collect()
gc.freeze()
gc.set_threshold(10_000)  # and looks after some requests, not several times in each
