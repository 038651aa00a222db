"""Returns as pages: designed, sent, mended, signed, validated, closed, shared, and used as a figure."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Figure, Finding, ReturnFigure
from peelian.apps.judgements.services import flow_return_into_figure
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.returns.models import Collection, DesignComment, Return, ValidationQuestion, ValidationRound
from peelian.apps.returns.services import close_collection, consult_on_collection, open_validation_round
from peelian.records.returned.grid import Grid, read_grid
from tests.apps.returns.made import (
    GOOD,
    HEADER,
    OPENED,
    TEMPLATE,
    analyst,
    chief,
    closed,
    designed,
    liaison,
    opened,
    reply_of,
    sent,
    signed,
)
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.interfaces.workspace.reading import day, heading, links, main, rows, signed_in, summary

pytestmark = pytest.mark.django_db
FIVE_FAULTS = f"""{HEADER}
cleveland,2022-03,officers,nine hundred,500,1400,4.5
cleveland,2022-03,civilians,300,600,900,
cleveland,2062-03,staff,300,600,900,
cleveland,2022-02,officers,-5,505,500,
gotham,2022-02,staff,300,600,900,
"""


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def at(name: str, collection: Collection, *more: object) -> str:
    return reverse(f"workspace:{name}", args=[collection.pk, *more])


def of_cleveland(name: str, collection: Collection, *more: object) -> str:
    return at(name, collection, "cleveland", *more)


def file(text: str, name: str = "return.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def column(number: int, **cells: str) -> dict[str, str]:
    return {f"columns-{number}-{name}": value for name, value in cells.items()}


def test_design_with_its_own_columns_becomes_a_template() -> None:
    make_force("btp", in_scope=False)
    client = signed_in(analyst())
    typed_in = {
        "inspectorate": str(make_inspectorate().pk), "title": "Vacancies", "slug": "vacancies", "table": "own",
        "purpose": "To see empty posts.", "period": "March 2022", **day("requested_on", "2022-04-01"),
        "requested_precision": "day", **day("opens_on", "2022-04-04"), **day("closes_on", "2022-05-31"),
        "burden_estimate_hours": "4", "forces": [str(make_force().pk)],
        "columns-TOTAL_FORMS": "3", "columns-INITIAL_FORMS": "0", "sums-TOTAL_FORMS": "1", "sums-INITIAL_FORMS": "0",
        **column(0, name="grade", type="code", meaning="Officers or staff", codes="officers: sworn\nstaff",
                 in_key="on"),
        **column(1, name="posts", type="whole", unit="posts", meaning="All posts", minimum="0"),
        **column(2, name="empty", type="whole", unit="posts", meaning="Posts without anybody"),
        "sums-0-total": "posts", "sums-0-parts": "empty",
    }  # fmt: skip

    refused = client.post(reverse("workspace:collection_add"), typed_in)
    client.post(reverse("workspace:collection_add"), {**typed_in, "sums-0-total": ""})

    assert summary(refused) == ["The sum in 'posts' needs at least two other columns that add up to it."]
    made = Collection.objects.get()
    template = made.return_template
    assert template is not None
    assert (template.names, template.row_key) == (("force", "grade", "posts", "empty"), ("grade",))
    assert [each.code for each in template.table.column("grade").codes] == ["officers", "staff"]
    assert [each.slug for each in made.forces.all()] == ["cleveland"]


def test_table_of_the_catalogue_brings_its_columns() -> None:
    client = signed_in(analyst())
    typed_in = {
        "inspectorate": str(make_inspectorate().pk), "title": "Incidents", "slug": "incidents", "table": "incidents",
        "period": "March 2022", **day("requested_on", "2022-04-01"), "requested_precision": "day",
        "columns-TOTAL_FORMS": "0", "columns-INITIAL_FORMS": "0", "sums-TOTAL_FORMS": "0", "sums-INITIAL_FORMS": "0",
    }  # fmt: skip

    client.post(reverse("workspace:collection_add"), typed_in)

    made = Collection.objects.get()
    asked = rows(client.get(at("collection", made)), "asked")
    assert made.template["table"]["identifier"] == "incidents"
    assert [each[0] for each in asked] == list(regime().record_tables["incidents"].column_names)


def test_design_is_changed_and_shows_what_stands() -> None:
    collection = designed()
    client = signed_in(analyst())
    page = at("collection_edit", collection)

    shown = client.get(page)

    assert heading(shown) == "Change the design"
    assert 'value="The workforce"' in shown.content.decode()
    assert "The workforce is being designed." in main(client.get(page.replace("edit", "open"), follow=True))


def test_design_goes_from_the_forces_to_the_board() -> None:
    collection = designed(forces=[make_force()])
    runner, force = signed_in(analyst()), signed_in(liaison())
    runner.post(at("collection_step", collection), {"step": "consult", "version": "1"})
    Collection.objects.update(consulted_on=OPENED)
    comments = at("collection_comments", collection)
    force.post(comments, {"organisation": str(make_force().pk), "text": "We hold no grades."})
    comment = collection.comments.get()

    refused = runner.post(
        at("collection_agree", collection),
        {**day("agreed_on", "2022-04-01"), "agreed_with": "All", "version": "2"},
    )
    runner.post(at("collection_comment", collection, comment.pk), {"response": "Officers and staff will do."})
    runner.post(
        at("collection_agree", collection),
        {**day("agreed_on", "2022-04-01"), "agreed_with": "All", "version": "2"},
    )
    runner.post(at("collection_open", collection), {**day("opened_on", "2022-04-04"), "version": "3"})

    assert summary(refused) == ["1 comment has no answer yet. Answer every comment first."]
    assert "Officers and staff will do." in main(force.get(comments))
    assert rows(force.get(at("collection", collection)), "replies") == [
        ["Cleveland Police", "Not yet replied", "–", "–", "–"]
    ]


def test_design_is_taken_back() -> None:
    collection = consult_on_collection(actor=analyst(), collection=designed())
    runner = signed_in(analyst())

    runner.post(at("collection_step", collection), {"step": "redesign", "version": "2"})

    assert Collection.objects.get().state == "design"
    assert runner.post(at("collection_step", collection), {"step": "sing", "version": "3"}).status_code == 404


def home_office() -> Organisation:
    kind = Organisation.Kind.GOVERNMENT
    return Organisation.objects.create(slug="home-office", kind=kind, name="Home Office")


def test_home_office_keeps_the_design_and_sees_no_answer() -> None:
    office = home_office()
    collection = closed("cleveland")
    Collection.objects.update(closing_note="Durham did not sign.")
    DesignComment.objects.create(
        collection=collection,
        organisation=office,
        author=analyst(),
        text="Count posts.",
        response="They are.",
    )
    reader = signed_in(make_person(office, Role.HOME_OFFICE_READER))

    page = reader.get(at("collection", collection))

    assert rows(reader.get(reverse("workspace:collections")), "collections")[0][0] == "The workforce"
    assert at("collection_comments", collection) in links(page)
    assert "Answer: They are." in main(reader.get(at("collection_comments", collection)))
    assert "The returns are read by the forces that are asked and by the inspectorate." in main(page)
    assert "Durham did not sign." not in main(page)
    assert reader.get(at("collection_shared", collection)).status_code == 404
    assert list(ValidationRound.objects.visible_to(make_person(office, Role.HOME_OFFICE_READER))) == []


@pytest.mark.parametrize(("role", "seen"), [(Role.COMMISSIONER, False), (Role.FORCE_LIAISON, True)])
def test_collections_stand_in_the_menu_of_those_who_can_have_any(role: Role, seen: bool) -> None:
    kind = Organisation.Kind.LOCAL_POLICING_BODY
    body = Organisation.objects.create(slug="pcc", kind=kind, name="Commissioner", oversees=make_force())
    client = signed_in(make_person(make_force() if seen else body, role))

    menu = client.get(reverse("workspace:home")).content.decode()

    assert (f'href="{reverse("workspace:collections")}"' in menu) == seen


def test_version_that_was_never_signed_is_told_as_that_once_the_collection_is_closed() -> None:
    collection = opened("cleveland")
    version = sent(collection)
    signed(version)
    for _ in range(2):
        open_validation_round(actor=analyst(), collection=collection, opened_on=OPENED)
        signed(version)
    sent(collection, GOOD.replace("4.5", "4.7"))
    client = signed_in(liaison())
    page = of_cleveland("collection_return", collection)
    before = main(client.get(page))
    close_collection(actor=analyst(), collection=collection)

    assert "Version 1 stands as the answer until it is." in before
    assert "Version 2 was never signed off. Version 1 is the answer." in main(client.get(page))


def test_liaison_is_told_who_signs_off() -> None:
    collection = opened("cleveland")
    sent(collection)
    client = signed_in(liaison())

    reply = main(client.get(of_cleveland("collection_return", collection)))
    version = main(client.get(of_cleveland("return_version", collection, 1)))

    told = "The chief officer or the strategic owner of the force does."
    assert f"Nobody has signed a version off yet. {told}" in reply
    assert "The return can be signed off by the chief officer or the strategic owner of the force." in version


def test_home_office_comments() -> None:
    office = home_office()
    collection = consult_on_collection(actor=analyst(), collection=designed())
    reader = signed_in(make_person(office, Role.HOME_OFFICE_READER))

    reader.post(at("collection_comments", collection), {"organisation": str(office.pk), "text": "Right."})

    assert "Right." in main(reader.get(at("collection_comments", collection)))


def test_all_five_faults_are_shown_with_row_column_and_value() -> None:
    collection = opened("cleveland")
    client = signed_in(liaison())

    answer = client.post(of_cleveland("return_upload", collection), file(FIVE_FAULTS), follow=True)

    found = rows(answer, "findings")
    assert "5 findings to mend before the return can be signed off." in main(answer)
    assert [each[:4] for each in found] == [
        ["Row 2", "men", "nine hundred", "Mend"],
        ["Row 3", "grade", "civilians", "Mend"],
        ["Row 4", "month", "2062-03", "Mend"],
        ["Row 5", "men", "-5", "Mend"],
        ["Row 6", "force", "gotham", "Mend"],
    ]
    assert found[3][4] == "-5 is less than 0, the least that it can be."
    assert of_cleveland("return_sign_off", collection) not in links(answer)


def test_findings_are_downloaded_as_a_table() -> None:
    collection = opened("cleveland")
    sent(collection, FIVE_FAULTS)

    answer = signed_in(liaison()).get(of_cleveland("return_findings", collection, 1))

    lines = answer.content.decode().splitlines()
    assert lines[0] == "file,row,column,value,rule,weight,sentence"
    assert lines[4].startswith("return.csv,5,men,'-5,minimum,fault,")


def test_mended_return_is_signed_off_and_shows_what_changed() -> None:
    collection = opened("cleveland")
    sent(collection, FIVE_FAULTS)
    client = signed_in(chief())

    mended = client.post(of_cleveland("return_upload", collection), file(GOOD), follow=True)
    assert "Nothing was found. The return can be signed off." in main(mended)
    client.post(
        of_cleveland("return_sign_off", collection),
        {"hours": "3.5", "statement": "All posts.", "number": "2"},
    )

    assert ["2022-03 / officers", "men", "nine hundred", "900"] in rows(mended, "changes")
    assert "Nothing was found. It is signed off." in main(client.get(mended.redirect_chain[-1][0]))
    page = client.get(of_cleveland("collection_return", collection))
    assert [row[1:3] + row[4:] for row in rows(page, "signed")] == [
        ["Version 2", "When sent", "3.5", "All posts."]
    ]
    assert [row[0] for row in rows(page, "versions")] == ["Version 2", "Version 1"]


def test_newer_version_that_is_not_signed_is_told_beside_the_one_that_stands() -> None:
    collection = opened("cleveland")
    signed(sent(collection))
    sent(collection, GOOD.replace("900,500,1400", "901,500,1401"))

    page = main(signed_in(liaison()).get(of_cleveland("collection_return", collection)))

    assert "Version 2 is newer and not signed off. Version 1 stands as the answer until it is." in page
    assert ("Send another version" in page, "Send the mended return" in page) == (True, False)


def test_forces_that_are_asked_stand_on_the_design() -> None:
    asked = [make_force("cleveland"), make_force("btp", in_scope=False)]
    named, national = designed(forces=asked), designed(slug="national")
    runner = signed_in(analyst())

    some, every = (main(runner.get(at("collection", each))) for each in (named, national))

    assert "Forces asked British Transport Police (in no total), Cleveland Police Returns are taken" in some
    assert "Forces asked Every force in scope (1) Returns are taken" in every


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "return.xlsx",
            "no workbook",
            "File: 'return.xlsx' was not attached: its name says an Excel workbook",
        ),
        ("return.csv", "", "File: 'return.csv' was not attached: it is empty."),
    ],
)
def test_file_that_cannot_be_read_is_refused_by_its_field(name: str, text: str, told: str) -> None:
    collection = opened("cleveland")

    answer = signed_in(liaison()).post(of_cleveland("return_upload", collection), file(text, name))

    assert (answer.status_code, summary(answer)[0].startswith(told)) == (422, True)


def test_return_that_is_not_signed_is_on_no_page_of_others() -> None:
    collection = opened("cleveland", "durham")
    sent(collection)
    pages = [
        of_cleveland("return_version", collection, 1), of_cleveland("return_findings", collection, 1),
        of_cleveland("return_file", collection, 1), of_cleveland("return_upload", collection),
        of_cleveland("return_sign_off", collection),
    ]  # fmt: skip

    for user in (analyst(), liaison("durham"), chief("durham")):
        assert [signed_in(user).get(page).status_code for page in pages] == [404] * 5
    runner = signed_in(analyst()).get(of_cleveland("collection_return", collection))
    assert rows(runner, "versions") == [["Nothing was sent, or nothing is signed off yet."]]


def test_change_from_an_unsigned_version_is_on_no_page_of_others() -> None:
    collection = opened("cleveland")
    sent(collection, GOOD.replace("900,500,", "901,499,"))
    signed(sent(collection))

    reader, force = signed_in(analyst()), signed_in(liaison())
    page = of_cleveland("return_version", collection, 2)

    assert "901" not in main(reader.get(page))
    assert rows(force.get(page), "changes")[0][2:] == ["901", "900"]
    told = rows(reader.get(of_cleveland("collection_return", collection)), "versions")
    assert [(row[0], row[4]) for row in told] == [("Version 2", "–")]


def test_file_is_downloaded_by_its_force() -> None:
    collection = opened("cleveland")
    sent(collection)

    answer = signed_in(liaison()).get(of_cleveland("return_file", collection, 1))

    assert b"".join(answer.streaming_content) == GOOD.encode()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="return.csv"'


def test_round_asks_and_the_force_answers() -> None:
    collection = opened("cleveland")
    version = sent(collection, GOOD.replace("900,500,1400", "900,500,1405"))
    signed(version)
    runner, force = signed_in(analyst()), signed_in(liaison())

    runner.post(
        at("collection_round", collection),
        {**day("opened_on", "2022-06-01"), "note": "Look at sums.", "number": "1"},
    )
    runner.post(of_cleveland("return_ask", collection), {"text": "Is this all officers?"})
    for question in ValidationQuestion.objects.all():
        force.post(
            of_cleveland("return_question", collection, question.pk),
            {"answer": "Yes, it is.", "version": "1"},
        )

    asked = rows(runner.get(at("collection_validation", collection)), "questions")
    assert [each[0] for each in asked] == ["Cleveland Police", "Cleveland Police"]
    assert {each[5] for each in asked} == {"Yes, it is."}
    assert "Cleveland Police, round 1" in main(runner.get(at("collection_validation", collection)))
    assert "Round 1 of validation is under way" in main(
        force.get(of_cleveland("collection_return", collection))
    )


def test_unable_takes_its_reason_and_keeps_the_one_before() -> None:
    collection = opened("cleveland")
    client = signed_in(liaison())
    page = of_cleveland("collection_reply", collection)
    client.post(page, {"reason": "The system was moved.", "version": "1"})

    stale = client.post(page, {"reason": "Too late.", "version": "1"})
    client.post(page, {"reason": "It holds no history.", "version": "2"})

    assert stale.status_code == 422
    shown = main(client.get(of_cleveland("collection_return", collection)))
    assert "Unable to supply: It holds no history." in shown
    assert "The system was moved." in shown


def test_collection_is_closed_and_shared_and_nobody_edits_it() -> None:
    collection = opened("cleveland", "durham")
    versions = [sent(collection), sent(collection, force="durham")]
    for number in range(3):
        if number:
            open_validation_round(actor=analyst(), collection=collection, opened_on=OPENED)
        for version in versions:
            signed(version)
    runner, other = signed_in(analyst()), signed_in(chief("durham"))
    before = other.get(at("collection_shared", collection)).status_code

    runner.post(at("collection_close", collection), {"closing_note": ""})

    shared = other.get(at("collection_shared", collection))
    assert (before, len(rows(shared, "shared"))) == (404, 4)
    assert "Each return below was signed off by its force, in every round of validation." in main(shared)
    assert rows(shared, "shared")[0][:4] == ["Cleveland Police", "2022-03", "officers", "900"]
    assert ["men", "2022-03 / officers", "1,800", "people", "2"] in rows(shared, "totals")
    assert b"durham,2022-03,staff" in other.get(at("collection_shared_csv", collection)).content
    closed_pages = ["return_upload", "return_sign_off", "collection_reply"]
    assert [other.get(of_cleveland(name, collection)).status_code for name in closed_pages] == [404] * 3
    assert other.get(of_cleveland("return_version", collection, 1)).status_code == 200
    assert "under way" not in main(runner.get(of_cleveland("collection_return", collection)))


def _columns_of_texts(workbook: bytes) -> list[str]:
    """The columns of the first sheet in which a spreadsheet takes 2022-03 as it is written."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    formats = [each.get("numFmtId") for each in styles.iterfind("{*}cellXfs/{*}xf")]
    columns = sheet.iterfind("{*}cols/{*}col")
    return [
        name
        for name, column in zip(HEADER.split(","), columns, strict=True)
        if formats[int(column.get("style", "0"))] == "49"
    ]


