"""A calendar as iCalendar text: escaped, folded, and stable from one reading to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime

from peelian.rendering.calendar import CalendarEntry, calendar_text

MADE = datetime(2017, 7, 9, 9, tzinfo=UTC)


def lines(*entries: CalendarEntry) -> list[str]:
    """The lines of a calendar as a program reads them, joined again where they were folded."""
    text = calendar_text("What is due", entries, MADE)
    assert text.endswith("END:VCALENDAR\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_day_becomes_an_event_of_the_whole_day() -> None:
    entry = CalendarEntry(
        "item:1@peelian", date(2024, 2, 29), "Plan", "due today", "https://peelian.example/1/"
    )

    event = lines(entry)[7:-1]

    assert event == [
        "BEGIN:VEVENT",
        "UID:item:1@peelian",
        "DTSTAMP:20170709T090000Z",
        "DTSTART;VALUE=DATE:20240229",
        "DTEND;VALUE=DATE:20240301",
        "SUMMARY:Plan",
        "DESCRIPTION:due today",
        "URL:https://peelian.example/1/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_calendar_without_days_is_a_whole_calendar() -> None:
    assert lines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Peelian//Clocks//EN",
        "CALSCALE:GREGORIAN",
        "NAME:What is due",
        "X-WR-CALNAME:What is due",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "END:VCALENDAR",
    ]


def test_signs_with_a_meaning_are_escaped_so_that_no_title_adds_a_line() -> None:
    title = "Plan; board, and\r\nATTENDEE:mailto:x@y\\z\x00"

    summary = next(line for line in lines(CalendarEntry("1", date(2024, 1, 1), title)) if "SUMMARY" in line)

    assert summary == "SUMMARY:Plan\\; board\\, and\\nATTENDEE:mailto:x@y\\\\z"


def test_long_lines_are_folded_between_characters() -> None:
    title = "Atal a chefnogaeth i ddioddefwyr: ŵ" * 9

    text = calendar_text("What is due", [CalendarEntry("1", date(2024, 1, 1), title)], MADE)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{title}" in text.replace("\r\n ", "")
