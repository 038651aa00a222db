"""A file is kept only when it is what its name says and opens; otherwise the refusal says what it is."""

from __future__ import annotations

import hashlib
import struct

import pytest

from peelian.apps.evidence.uploads import check_upload, packages
from peelian.apps.evidence.uploads.names import safe_name
from peelian.rules.errors import InvalidValueError
from peelian.workbooks.packages import DECLARATION_FOUND
from tests.apps.evidence import samples
from tests.workbooks import hostile

LIMIT = 1_000_000


def refusal(name: str, data: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(InvalidValueError) as error:
        check_upload(name, data, limit)
    assert error.value.code == "upload-refused"
    return error.value.message


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("plan.pdf", samples.pdf(), "application/pdf"),
        ("plan.pdf", samples.pdf(at_page=True), "application/pdf"),
        ("plan.PDF", samples.pdf(), "application/pdf"),
        ("plan.docx", samples.word(),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("calls.xlsx", samples.excel(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("plan.odt", samples.open_text(), "application/vnd.oasis.opendocument.text"),
        ("calls.ods", samples.open_sheet(), "application/vnd.oasis.opendocument.spreadsheet"),
        ("map.png", samples.picture("PNG"), "image/png"),
        ("map.jpg", samples.picture("JPEG"), "image/jpeg"),
        ("map.jpeg", samples.picture("JPEG"), "image/jpeg"),
        ("calls.csv", b"day,calls\n2022-03-01,42\n", "text/csv"),
        ("notes.txt", "Called at 10, café".encode(), "text/plain"),
    ],
)  # fmt: skip
def test_allowed_file_is_kept_with_its_digest(name: str, data: bytes, media_type: str) -> None:
    checked = check_upload(name, data, LIMIT)

    assert (checked.name, checked.media_type, checked.size_bytes) == (name, media_type, len(data))
    assert (checked.sha256, checked.data) == (hashlib.sha256(data).hexdigest(), data)


@pytest.mark.parametrize(
    ("name", "data", "real"),
    [
        ("plan.pdf", samples.word(), "a Word document"),
        ("plan.docx", samples.excel(), "an Excel workbook"),
        ("calls.xlsx", samples.open_sheet(), "an OpenDocument spreadsheet"),
        ("calls.csv", samples.pdf(), "a PDF document"),
        ("map.png", samples.picture("JPEG"), "a JPEG picture"),
        ("map.jpg", samples.picture("GIF"), "a file of type image/gif"),
        ("plan.docx", samples.package({"readme": b"x"}), "a ZIP archive"),
        ("plan.docx", b"PK\x03\x04 not a package", "a damaged ZIP archive"),
        ("plan.docx", samples.package({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}),
         "an Office file of another kind"),
        ("plan.odt", samples.package({"mimetype": b"application/epub+zip"}),
         "a package of type application/epub+zip"),
        ("plan.pdf", b"Only words", "a plain text"),
        ("notes.txt", b"MZ\x90\x00" + bytes(60), "a file of type application/x-msdownload"),
        ("notes.txt", b"#!/bin/sh\necho hello\n", "a program"),
        ("notes.txt", b"  <!DOCTYPE html><p>Hello", "a web page or other markup"),
        ("calls.csv", b"<svg onload='x'/>", "a web page or other markup"),
        ("notes.txt", b"bell \x07 rings", "binary data"),
        ("notes.txt", "café".encode("latin-1"), "binary data or text in another encoding than UTF-8"),
    ],
)  # fmt: skip
def test_disguised_file_is_refused_with_what_it_really_is(name: str, data: bytes, real: str) -> None:
    message = refusal(name, data)

    assert f"but its content is {real}. Attach the file under its right name" in message


@pytest.mark.parametrize("name", ["run.exe", "plan", ".pdf", "plan.docm", "page.html", "plan.pdf.exe"])
def test_kind_that_is_not_allowed_is_refused(name: str) -> None:
    message = refusal(name, samples.pdf())

    assert message.endswith(
        "its kind is not allowed. Attach PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, CSV or TXT."
    )


def test_oversized_file_is_refused_with_the_limit() -> None:
    assert refusal("notes.txt", b"x" * 1_501, 1_500) == (
        "'notes.txt' was not attached: it is larger than 1.5 kB, the most that is allowed. Attach a smaller file."
    )


def test_file_of_exactly_the_limit_is_kept() -> None:
    assert check_upload("notes.txt", b"x" * 1_500, 1_500).size_bytes == 1_500


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("plan.pdf", b"%PDF-1.7\nnothing more", "It is damaged: it does not open."),
        ("plan.pdf", samples.pdf(password="secret"), "It is protected by a password, so it cannot be checked."),
        ("plan.pdf", samples.pdf(script="app.alert('hello')"),
         "It runs a program when it is opened. Save it without."),
        ("plan.pdf", samples.pdf(named_script=True), "It runs a program when it is opened. Save it without."),
        ("plan.docx", samples.package({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
         "It is damaged: it does not open."),
        ("plan.docx", samples.with_part(samples.word(), "word/vbaProject.bin", b"x"),
         "It holds macros. Save it without macros."),
        ("calls.xlsx", samples.with_part(samples.excel(), "xl/macrosheets/sheet1.xml", b"<x/>"),
         "It holds macros. Save it without macros."),
        ("plan.odt", samples.with_part(samples.open_text(), "Basic/Standard/Module1.xml", b"<x/>"),
         "It holds macros. Save it without macros."),
        ("plan.docx", samples.with_part(samples.word(), "../outside.txt", b"x"),
         "It holds a part that would be written outside its own folder."),
        ("calls.xlsx", hostile.TYPES_DECLARED["entities"], DECLARATION_FOUND),
        ("plan.docx", samples.with_part(samples.word(), "word/more.xml", b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"),
         DECLARATION_FOUND),
        ("map.png", samples.picture("PNG")[:60], "It is damaged: it does not open."),
        ("calls.csv", b'day,calls\n"2022-03-01,42\n', "It is damaged: it does not open."),
        ("calls.csv", b",,\n , ,\n", "It holds no row."),
        ("notes.txt", b" \n ", "It is empty."),
    ],
)  # fmt: skip
def test_file_that_hides_something_or_does_not_open_is_refused(name: str, data: bytes, reason: str) -> None:
    assert refusal(name, data).endswith(f"that cannot be used. {reason}")


def test_empty_file_is_refused() -> None:
    assert (
        refusal("notes.txt", b"") == "'notes.txt' was not attached: it is empty. Attach a file with content."
    )


def test_package_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_UNPACKED_BYTES", 2_000_000)
    bomb = samples.with_part(samples.word(), "word/media/zeros.bin", bytes(3_000_000))

    assert len(bomb) < 100_000
    assert refusal("plan.docx", bomb).endswith("It unpacks to more than 2 MB.")


def test_package_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_PARTS", 3)

    assert "more than the 3 that are allowed" in refusal("plan.docx", samples.word())


def test_picture_with_a_huge_canvas_is_refused() -> None:
    huge = bytearray(samples.picture("PNG"))
    huge[16:24] = struct.pack(">II", 30_000, 30_000)

    assert refusal("map.png", bytes(huge)).startswith(
        "'map.png' was not attached: it is a PNG picture that cannot"
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\someone\\plan.pdf", "plan.pdf"),
        ("plan\u202efdp.exe.pdf", "planfdp.exe.pdf"),
        ("  plan   final .pdf ", "plan final .pdf"),
        ('a<b>:"c|?*.csv', "a_b___c___.csv"),
        (".hidden.txt", "hidden.txt"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("", ""),
    ],
)
def test_name_is_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_package_whose_first_part_is_damaged_is_refused() -> None:
    assert refusal("plan.odt", samples.damaged_package()).endswith(
        "its content is a damaged ZIP archive. Attach the file under its right name, or save it in the format that "
        "its name says."
    )


@pytest.mark.parametrize(
    "text", [b"BMW patrol cars were off the road.", b"MZ division: notes of the meeting."]
)
def test_text_that_begins_like_another_format_is_text(text: bytes) -> None:
    assert check_upload("notes.txt", text, 1_000).media_type == "text/plain"


def test_rich_text_is_no_plain_text() -> None:
    assert "its content is a file of type application/rtf" in refusal("notes.txt", rb"{\rtf1\ansi Notes.}")
