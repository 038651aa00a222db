from peelian.records.intake.rules.unsupported_kind import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(known_kind=False, ending=".pdf"))] == [
        "A file with the ending .pdf is not read. Records are read from .csv, .tsv, .txt, .parquet, .xlsx, .xlsm, "
        ".ods, .xls."
    ]


def test_a_package_is_to_be_unpacked():
    assert [fault.sentence for fault in RULE.find(file(known_kind=False, ending=".zip"))] == [
        "A file with the ending .zip is not read. Unpack it, and check what is in it. Records are read from .csv, "
        ".tsv, .txt, .parquet, .xlsx, .xlsm, .ods, .xls."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