def test_workbook_to_fill_says_what_each_column_takes_and_is_read_back() -> None:
    collection = opened("cleveland")

    answer = signed_in(liaison()).get(at("collection_workbook", collection))

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    told = workbook.get_sheet_by_name("What to fill in").to_python()
    names = tuple(each["name"] for each in TEMPLATE["table"]["columns"])
    assert ["men", "Whole number, people; at least 0", "Men"] in told
    assert told[3][2] == "Officers or staff; officers: Sworn officers; staff: Everybody else"
    assert told[-1][2] == "everybody = men + women, or it is asked about."
    assert read_grid("a.xlsx", answer.content) == Grid(names, ())
    assert _columns_of_texts(answer.content) == ["force", "month", "grade"]


def test_template_is_downloaded_empty() -> None:
    collection = opened("cleveland")

    answer = signed_in(liaison()).get(at("collection_template", collection))

    assert answer.content.decode().strip() == ",".join(
        column["name"] for column in TEMPLATE["table"]["columns"]
    )


def finding_in(inspection: Inspection) -> Finding:
    return Finding.objects.create(
        inspection=inspection,
        target="investigating-crime",
        key="vacancies",
        headline="Too many posts are empty.",
    )


def test_number_of_a_closed_return_becomes_a_figure_with_its_link() -> None:
    collection = closed("cleveland")
    inspection = make_inspection()
    finding = finding_in(inspection)
    client = signed_in(make_person(inspection.inspectorate, Role.LEAD_INSPECTOR))

    client.post(
        of_cleveland("return_figure", collection),
        {
            "number": "men|2022-03 / officers",
            "measure": "Men among officers",
            "key": "F-1",
            "finding": str(finding.pk),
        },
    )

    figure = Figure.objects.get()
    link = ReturnFigure.objects.get()
    assert figure.printed_words == "900 people"
    assert figure.value["source"] == "The workforce: return of Cleveland Police, version 1"
    assert figure.figure.period is not None
    assert figure.figure.period.words() == "year ending 31 March 2022"
    assert (link.version, link.row, link.column) == (Return.objects.get(), "2022-03 / officers", "men")


