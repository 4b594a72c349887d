"""Addresses of which no log line tells: the hour of a refused form would stand beside the hours of sign-ins."""

import logging

from django.conf import settings


class QuietAddresses(logging.Filter):
    """Refusals at these addresses are not logged; faults are, with their traceback and without the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        path = str(getattr(request, "path", "")) or record.getMessage()
        if not any(part in path for part in settings.QUIET_ADDRESSES):
            return True
        if record.levelno < logging.ERROR:
            return False
        record.msg, record.args = "Fault at an address that is not logged", ()
        return True
