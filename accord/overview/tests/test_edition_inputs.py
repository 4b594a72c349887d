"""What an edition is drawn from: inputs as text and back, entries of countries, trends between cycles."""

import json
from datetime import UTC, datetime
from decimal import Decimal

from accord.overview.report.entries import country_entry, entry_digests
from accord.overview.report.frozen import restored
from accord.overview.report.inputs import (
    AbsentIn,
    CountryIn,
    CycleIn,
    IndicatorIn,
    PromisesIn,
    RatedIn,
    ReportInputs,
    ValueIn,
)


def _cycle(number: int) -> CycleIn:
    """Rated in the first: XAA; in the second XAB, too."""
    day = datetime(2021, 5, 1, tzinfo=UTC).date()
    judged = {"XAA": {"limited": number}} | ({"XAB": {"complete": 9}} if number == 2 else {})
    return CycleIn(
        {"en": f"C{number}"}, f"cycles/c{number}/", day, day.replace(month=6), ["XAA", "XAB", "XAC"], ["XAA"], sorted(judged),
        [AbsentIn("XAC", "late", day), AbsentIn("XAB", "not_submitted", day)],
        {"own": {"XAA": {"limited": number}}, "completion": judged},
    )  # fmt: skip


def _inputs() -> ReportInputs:
    value = ValueIn("XAA", Decimal("41.50"), 2019, 2020, "F", "15_19", "C", "", "Made up")
    rated = RatedIn("XAA", {"en": "A law"}, "commitments/1/", "complete", "limited", 4, 3, "limited", ["not_started", "limited"])
    return ReportInputs(
        2024, "demo", [CountryIn(code, {"en": code}, f"countries/{code}/") for code in ("XAA", "XAB", "XAC")],
        [IndicatorIn("x", {"en": "X"}, "16.2", "", "percent", "lower", "", "", "indicators/x/", [value])], [], {}, [], [],
        promises=PromisesIn({"en": "C2"}, {"XAA": {"commitment": 2}}, [], [rated]), tiles={"XAA": (1, 2)},
        cycles=[_cycle(1), _cycle(2)],
    )  # fmt: skip


def test_inputs_come_out_of_their_text_as_they_were() -> None:
    inputs = _inputs()
    again = restored(inputs.text)
    assert again == inputs
    assert again.digest == inputs.digest
    told = json.loads(inputs.text)
    del told["cycles"]  # a text from before they were there
    told["something_dropped"] = 1
    assert restored(json.dumps(told)).cycles == []


def test_an_entry_is_another_where_something_of_the_country_is() -> None:
    inputs = _inputs()
    said = [f.said for part in country_entry(inputs, "XAA") for f in part.facts]
    assert said == ["41.5%, 2019–2020, Women and girls, 15–19", "2, of them pledges: 0", "Published",
                    "government: Complete; assessor: Limited; "
                    "civil society: Limited (3 of 4 reports); peers: Not started; Limited"]  # fmt: skip
    before = entry_digests(inputs)
    inputs.promises.commitments["XAB"] = {"pledge": 1}
    after = entry_digests(inputs)
    assert [code for code in before if before[code] != after[code]] == ["XAB"]


def test_trends_count_members_of_both_and_absent_ones_are_named_by_alphabet() -> None:
    from accord.overview.report.build import compose

    report = compose(_inputs(), "en")
    assert report.trends.finding == "1 of 2 members rated in C1 or C2 were rated in both"
    assert [line.text for line in report.trends.coverage] == [
        "Coverage of C1: 3 joined, 1 submitted, 1 were rated.", "Coverage of C2: 3 joined, 1 submitted, 2 were rated.",
    ]  # fmt: skip
    told = {(row[0].text, row[1].text): (row[2].text, row[3].text) for row in report.trends.tables[1].rows}
    assert told["Completion, by assessors", "Limited"] == ("1", "2")
    assert told["Completion, by assessors", "Complete"] == ("0", "0")  # of a member rated in the second alone
    assert [[c.text for c in row] for row in report.absent.tables[0].rows] == [
        ["XAB", "Not submitted", "1 May 2021"], ["XAC", "Submitted late, not published yet", "1 May 2021"],
    ]  # fmt: skip
    assert report.absent.finding == "2 of 3 members that joined have no published report"
