"""The verbs of loading: take a file in, tell its columns, mend it, make a draft of it, throw it away."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accord.formats.messages import Unreadable, show
from accord.formats.observations import read_observations
from accord.indicators import disclosure
from accord.indicators.actions import ReleaseFacts, draft_release, drop_draft, drop_upload
from accord.indicators.frames.staging import Staging
from accord.indicators.loading import layout as layouts
from accord.indicators.loading.check import known_for, path_of, reading_of, report_of, uploads
from accord.indicators.loading.grid import Grid, cells_of, is_message, mended, open_grid
from accord.indicators.loading.layout import Layout
from accord.indicators.loading.wording import said
from accord.indicators.models import Intake, Release, without_nul
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict, accept_cells, accept_table, append

HOPELESS = ("unclosed_quote", "stray_quote", "duplicate_column", "too_many_columns")  # nothing can be mended here
TOLD = ("source", "licence", "url", "dated", "period", "method", "language")  # what a person tells of a file
AN_HOUR, OPEN = 30, 20  # files that one person may take in within an hour, and have on their way at once


class TooMany(Exception):
    """More files than one person may load; `words` say what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NotReady(Exception):
    """A file that still has faults cannot become a release."""


def take_in(upload: "UploadedFile[bytes]", *, by: Capacity, told: Mapping[str, Any] | None = None) -> Intake:
    """Keep a file as it came, read it and report. Raises ValidationError (then nothing is kept) and TooMany."""
    _ask_leave(by)
    data = accept_table(upload)
    digest = hashlib.sha256(data).hexdigest()
    stem, _dot, ending = (upload.name or "file").rpartition(".")
    name = re.sub(r"[^\w.() -]+", "_", f"{show(stem, 180)}.{ending}")
    path = uploads() / f"{digest}.{ending.lower()}"
    new = not path.exists()
    if new:
        path.write_bytes(data)
        path.chmod(0o400)
    try:
        _screen(path)
        intake = Intake(by=by, file_name=name, upload=path.name, sha256=digest, size=len(data), **_details(told or {}))
        intake.report = report_of(intake)
        hopeless = [f for f in intake.report["faults"] if f["code"] in HOPELESS]
        if intake.report["state"] == "unreadable" or hopeless:
            fault = (hopeless or intake.report["faults"])[0]
            words = said(fault["code"], fault["params"], fault["message"])
            raise ValidationError(" ".join(filter(None, (words.wrong, words.mend))), code=fault["code"])
        with transaction.atomic():
            intake.save()
            append("figures_taken_in", None, by=by, after={"sha256": digest, "bytes": len(data)})
    except Exception:
        if new:
            path.unlink(missing_ok=True)
        raise
    return intake


def _ask_leave(by: Capacity) -> None:
    mine = Intake.objects.filter(by__person=by.person_id)
    if mine.filter(made_at__gt=clock.now() - timedelta(hours=1)).count() >= AN_HOUR:
        raise TooMany(_("You loaded many files within an hour. Try again in an hour."))
    if mine.filter(state__in=(Intake.State.OPEN, Intake.State.DRAFTED)).count() >= OPEN:
        raise TooMany(_("You have many files on their way. Publish or throw away some of them first."))


def _screen(path: Any) -> None:
    """No cell may say who a person is. A file that cannot be read is told of by the report."""
    try:
        if is_message(path):
            rows = read_observations(path).rows
            accept_cells((o.row, column, text) for o in rows for column, text in (
                ("footnote", o.footnote), ("source", o.source), ("area", o.area_name), *o.dims.items()
            ))  # fmt: skip
        else:
            accept_cells(cells_of(path))
    except Unreadable:
        return


def _details(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in TOLD if name in told}


def sample_of(intake: Intake) -> Grid | None:
    """The header and the first rows of a file's sheet, to tell its columns by; None where it is no table."""
    if is_message(path_of(intake)):
        return None
    try:
        return open_grid(path_of(intake), sheet=layouts.from_json(intake.layout).sheet, most=5)
    except Unreadable:
        return None


def tell_details(intake: Intake, told: Mapping[str, Any], *, version: int) -> Intake:
    """Source, licence and the rest. Raises Conflict."""
    return _changed(intake, version, _details(told))


def tell_columns(intake: Intake, layout: Layout, *, version: int) -> Intake:
    """Which column is what; the file is read anew. Mends of a wide table stay where they are. Raises Conflict."""
    return _changed(intake, version, {"layout": layout.as_json()})


def show_sheet(intake: Intake, sheet: str, *, version: int) -> Intake:
    """Another sheet of the workbook: its columns are asked about anew, and no mend of the former one holds."""
    return _changed(intake, version, {"layout": Layout(sheet=sheet).as_json(), "mends": []})


