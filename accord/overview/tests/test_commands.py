"""Commands on a home of their own: what they say where nothing is there yet, and whom their files are open to."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import ManagementUtility, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from accord.__main__ import main
from accord.kit.commands import SiteCommand
from accord.kit.private_files import keep_private
from accord.kit.shared_cache import SharedCache
from accord.record.models import Mark

ROOT = Path(__file__).resolve().parents[3]


def accord(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """As a person with an open umask runs it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ACCORD_", "PYTEST"))} | {"ACCORD_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "accord", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        umask=0o022,
        check=False,
    )


@pytest.fixture(scope="module")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home") / "var"


@pytest.mark.parametrize("words", [["verify"], ["import", "indicators", "FILE"]])
def test_an_empty_home_is_told_in_one_line(empty_home: Path, tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("indicator,iso3,year,value\nt.1,XAA,2019,1\n")
    done = accord(empty_home, *(str(file) if word == "FILE" else word for word in words))
    assert done.returncode == 2
    assert re.fullmatch(
        r"The database does not hold this version's tables\. Run \S.* -m accord migrate first\.", done.stderr.strip()
    )


def test_a_database_that_somebody_else_writes_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where a command is run while the site starts for the first time."""

    def late(self: ManagementUtility) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(ManagementUtility, "execute", late)
    monkeypatch.setattr(sys, "argv", ["accord", "migrate"])
    umask = os.umask(0o077)
    with pytest.raises(SystemExit, match="2"):
        main()
    os.umask(umask)
    assert capsys.readouterr().err == "Another command, or a site that starts, is writing. Run this again when it has ended.\n"


def test_no_lock_is_taken_for_a_lack_of_json(tmp_path: Path) -> None:
    home = tmp_path / "locked"
    home.mkdir()
    with closing(sqlite3.connect(home / "accord.sqlite3")) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        done = accord(home, "check", "--database", "default")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("name", "value", "expected"), [
    ("ACCORD_CLOCK", "tomorrow", "an ISO time"), ("ACCORD_MAIL_PORT", "smtp", "a whole number"),
    ("ACCORD_POSTS_AN_HOUR", "-3", "a whole number"), ("ACCORD_SITE", "accord", "the site's own address"),
])  # fmt: skip
def test_a_wrong_setting_is_told_in_one_line_by_its_name(empty_home: Path, name: str, value: str, expected: str) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ACCORD_", "PYTEST"))}
    environment |= {"ACCORD_HOME": str(empty_home), "ACCORD_MAIL_HOST": "mail.example", name: value}
    loaded = "from accord.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", loaded, "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert re.fullmatch(rf"A setting is wrong: {name} must be {expected}.*", done.stderr.strip())


def test_whoever_stops_a_command_is_told_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(utility: ManagementUtility) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ManagementUtility, "execute", stop)
    umask = os.umask(0o077)
    with pytest.raises(SystemExit) as ended:
        main()
    os.umask(umask)
    assert ended.value.code == 130
    assert capsys.readouterr().err == "\nStopped. Nothing is kept in part: run it again to go on.\n"


def test_what_a_command_makes_is_its_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "new" / "var"
    assert accord(home, "migrate", "-v0").returncode == 0
    open_to_others = [p for p in (home, *home.rglob("*")) if p.stat().st_mode & 0o077]
    assert (home / "accord.sqlite3").is_file()
    assert not open_to_others


def _tables(database: sqlite3.Connection) -> dict[str, list[tuple[str, ...]]]:
    """Columns of each table and index, without their order."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")]
    return {
        name: sorted(tuple(map(str, row[1:])) for row in database.execute(f'PRAGMA table_xinfo("{name}")'))
        for name in names if not name.startswith(("sqlite_", "django_migrations"))
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares two SQLite files")
def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    """Tests run on tables that are made from the models; a site's come from the migrations. The way back from the one that
    changes the table of stamps is open, too: what is written after it leaves none."""
    for steps in ((), ("record", "0003"), ()):
        told = accord(tmp_path / "var", "migrate", "-v0", *steps)
        assert told.returncode == 0, told.stderr
    with closing(sqlite3.connect(tmp_path / "var" / "accord.sqlite3")) as made:
        connection.ensure_connection()
        assert _tables(made) == _tables(connection.connection)


def test_what_was_left_open_is_closed(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    for name in ("accord.sqlite3", "secret-key", "mail/1.eml"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o644)
    keep_private(tmp_path)
    assert [oct(p.stat().st_mode & 0o777) for p in sorted(tmp_path.rglob("*"))] == ["0o600", "0o700", "0o600", "0o600"]
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["1990", "2100"])
def test_the_report_is_refused_for_the_years_that_have_no_page(tmp_path: Path, year: str) -> None:
    told = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("report", "global", "--year", year, "--out", str(tmp_path / "x.html"), stderr=told)
    assert stop.value.code == 2
    assert "from 2000 to" in told.getvalue()
    assert not (tmp_path / "x.html").exists()


@pytest.mark.django_db
def test_a_report_in_a_file_links_to_the_site(tmp_path: Path) -> None:
    call_command("report", "global", "--year", "2024", "--out", str(tmp_path / "x.html"), stdout=StringIO(), stderr=StringIO())
    assert 'href="/' not in (tmp_path / "x.html").read_text()


@pytest.mark.django_db
def test_what_ran_out_is_cleared_and_the_rest_stays() -> None:
    now = timezone.now()
    for name, left in (("gone", -1), ("here", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=now + timedelta(days=left))
    AccessAttempt.objects.create(username="old", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=now - timedelta(days=31))
    AccessAttempt.objects.create(username="new", failures_since_start=1)
    told = StringIO()
    call_command("clear", "--json", stdout=told)
    assert told.getvalue().strip() == '{"sessions": 1, "tries": 1}'
    assert Session.objects.get().session_key == "here"
    assert AccessAttempt.objects.get().username == "new"


def test_two_processes_share_one_count(tmp_path: Path) -> None:
    """As two workers see it: each has a cache object of its own."""
    one, other = (SharedCache(tmp_path / "cache", {}) for _ in range(2))
    assert one.add("lock", 1)
    assert not other.add("lock", 1)
    one.set("tries", [1, 2])
    assert other.get("tries") == [1, 2]


@pytest.mark.django_db
def test_facts_that_were_interrupted_are_simply_loaded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from accord.overview import facts

    halts = [True]

    def step(name: str) -> None:
        Mark.objects.update_or_create(key=name, defaults={"value": "loaded"})
        if name == "topics" and halts:
            halts.pop()
            raise KeyboardInterrupt

    names = ("areas", "topics", "law", "conferences", "partnerships", "indicators", "core_series", "progress")
    for name in names:
        monkeypatch.setattr(facts, name, partial(step, name))
    with pytest.raises(KeyboardInterrupt):
        call_command("facts", stderr=StringIO())
    assert not facts.are_loaded()
    assert {*Mark.objects.filter(value="loaded").values_list("key", flat=True)} == {"areas"}  # no step is kept in part
    call_command("facts", stderr=StringIO())
    assert facts.are_loaded()
    assert {*Mark.objects.filter(value="loaded").values_list("key", flat=True)} == {*names}


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_on_a_terminal_alone() -> None:
    for out, shown in ((Terminal(), True), (StringIO(), False)):
        command = SiteCommand(stderr=out)
        with command.working("Checking 3 events"):
            command.progress(1, 2)
        command.progress(2, 2)
        assert ("█" in out.getvalue()) is shown
        assert ("Checking 3 events" in out.getvalue()) is shown


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_port_that_another_server_has_is_told_before_anything_is_done(command: str) -> None:
    out, err = StringIO(), StringIO()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the server sets it
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit) as stop:
            call_command(command, port=port, stdout=out, stderr=err)
    assert stop.value.code == 2
    assert re.fullmatch(
        rf"Port {port} cannot be used: .+\. Choose another: make run PORT=8001, or --port 8001\.", err.getvalue().strip()
    )
    assert not out.getvalue()


BEFORE_WORKERS = """
import os, sys
from granian import Granian
THREADS, PAGES = "/proc/self/task", "accord.discussions.urls"
Granian.serve = lambda server: print(len(os.listdir(THREADS)), connection.connection, PAGES in sys.modules, settings.SITE)
from django.conf import settings
from django.db import connection
from accord.__main__ import main
sys.argv = ["accord", "serve", "--port", "0"]
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are copies on Linux alone")
def test_what_workers_are_copies_of_has_one_thread_no_connection_and_all_pages(empty_home: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ACCORD_", "PYTEST"))} | {
        "ACCORD_HOME": str(empty_home)
    }
    environment["DJANGO_SETTINGS_MODULE"] = "accord.config.settings"
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_WORKERS], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "None", "True", "http://127.0.0.1:0"]
