"""Two editions of the report on the fictional countries: one with answers of countries and an erratum, one being written."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from accord.accountability.actions import (
    add_section,
    answer_check,
    begin_edition,
    freeze_figures,
    name_author,
    publish_erratum,
    reply_to_check,
    take_edition_step,
    write_erratum,
    write_section,
)
from accord.accountability.edition_states import edition_step_named
from accord.accountability.models import Edition, EditionSection
from accord.kit import clock
from accord.overview.report.entries import entry_digests
from accord.overview.report.gather import gather
from accord.people.models import Capacity, Role, World

FOREWORD = {
    "en": (
        "Foreword",
        "Four governments joined the first cycle and **three** reported. What they say and what assessors saw stands side by "
        "side here.\n\n> A promise that nobody looks at again is half a promise.\n\n"
        "All of it is made up: the countries, the people and the figures.",
    ),
    "ar": (
        "تمهيد",
        "انضمت أربع حكومات إلى الدورة الأولى، وقدمت **ثلاث** منها تقاريرها. ما تقوله الحكومات وما رآه المقيّمون يقف هنا "
        "جنبا إلى جنب.\n\n> الوعد الذي لا يعود إليه أحد نصف وعد.\n\nكل ما هنا مختلق: البلدان والأشخاص والأرقام.",
    ),
}
RATINGS = {
    "en": (
        "What the ratings tell",
        "Governments and assessors differ most where a law was passed and no rules followed:\n\n"
        "- rules are late in two countries;\n- budgets are late in all four;\n- helplines are the exception.\n\n"
        "| What was promised | Where it stops |\n|---|---|\n| Laws | rules of courts |\n| Services | budgets |",
    ),
    "ar": (
        "ما تقوله التقييمات",
        "تختلف الحكومات والمقيّمون أكثر ما يختلفون حيث صدر قانون ولم تتبعه لوائح:\n\n"
        "- تأخرت اللوائح في بلدين؛\n- تأخرت الميزانيات في البلدان الأربعة؛\n- خطوط المساعدة هي الاستثناء.",
    ),
}
NEXT = {
    "en": (
        "What comes next",
        "The second cycle is open. Five countries have joined it; the next edition compares those rated in both.",
    )
}
type Texts = Mapping[str, tuple[str, str]]
SECTIONS: tuple[tuple[str, str, str, Texts], ...] = (
    ("front", "cso@xaa.demo.example", "Mira Stell, Aldoria Children's Forum", FOREWORD),
    ("promises", "peer-reviewer@xac.demo.example", "Omar Tellis, peer reviewer", RATINGS),
    ("back", "officer-2@demo.example", "Gwen Officer, secretariat", NEXT),
)
ERRATUM = {
    "place": "s2", "language": "en", "was": "budgets are late in all four", "now": "budgets are late in three",
    "reason": "Corvenia passed its budget in time; its focal point told us after publication.",
}  # fmt: skip
DRAFT = {"heading": "Foreword", "chapter": "front", "place": 1}


def _of(email: str) -> Capacity:
    return Capacity.objects.active().filter(person__email=email).order_by("id")[0]


def _officer(number: int) -> Capacity:
    return Capacity.objects.active().filter(role=Role.SECRETARIAT, person__world=World.DEMO).order_by("id")[number]


def _step(edition: Edition, code: str, by: Capacity, **given: Any) -> Edition:
    step = edition_step_named(code)
    assert step is not None
    return take_edition_step(edition, step, by=by, **given)


def _outline(edition: Edition, by: Capacity) -> Edition:
    for place, (chapter, _email, _credit, texts) in enumerate(SECTIONS, start=1):
        heading = texts["en"][0]
        version = Edition.objects.get(pk=edition.pk).version
        add_section(edition, {"heading": heading, "chapter": chapter, "place": place}, version=version, by=by)
    return _step(edition, "draft", by)


def _write(section: EditionSection, email: str, credit: str, texts: Texts, by: Capacity) -> None:
    name_author(section, email=email, credit=credit, by=by)
    for language, (heading, text) in texts.items():
        version = 1 if language == "en" else 0  # the outline made the heading
        write_section(section, language, {"heading": heading, "text": text}, version=version, by=_of(email))


def tell() -> None:
    """Corvenia finds its entry correct, Belmara does not, the others give no answer."""
    from accord.overview.demo.story import days_ago

    first, second, third = (_officer(n) for n in range(3))
    with days_ago(180):
        edition = _outline(begin_edition(clock.today().year, language="en", by=first), first)
    with days_ago(160):
        for section, (_chapter, email, credit, texts) in zip(edition.sections.all(), SECTIONS, strict=True):
            _write(section, email, credit, texts, first)
    with days_ago(150):
        inputs = gather(edition.year, World.DEMO)
        edition = freeze_figures(edition, inputs.text, by=first)
        edition = _step(edition, "check", first, days=14, entries=entry_digests(inputs))
    checks = {c.area.code: c for c in edition.checks.select_related("area", "edition")}
    with days_ago(145):
        said = {"verdict": "correct", "text": "", "source": ""}
        answer_check(checks["XAC"], said, version=1, by=_of("focal-point@xac.demo.example"))
        said = {
            "verdict": "not_correct", "source": "https://gazette.demo.example/2/14",
            "text": "The report was ready in time; it waited in our validating authority's office, for an election was due.",
        }  # fmt: skip
        answer_check(checks["XAB"], said, version=1, by=_of("focal-point@xab.demo.example"))
    with days_ago(140):
        text = "The day counts on which a report is submitted. The reason is printed here, with thanks."
        reply_to_check(checks["XAB"], {"outcome": "stands", "text": text}, version=2, by=second)
    with days_ago(130):
        edition = _step(_step(edition, "approve", first), "approve", second)
        edition = _step(edition, "embargo", first, until=clock.now() + timedelta(days=2))
    with days_ago(128):
        edition = _step(edition, "publish", second)
    with days_ago(100):
        erratum = write_erratum(edition, ERRATUM, by=third)
        publish_erratum(erratum, by=first)
    with days_ago(10):
        fresh = begin_edition(clock.today().year, language="en", by=second)
        section = add_section(fresh, DRAFT, version=1, by=second)
        fresh = _step(fresh, "draft", second)
        name_author(section, email="cso@xaa.demo.example", credit="Mira Stell, Aldoria Children's Forum", by=second)
