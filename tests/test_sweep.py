"""Every address for every capacity: nothing breaks, what asks for a sign-in does, what is another's does not exist."""

import functools
import re

import pytest
from django.db.models import Q
from django.test import Client

from accord.accountability.models import Milestone, ShadowReport
from accord.kit.checks import all_patterns
from accord.people.models import Capacity, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
SAMPLES = {
    "ref": ["XAA-demo-1", "XAA-demo-2", "XAA-c1", "XAA-c8", "XAB-c8", "XAA-upr41-1", "XAE-demo-2", "XAD-demo-2",
            "XAA-p1", "XAC-p1", "XAA-a1", "XAA-a7"],
    "slug": ["demo-2", "six-rivers-council", "children-of-the-six-rivers"], "iso3": ["XAA", "KEN"],
    "code": ["16.2.1", "sign", "data", "withdraw"], "target": ["XAA-c1"], "commitment": ["XAA-c1", "XAE-c1"], "year": ["2024"], "number": ["1"],
    "strategy": ["inspire-i1"], "conference": ["bogota-2024"],
