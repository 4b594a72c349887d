"""The line that `accord import --json` ends with."""

import json

from accord.formats.result import ImportResult, Refusal


def test_the_line_is_exactly_as_the_contract_has_it() -> None:
    result = ImportResult(read=2, added=1, refused=[Refusal(2, "value", "é", "Not a number.", "bad_number", {"row": 2})])
    assert result.as_json() == (
        '{"read":2,"added":1,"changed":0,"unchanged":0,"refused":'
        '[{"row":2,"column":"value","value":"é","message":"Not a number."}]}'
    )


def test_the_exit_code_tells_whether_anything_was_refused() -> None:
    assert ImportResult(read=1, added=1).exit_code == 0
    assert ImportResult(refused=[Refusal(1, "", "", "no")]).exit_code == 1


def test_notes_stay_out_of_the_line() -> None:
    assert set(json.loads(ImportResult(notes=["a draft"]).as_json())) == {"read", "added", "changed", "unchanged", "refused"}