def test_figure_of_a_return_leads_back_to_the_return() -> None:
    collection = closed("cleveland")
    inspection = make_inspection()
    lead = make_person(inspection.inspectorate, Role.LEAD_INSPECTOR)
    flow_return_into_figure(
        actor=lead,
        inspection=inspection,
        version=Return.objects.get(),
        row="2022-03 / officers",
        column="men",
        key="F-1",
        measure="Men among officers",
        finding=finding_in(inspection),
    )
    client = signed_in(lead)

    page = client.get(reverse("workspace:figures", args=[inspection.pk]))

    address = of_cleveland("return_version", collection, 1)
    assert [link for link in links(page) if link == address] == [address]
    assert client.get(address).status_code == 200


def test_number_of_an_open_return_is_no_figure_yet() -> None:
    collection = opened("cleveland")
    signed(sent(collection))
    inspection = make_inspection()
    finding_in(inspection)

    page = signed_in(make_person(inspection.inspectorate, Role.LEAD_INSPECTOR)).get(
        of_cleveland("return_figure", collection)
    )

    assert page.status_code == 404


def test_reply_page_counts_the_rounds() -> None:
    collection = opened("cleveland")
    version = sent(collection)
    signed(version)
    assert reply_of(collection, "cleveland").state == "answered"

    board = rows(signed_in(analyst()).get(at("collection", collection)), "replies")

    assert board[0][3] == "when sent"


