"""Practices as places to talk: anybody signed in asks in public, whoever acts for the owner moderates."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.directory.tests.makers import client_of, person
from accord.discussions.actions import drawn, open_topic
from accord.discussions.places import rights_on
from accord.learning.models import Practice
from accord.record.models import Card
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db
