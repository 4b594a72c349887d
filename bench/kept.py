"""Pages from memory, as clients meet them: two workers, a writer beside them. SECONDS=10 READERS=8, every second one signed in.

First that no page is of before: after each commit of the writer (a process of its own: names, posts, hiding, audiences) every reader's next
page, from whichever worker, must tell it; the same with the stamps not looked at, which must fail. Then the rate of each page on one worker, kept.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from house import ROOT, accord
from talk import at_home

PORT, SECONDS, READERS = 8393, float(os.environ.get("SECONDS", "10")), int(os.environ.get("READERS", "8"))
PAGES = ("/en/", "/en/countries/KEN/", "/en/indicators/16.2.1/", "/en/directory/organisations/", "/en/search/?q=violence")
# A line in, one change committed, a line out: the page, a text, and whether it must stand there now. In turn: an organisation named anew,
# a post, the post hidden, its topic closed to others and opened again, a practice hidden and shown again, a country named anew.
WRITER = """
import json, sys, django
django.setup()
from django.db import transaction
from accord.discussions.actions import drawn, post, set_post_state
from accord.discussions.models import Topic
from accord.overview.demo.volume import halls
from accord.discussions.actions import open_topic
from accord.people.models import Organisation
from accord.record.actions import append, audience, hold, release
from accord.record.models import Card
from accord.people.models import Area
practice = Card.objects.filter(kind="practice", audience__code="public", world="demo").order_by("id")[0]
hall = [hall for hall in halls() if hall.card.audience.code == "public"][0]
by, hat = hall.voices[0]
topic = open_topic(hall.card, drawn("Who counts?", "en"), title="Bench", kind="discussion", by=by, hat=hat)
page, place = f"/en/topics/{topic.ref}/", f"/en/discussions/on/{hall.card.ref}/"
def seen_by(one):
    Topic.objects.filter(pk=topic.pk).update(audience=one)
    Card.objects.filter(pk=topic.card_id).update(audience=one)
for line in sys.stdin:
    number = int(line)
    if number % 8 == 1:
        Organisation.objects.update_or_create(slug="bench", defaults={"names": {"en": f"Bench {number}."}, "kind": "cso", "verified_on": "2026-01-01"})
        told = "/en/directory/organisations/?world=real", f"Bench {number}.", True
    elif number % 8 == 2:
        made = post(topic, drawn(f"Word {number}.", "en"), by=by, hat=hat)
        start = (made.number - 1) // 20 * 20 + 1
        told = f"{page}?from={start}", f"Word {number}.", True
    elif number % 8 == 3:
        set_post_state(made, "hidden")
        told = f"{page}?from={start}", f"Word {number - 1}.", False
    elif number % 8 in (4, 5):
        seen_by(audience("officers", "demo") if number % 8 == 4 else hall.card.audience)
        told = place, topic.ref, number % 8 == 5
    elif number % 8 in (6, 7):
        with transaction.atomic():
            append("noted", practice)
            hold(practice, ground="spam") if number % 8 == 6 else release(practice)
        told = "/en/practices/?world=demo", practice.ref, number % 8 == 7
    else:
        Area.objects.filter(code="XAA").update(names={"en": f"Bench {number}."})
        told = "/en/search/?q=river&world=demo", f"Bench {number}.", True
    print(json.dumps(told), flush=True)
"""
BLIND = """
import accord.record.cached.blocks as b
import accord.record.cached.pages as p
p.Page.holds = b.Block.holds = lambda kept, *given: True
"""


def server(home: Path, workers: int, blind: bool) -> subprocess.Popen[bytes]:
    wsgi = home / "served.py"
    wsgi.write_text(f"from accord.config.wsgi import application\n{BLIND if blind else ''}\n")
    environment = {**os.environ, "ACCORD_HOME": str(home), "DEMO": "0", "PYTHONPATH": f"{home}:{ROOT}"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT), "--workers",
               str(workers), "--blocking-threads", "1", "--log-level", "warning", "served:application"]  # fmt: skip
    started = subprocess.Popen(command, cwd=ROOT, env=environment)
    for _ in range(300):
        try:
            get("/healthz")
            return started
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def get(path: str, cookie: str = "") -> str:
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)  # a new one each time: any worker takes it
    line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    return line.getresponse().read().decode()


def stale(home: Path, member: str) -> tuple[int, int]:
    """(reads, those that told what was before)."""
    environment = {**os.environ, "ACCORD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "accord.config.settings"}
    writer = subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT, env=environment, stdin=-1, stdout=-1, text=True)
    if not writer.stdin or not writer.stdout:
        raise SystemExit("no pipe")
    read = old = number = 0
    told = threading.Lock()

    def look(path: str, wanted: str, there: bool, cookie: str) -> None:
        nonlocal read, old
        for _ in range(3):
            seen = wanted in get(path, cookie)
            with told:
                read, old = read + 1, old + (seen != there)

    until = time.monotonic() + SECONDS
    while time.monotonic() < until or number < 16:
        number += 1
        writer.stdin.write(f"{number}\n")
        writer.stdin.flush()
        page = json.loads(writer.stdout.readline())
        readers = [threading.Thread(target=look, args=(*page, member if n % 2 else "")) for n in range(READERS)]
        for one in readers:
            one.start()
        for one in readers:
            one.join()
    writer.stdin.close()
    writer.wait()
    return read, old


def rate(path: str) -> tuple[float, float]:
    """Requests/s and p50 in ms on one kept line."""
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    taken = []
    until = time.monotonic() + 2
    begun = time.perf_counter()
    while time.monotonic() < until:
        at = time.perf_counter()
        line.request("GET", path, headers={"Accept-Encoding": "gzip"})
        line.getresponse().read()
        taken.append(time.perf_counter() - at)
    return len(taken) / (time.perf_counter() - begun), 1000 * sorted(taken)[len(taken) // 2]


def cpu(pid: int) -> float:
    """Seconds of the workers so far."""
    found = 0.0
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split() or [str(pid)]:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        found += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(prefix="accord-kept-"))
    accord(home, "migrate", "-v0")
    accord(home, "facts")
    accord(home, "demo", "--json")
    member = at_home(home, "members").split("\n")[0]
    for blind in (False, True):
        running = server(home, 2, blind)
        read, old = stale(home, member)
        running.terminate()
        running.wait(20)
        print(
            f"two workers, {'stamps not looked at' if blind else 'as built'}: {read:,} pages read after a commit, {old:,} of before"
        )
        if blind is not (old > 0):
            raise SystemExit("A page of before was shown." if old else "The test cannot fail.")
    running = server(home, 1, False)
    for path in PAGES:
        rate(path)
        before = cpu(running.pid)
        each, p50 = rate(path)
        print(
            f"  one worker, {path}: {each:,.0f}/s, p50 {p50:.2f} ms, {1000 * (cpu(running.pid) - before) / (2 * each):.2f} ms CPU"
        )
    running.terminate()
