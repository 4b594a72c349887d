"""A file comes to the same figures and the same faults through the engine as through the careful reader."""

from pathlib import Path
from typing import Any

import pytest

from accord.formats.observations import read_observations
from accord.formats.result import in_all
from accord.indicators.frames import lane
from accord.indicators.frames.staging import FIGURES, Known, Rule, Staging, stage_observations

KNOWN = Known({"SX": "t.1", "SY": "t.2"}, lambda code, name: {"KEN": "KEN", "404": "KEN", "UGA": "UGA"}.get(code or name),
              {"t.1": Rule("percent", 0, 100), "t.2": Rule("number")})  # fmt: skip
HEAD = "series,area_code,year,sex,age,value,unit,flags,note,Residence\n"
FILES = {
    "plain": HEAD + "SX,KEN,2018,female,1_14,12.5,percent,,,urban\n"
    "SX,404,2019,T,,13,percent,\"x,y\",\"a, note\",\n",
    "odd figures": HEAD + "SX,KEN,2018,,,<5,percent,,,\nSX,KEN,2019,,,..,percent,,,\n"
    "SX,KEN,2020,,,45%,,,,\nSY,UGA,2020,,,1e3,number,,,\n",
    "periods": HEAD + "SX,KEN,2015-2018,,,5,percent,,,\nSX,KEN,2019-Q1,,,6,percent,,,\nSX,KEN,2020/P2Y,,,7,percent,,,\n",
    "unknown": HEAD + "QQ,KEN,2018,,,5,percent,,,\nSX,ZZZ,2018,,,5,percent,,,\n",
    "empty": HEAD + ",KEN,2018,,,5,percent,,,\nSX,,2018,,,5,percent,,,\nSX,KEN,,,,5,percent,,,\n",
    "bad figure": HEAD + "SX,KEN,2018,,,five,percent,,,\n",
    "bad period": HEAD + "SX,KEN,20x8,,,5,percent,,,\n",
    "twice": HEAD + "SX,KEN,2018,,,5,percent,,,\nSX,KEN,2018,,,6,percent,,,\n",
    "two names, one area": HEAD + "SX,KEN,2018,,,5,percent,,,\nSX,404,2018,,,6,percent,,,\n",
    "range": HEAD + "SX,KEN,2018,,,105,percent,,,\nSY,KEN,2018,,,-1,number,,,\n",
    "unit": HEAD + "SX,KEN,2018,,,5,number,,,\n",
    "break": HEAD + "SX,KEN,2018,,,5,percent,,,\nSX,KEN,2019,,,5,percent,B,,\n",
    "jump": HEAD + "".join(f"SX,KEN,{2000 + n},,,{v},percent,,,\n" for n, v in enumerate([10, 11, 12.5, 13, 14.5, 15, 60, 61])),
    "sdmx": "DATAFLOW,REF_AREA,SERIES,SEX,WEALTH,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
    "A:F(1.0),KEN,SX,_T,Q1,2018,5,A\nA:F(1.0),KEN,SX,F,_T,2018,6,E\n",
    "very many unread": HEAD + "".join(f"SX,KEN,{1950 + n % 50},,{n},bad{n},percent,,,\n" for n in range(1005)),
    "very many wrong": HEAD + "".join(f"SX,KEN,{1950 + n % 50},,{n // 50},{(n % 2) * 200},percent,,,\n" for n in range(2010)),
    "very many twice": HEAD + "".join(f"SX,KEN,{1950 + n % 50},,,5,percent,,,\n" for n in range(1060)),
    "semicolons": HEAD.replace(",", ";") + "SX;KEN;2018;female;;12.5;percent;;;\n",
}  # fmt: skip


def told(staged: Staging) -> tuple[Any, ...]:
    with staged:
        rows: list[Any] = []
        if not staged.refused:
            rows = staged.con.execute(f"SELECT row, {', '.join(FIGURES)}, VALUE, YEAR_FROM FROM figures ORDER BY row").fetchall()
        faults, warned = ({(r.row, r.code) for r in found} for found in (staged.refused, staged.warned))
        return staged.read, rows, staged.breakdowns, faults, warned


@pytest.mark.parametrize("name", FILES)
def test_both_doors_tell_the_same(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "LONG", 0)
    path = tmp_path / "figures.csv"
    path.write_text(FILES[name])
    quick = lane.read(path, KNOWN, mapping={}, defaults={})
    assert quick is not None
    assert told(quick) == told(stage_observations(read_observations(path), KNOWN))


@pytest.mark.parametrize(
    "text", [HEAD + "SX,KEN,2018\n", HEAD + 'SX,"KEN,2018,,,5,percent,,,\n', HEAD + "SX,KEN,2018,,,5,percent,,\x07,\n",
             HEAD + 'SX,KEN,2018,,,"12,5",percent,,,\n', HEAD + "SX,KEN,2018,,,5\n" * 2]
)  # fmt: skip
def test_what_is_not_plain_goes_to_the_careful_reader(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "LONG", 0)
    path = tmp_path / "figures.csv"
    path.write_text(text)
    assert lane.read(path, KNOWN, mapping={}, defaults={}) is None


def test_of_very_many_faults_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    found = {name: told_faults(FILES[f"very many {name}"], tmp_path) for name in ("unread", "wrong", "twice")}
    assert {name: (len(faults), in_all(faults)) for name, faults in found.items()} == {
        "unread": (1001, 1005), "wrong": (1001, 1005), "twice": (1001, 1010)
    }  # fmt: skip
    for faults in found.values():
        assert faults[0].message.startswith(f"{in_all(faults) - 1000} more faults were found and are not told one by one.")
        assert (faults[0].row, faults[0].code, faults[1].row < faults[-1].row) == (0, "more_faults", True)
    assert [r.row for r in found["wrong"][1:4]] == [2, 4, 6]


def test_each_kind_of_fault_is_told(tmp_path: Path) -> None:
    found = {
        name: {r.code for r in told_faults(text, tmp_path)}
        for name, text in FILES.items()
        if name not in {"plain", "odd figures", "periods", "sdmx", "semicolons"} and "very many" not in name
    }
    assert found == {
        "unknown": {"unknown_indicator", "unknown_area"}, "empty": {"missing_value"}, "bad figure": {"bad_number"},
        "bad period": {"bad_period"}, "twice": {"duplicate_key"}, "two names, one area": {"duplicate_key"},
        "range": {"out_of_range"}, "unit": {"unit_mismatch"}, "break": {"break_marked"}, "jump": {"jump"},
    }  # fmt: skip


def told_faults(text: str, folder: Path) -> list[Any]:
    path = folder / "one.csv"
    path.write_text(text)
    with stage_observations(read_observations(path), KNOWN) as staged:
        return [*staged.refused, *staged.warned]