def mend(intake: Intake, mends: Sequence[Mapping[str, Any]], *, by: Capacity, version: int) -> Intake:
    """Apply mends to the file as it stands and read it anew; the file as it came is never changed. Raises Conflict."""
    at = clock.now().isoformat(timespec="seconds")
    layout = layouts.from_json(intake.layout)
    grid = mended(open_grid(path_of(intake), sheet=layout.sheet), intake.mends)
    kept = []
    for one in mends:
        told = {"before": grid.cell(one["row"], one["column"])} if one.get("row") and "column" in one else {}
        kept.append({**one, **told, "capacity": by.pk, "at": at})
    return _changed(intake, version, {"mends": [*intake.mends, *kept]})


def undo_mends(intake: Intake, *, version: int) -> Intake:
    """The file as it came. Raises Conflict."""
    return _changed(intake, version, {"mends": []})


def _changed(intake: Intake, version: int, changes: Mapping[str, Any]) -> Intake:
    """The file is read outside of any transaction; the row changes only where nobody changed it meanwhile."""
    fresh = _as_seen(intake, version)
    former, fresh.release = fresh.release, None
    for name, value in changes.items():
        setattr(fresh, name, value)
    report = report_of(fresh)
    now = {**changes, "layout": fresh.layout, "report": report, "state": Intake.State.OPEN, "release": None}
    with transaction.atomic():
        _keep(fresh, version, now)
        _forget_draft(former, fresh.by)
    return Intake.objects.select_related("by__person", "by__area").get(pk=fresh.pk)


def _as_seen(intake: Intake, version: int) -> Intake:
    """The row as it is now, where it is still the one that was shown. Raises Conflict, NotReady."""
    fresh = Intake.objects.select_related("by__person", "by__area", "release").get(pk=intake.pk)
    if fresh.version != version:
        raise Conflict({}, {})
    if fresh.state not in (Intake.State.OPEN, Intake.State.DRAFTED):
        raise NotReady
    return fresh


def _keep(intake: Intake, version: int, now: Mapping[str, Any]) -> None:
    same = Intake.objects.filter(pk=intake.pk, version=version)
    told = {name: without_nul(value) for name, value in now.items()}  # an update does not pass through save
    if not same.update(**told, version=version + 1, changed_at=clock.now()):
        raise Conflict({}, {})


def _forget_draft(release: Release | None, by: Capacity) -> None:
    """What was made of an earlier state of the file is no longer what would be published."""
    if release and release.state == Release.State.DRAFT:
        drop_draft(release, by=by)


def make_draft(intake: Intake, *, version: int) -> Release:
    """A draft release of a file without faults, to be attested. Raises NotReady, Conflict."""
    made = Intake.objects.select_related("release").filter(pk=intake.pk, state=Intake.State.DRAFTED).first()
    if made and made.release and version in (made.version, made.version - 1):  # pressed twice, or come back to
        return made.release
    fresh = _as_seen(intake, version)
    if fresh.report.get("state") != "good":
        raise NotReady
    known, _every = known_for(fresh)
    with reading_of(fresh, known) as found:
        if found.refused:
            raise NotReady
        told = {name: getattr(fresh, name) for name in TOLD}
        facts = ReleaseFacts(
            **told, file_name=fresh.file_name, sha256=found.digest or fresh.sha256, world=fresh.world, upload=fresh.upload,
            original_sha256=fresh.sha256 if found.digest else "",
        )  # fmt: skip
        release = draft_release(facts, found.staged, by=fresh.by, handling=_handling(fresh, found.staged))
    try:
        _keep(fresh, version, {"release": release, "state": Intake.State.DRAFTED})
    except Conflict:
        drop_draft(release, by=fresh.by)
        raise
    return release


def _handling(intake: Intake, staged: Staging) -> dict[str, Any]:
    """What was done to the file on its way in: goes into the release and its event."""
    layout = layouts.from_json(intake.layout)
    told: dict[str, Any] = {"warnings": intake.report["counts"]["warnings"], "mends": intake.mends}
    if layout.told:
        told["columns"] = {k: v for k, v in layout.as_json().items() if v and k != "told"}
    told |= disclosure.told_of(staged, intake.source, intake.world)
    if disclosure.hides(told):
        told["mends"] = disclosure.without_figures(told["mends"])
    return told


def mark_published(release: Release) -> None:
    Intake.objects.filter(release=release).update(state=Intake.State.PUBLISHED, changed_at=clock.now())


def throw_away(intake: Intake, *, by: Capacity) -> None:
    """The file goes too, where nothing else was made of it."""
    with transaction.atomic():
        _forget_draft(intake.release, by)
        append("figures_thrown_away", None, by=by, before={"sha256": intake.sha256})
        intake.delete()
    drop_upload(intake.upload)