def test_home_tells_a_force_what_waits_for_it() -> None:
    collection = opened("cleveland", "durham")
    force = signed_in(liaison())
    outstanding = rows(force.get(reverse("workspace:home")), "awaited-returns")
    version = sent(collection, GOOD.replace("900,500,1400", "900,500,1405"))
    signed(version)
    nothing = rows(force.get(reverse("workspace:home")), "awaited-returns")
    open_validation_round(actor=analyst(), collection=collection, opened_on=OPENED)
    asked = rows(force.get(reverse("workspace:home")), "awaited-returns")

    assert outstanding == [["The workforce", "31 May 2022", "Send the return"]]
    assert nothing == []
    assert asked == [["The workforce", "31 May 2022", "Answer or mend, then sign off version 1, round 1"]]


def test_every_fault_of_a_design_is_told_at_once_with_the_column_that_it_is_in() -> None:
    typed_in = {
        "inspectorate": str(make_inspectorate().pk), "title": "Posts", "slug": "posts", "table": "own",
        "period": "March 2022", **day("requested_on", "2022-04-01"), "requested_precision": "day",
        **day("opens_on", "2022-05-01"), **day("closes_on", "2022-04-01"),
        "columns-TOTAL_FORMS": "2", "columns-INITIAL_FORMS": "0", "columns-1-name": "posts",
        "columns-1-meaning": "Posts",
        "sums-TOTAL_FORMS": "0", "sums-INITIAL_FORMS": "0",
    }  # fmt: skip

    refused = signed_in(analyst()).post(reverse("workspace:collection_add"), typed_in)

    assert summary(refused) == [
        "Column 2, Holds: Say what it holds.",
        "Some rows are not complete. Each is named below.",
        "Last day for returns: The last day is before the first. Give a later one.",
    ]


def test_tables_of_a_design_are_offered_by_title() -> None:
    page = signed_in(analyst()).get(reverse("workspace:collection_add"))
    form = page.context["form"]

    titles = [label for _, label in form.fields["table"].choices][2:]

    assert titles == sorted(titles, key=str.casefold)


def test_version_that_came_meanwhile_is_told_before_another_is_sent() -> None:
    collection = opened("cleveland")
    client = signed_in(liaison())
    sent(collection)
    page = of_cleveland("return_upload", collection)

    refused = client.post(page, {**file(GOOD.replace("4.5", "4.7")), "after": "0"})
    again = client.post(page, {**file(GOOD.replace("4.5", "4.7")), "after": "1"}, follow=True)

    assert summary(refused)[0].startswith("Version 1, 'return.csv', was sent since you opened this page")
    assert heading(again) == "Version 2"
