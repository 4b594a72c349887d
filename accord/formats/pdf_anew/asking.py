"""Has a PDF written anew by the process of `worker.py`, two of them at once at most."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from accord.formats.pdf_anew import READ, SECONDS, Refused

AT_ONCE = BoundedSemaphore(2)
WAIT = 10  # seconds for others to be done
ROOT = Path(__file__).resolve().parents[3]
_START = f"""import runpy, sys; sys.path.insert(0, {str(ROOT)!r})
runpy.run_module("accord.formats.pdf_anew.worker", run_name="__main__")"""


@dataclass(frozen=True)
class Renewed:
    data: bytes
    texts: list[str]
    beside: str

    @property
    def pages(self) -> int:
        return len(self.texts)


def renewed(data: bytes) -> Renewed:
    """Raises Refused."""
    if len(data) > READ:
        raise Refused("large")
    if not AT_ONCE.acquire(timeout=WAIT):
        raise Refused("busy")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-c", _START], input=data, capture_output=True, timeout=SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as fault:
        raise Refused("slow") from fault
    finally:
        AT_ONCE.release()
    head, _line, made = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise Refused("slow" if done.returncode < 0 else "broken")
    facts = json.loads(head)
    if "fault" in facts:
        raise Refused(facts["fault"], facts["page"])
    return Renewed(made, facts["texts"], facts["beside"])
