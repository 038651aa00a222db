"""The rule 'link-not-followed'."""

from pathlib import Path

from peelian.records.intake.rules.link_not_followed import RULE
from tests.records.intake.making import checked, good_rows, lines
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(link="to no file", source=None, header=()))] == [
        "It is a link that leads to no file; it is not followed, and nothing behind it was checked. Put what is to be "
        "checked in its place, or name that to the check."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []


def test_links_are_told_and_none_leads_out_of_what_is_checked(tmp_path: Path):
    (tmp_path / "secret.csv").write_text("root,x,0\n", encoding="utf-8")
    (tmp_path / "other").mkdir()
    folder = tmp_path / "in"
    (folder / "part").mkdir(parents=True)
    (folder / "part" / "incidents.csv").write_text(lines(*good_rows(2)), encoding="utf-8")
    (folder / "a.csv").symlink_to("b.csv")
    (folder / "b.csv").symlink_to("a.csv")
    (folder / "contacts.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "further").symlink_to(tmp_path / "other")
    (folder / "gone.csv").symlink_to("nothing.csv")

    report = checked(folder)

    told = [
        (found.file, found.sentence.partition(";")[0])
        for found in report.findings
        if found.severity == "file"
    ]
    assert told == [
        ("a.csv", "It is a link that leads to no file"),
        ("b.csv", "It is a link that leads to no file"),
        ("contacts.csv", "It is a link that leads out of what is checked"),
        ("further", "It is a link that leads to a folder"),
        ("gone.csv", "It is a link that leads to no file"),
    ]
    assert report.accepted == 2
    assert "root" not in str(report.to_json())


def test_a_link_that_was_named_is_followed_and_so_is_one_inside(tmp_path: Path):
    (tmp_path / "kept.csv").write_text(lines(*good_rows(2)), encoding="utf-8")
    (tmp_path / "incidents.csv").symlink_to("kept.csv")

    assert checked(tmp_path / "incidents.csv").accepted == 2
    assert [file.rows for file in checked(tmp_path).files] == [2, 2]
