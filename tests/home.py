"""Tests write under a folder of their own, never under var/. A plugin, since settings are read before any conftest.

Each process and each command that a test starts would else compile every file anew, where the machine says so."""

import os
import sys
import tempfile

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

os.environ["ACCORD_HOME"] = tempfile.mkdtemp(prefix="accord-test-")
