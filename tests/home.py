"""Tests write under a folder of their own, never under var/. A plugin, since settings are read before any conftest."""

import os
import tempfile

os.environ["ACCORD_HOME"] = tempfile.mkdtemp(prefix="accord-test-")
