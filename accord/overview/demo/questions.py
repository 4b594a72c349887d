"""The questions of the open cycle, what the countries answer, a section that came back, and a report signed by letter."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accord.accountability.actions import (
    check_letter,
    draft_template,
    invite,
    name_template,
    propose,
    put_question,
    put_section,
    upload_letter,
    use_template,
    write_answer,
)  # fmt: skip
from accord.accountability.actions.contributions import fresh_token
from accord.accountability.models import Cycle, Question, Report, Section, Template
from accord.accountability.reads.guards import content_digest
from accord.indicators.models import Indicator
from accord.kit import clock
from accord.people.models import Capacity, Role, World

TITLE = {
    "en": "Yearly report on ending violence against children", "ar": "التقرير السنوي عن إنهاء العنف ضد الأطفال",
    "es": "Informe anual sobre el fin de la violencia contra los niños",
    "fr": "Rapport annuel sur la fin de la violence envers les enfants",
    "ru": "Ежегодный доклад о прекращении насилия в отношении детей", "zh": "终止暴力侵害儿童年度报告",
}  # fmt: skip
SECTIONS = (
    {"en": "Law and policy", "ar": "القانون والسياسات", "es": "Leyes y políticas", "fr": "Lois et politiques",
     "ru": "Законы и политика", "zh": "法律与政策"},
    {"en": "Services, figures and children’s voices", "ar": "الخدمات والأرقام وأصوات الأطفال",
     "es": "Servicios, cifras y voces de los niños", "fr": "Services, chiffres et voix des enfants",
     "ru": "Службы, показатели и голоса детей", "zh": "服务、数据与儿童的声音"},
)  # fmt: skip
LAW = "The act on the protection of children was amended in March: homes and day care are covered, schools follow by decree."


def ask(cycle: Cycle) -> Cycle:
    from accord.overview.demo.story import table

    by = Capacity.objects.active().filter(role=Role.SECRETARIAT, person__world=World.DEMO).order_by("id")[0]
    made = draft_template(TITLE["en"], language="en", by=by)
    for language in list(TITLE)[1:]:
        made = name_template(made, TITLE[language], language=language, edition=made.edition, by=by)
    sections = [_section(made, place, names, by) for place, names in enumerate(SECTIONS, start=1)]
    for place, row in enumerate(table("questions.csv"), start=1):
        _question(sections[int(row["section"]) - 1], place, row, by)
    return use_template(cycle, made, by=by)


def _section(template: Template, place: int, names: dict[str, str], by: Capacity) -> Section:
    section: Section | None = None
    for language, name in names.items():
        template.refresh_from_db()
        section = put_section(template, section, name, position=place, language=language, edition=template.edition, by=by)
    assert section is not None
    return section


def _question(section: Section, place: int, row: dict[str, str], by: Capacity) -> None:
    question: Question | None = None
    indicator = Indicator.objects.filter(code=row["indicator"]).first() if row["indicator"] else None
    kind = row["kind"] if row["kind"] != "number" or indicator else "text"  # where the starter facts are not loaded
    for language in ("en", "ar"):
        options = [one.strip() for one in row[f"options_{language}"].split(";") if one.strip()]
        given: dict[str, Any] = {
            "kind": kind, "text": row[f"text_{language}"], "hint": "", "position": place, "required": bool(row["required"]),
            "indicator": indicator if kind == "number" else None, "live": row["live"], "rows": [],
            "options": options if kind == "choice" else [], "columns": options if kind == "table" else [],
        }  # fmt: skip
        section.template.refresh_from_db()
        question = put_question(section, question, given, language=language, edition=section.template.edition, by=by)


def answer(report: Report, by: Capacity, *, few: bool) -> None:
    """`few`: a report that is still being written, with a section in the hands of a ministry."""
    asked = list(Question.objects.filter(section__template=report.cycle.template_id).order_by("section__position", "position"))
    for question, told in list(zip(asked, _answers(report, asked), strict=True))[: 2 if few else None]:
        write_answer(report, question, told | {"language": "en"}, version=0, by=by)
    if few:
        _sent_out(report, asked, by)


def _answers(report: Report, asked: list[Question]) -> list[dict[str, Any]]:
    figure: dict[str, Any] = {
        "value": "61.4",
        "year": clock.today().year - 2,
        "source": "Household survey of the statistical office",
    }
    rows = [{"c1": "Two more districts", "c2": "Under way", "c3": "Forty social workers were trained."}]
    values: list[dict[str, Any]] = [
        {"text": LAW}, {"choice": "c2", "more": "Schools follow with a decree."},
        {"items": [{"what": "Official gazette, act 14, section 3", "url": ""}]},
        figure if asked[3].kind == "number" else {"text": "61.4 per cent."}, {"rows": rows},
    ]  # fmt: skip
    told = [{"said": "answered", "value": value, "reason": ""} for value in values]
    if report.area.code == "XAC":
        told[2] = {"said": "no_evidence", "value": {}, "reason": "The gazette of March is not printed yet."}
    reason = "No consultation took place; the first is planned for the spring."
    return [*told, {"said": "no_evidence", "value": {}, "reason": reason}]


def _sent_out(report: Report, asked: list[Question], by: Capacity) -> None:
    """The link itself is known to nobody: make another one to try it."""
    section = asked[-1].section
    told = {"office": "Ministry of Health, unit for children", "note": "Please add the figures of your last survey."}
    link = invite(report, section, token=fresh_token(), language="en", days=60, by=by, **told)
    text = "Two hundred children from six schools were heard by the ministry; what they said is printed with the plan."
    said = {"said": "answered", "value": {"text": text}, "reason": "", "language": "en"}
    propose(link, [(asked[-1], said)], version=1, send=True)


def sign_by_letter(report: Report, by: Capacity, officer: Capacity) -> Report:
    picture = io.BytesIO()
    Image.new("RGB", (600, 840), "white").save(picture, "PNG")
    office, dated = "Minister of Education of Dunmarra", clock.today() - timedelta(days=1)
    file = SimpleUploadedFile("letter.png", picture.getvalue())
    letter = upload_letter(report, file, office=office, dated=dated, shown=content_digest(report), by=by)
    return check_letter(
        letter, accept=True, reason="Seal and signature were seen; the fingerprint is that of the text.", by=officer
    )
