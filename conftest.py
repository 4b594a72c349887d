"""Tests write under a folder of their own, never under var/."""

import os
import tempfile

os.environ["ACCORD_HOME"] = tempfile.mkdtemp(prefix="accord-test-")
