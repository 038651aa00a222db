"""The response as pages: the commissioner writes, the force comments, and nobody else sees a draft."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.responses import services
from peelian.apps.responses.models import ItemAnswer, Letter, Response, ResponseCopy, ScrutinyItem
from peelian.interfaces.workspace.noticing.places import place_of
from peelian.rules.periods import day_words
from tests.apps.reports.made_up import published as published_report
from tests.apps.responses.world import (
    REPORT_DAY,
    body_of_cleveland,
    chief,
    commissioner,
    fresh,
    make_item,
    officer,
    open_response,
    published,
    signed,
    written,
)
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person
from tests.interfaces.workspace.filling import send
from tests.interfaces.workspace.reading import (
    day,
    heading,
    labels,
    links,
    main,
    rows,
    signed_in,
    summary,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(officer())


def page_of(response: Response, name: str = "response", *more: object) -> str:
    return reverse(f"workspace:{name}", args=[response.pk, *more])


def test_officer_opens_a_response_by_title_and_day_and_reads_its_last_day(client: Client) -> None:
    make_inspectorate()

    answer = send(
        client,
        reverse("workspace:response_open"),
        title="PEEL: Effectiveness 2016",
        **day("published_on", "2017-03-02"),
    )

    response = Response.objects.get()
    assert answer["Location"] == page_of(response)
    assert "26 April 2017 (56 days beginning with 2 March 2017)" in main(client.get(page_of(response)))


def test_report_published_here_is_chosen_and_leaves_the_waiting_list(client: Client) -> None:
    body_of_cleveland()
    report = published_report()
    waiting = rows(client.get(reverse("workspace:responses")), "waiting")

    address = f"{reverse('workspace:response_open')}?report={report.reference}"
    send(client, address)

    assert waiting[0][0] == report.title
    assert Response.objects.get().reports.get().publication == report
    assert [row[0] for row in rows(client.get(reverse("workspace:responses")), "waiting")] == [
        "Every report has its response, or a draft of it."
    ]
    assert rows(client.get(reverse("workspace:responses")), "responses")[0][0] == report.title


def test_opening_without_a_report_says_what_is_missing(client: Client) -> None:
    make_inspectorate()

    answer = send(client, reverse("workspace:response_open"))

    assert (answer.status_code, summary(answer)) == (
        422,
        ["A response answers a report. Choose the report, or give its title and day."],
    )


@pytest.mark.item("S-033")
def test_types_of_inspection_are_the_five_of_the_regime(client: Client) -> None:
    answer = client.get(page_of(open_response(), "response_edit"))

    assert len(labels(answer, "inspection_types")) == 5


def test_sections_are_written_and_shown_in_the_order_of_the_form(client: Client) -> None:
    make_item("recommendation", "Direct prevention", exception_note="Alone.")
    response = open_response()

    send(
        client,
        page_of(response, "response_edit"),
        inspection_types=["national", "thematic"],
        force_quoted="yes",
        executive_summary="In short.",
        body_comment="We welcome it.",
        commissioner_name="A. Commissioner",
        commissioner_office="Police and Crime Commissioner",
    )

    shown = main(client.get(page_of(response)))
    order = [
        "Inspection details", "National, Thematic", "Executive summary of the report", "In short.",
        "Findings by question", "Recommendations and what is done", "Direct prevention",
        "Force response to recommendations", "Response of the local policing body", "We welcome it.",
        "For office use",
    ]  # fmt: skip
    places = [shown.index(each) for each in order]
    assert places == sorted(places)


def test_stale_edit_shows_what_stands_and_keeps_what_was_typed(client: Client) -> None:
    response = open_response()
    address = page_of(response, "response_edit")
    services.write_response(
        actor=officer(), response=response, expected_version=1, executive_summary="Theirs."
    )

    answer = send(client, address, executive_summary="Ours.", version="1")

    assert (answer.status_code, typed(answer, "executive_summary")) == (422, "Ours.")
    assert "Theirs." in main(answer)


def test_each_recommendation_is_answered_on_its_page(client: Client) -> None:
    item = make_item("recommendation", "Direct prevention", exception_note="Alone.")
    response = open_response()

    send(
        client, page_of(response, "response_answer", item.pk), kind="no-action", text="It no longer applies."
    )

    answer = ItemAnswer.objects.get()
    assert (answer.item, answer.kind) == (item, "no-action")
    assert "No action, because: It no longer applies." in main(client.get(page_of(response)))


def test_answer_needs_words(client: Client) -> None:
    item = make_item("recommendation", "Direct prevention", exception_note="Alone.")

    answer = send(client, page_of(open_response(), "response_answer", item.pk), kind="action-taken", text="")

    assert (answer.status_code, ItemAnswer.objects.count()) == (422, 0)


def test_earlier_item_is_taken_up_and_then_answered(client: Client) -> None:
    earlier = make_item(title="Earlier", raised_on=date(2016, 12, 8))
    response = open_response()

    send(client, page_of(response, "response_quote"), item=str(earlier.pk))

    assert reverse("workspace:response_answer", args=[response.pk, earlier.pk]) in links(
        client.get(page_of(response))
    )


@pytest.mark.item("S-164")
def test_force_writes_its_section_and_sees_nothing_else_of_the_draft(client: Client) -> None:
    response = open_response()
    send(client, page_of(response, "response_edit"), executive_summary="Secret summary")
    by = timezone.localdate() + timedelta(days=3)
    send(client, page_of(response, "response_invite"), **day("by", by.isoformat()))
    force = signed_in(chief())

    listed = rows(force.get(reverse("workspace:responses")), "invited")
    form = force.get(page_of(response, "response_comment"))
    send(
        force,
        page_of(response, "response_comment"),
        text="We accept it.",
        name="A. Chief",
        office="Chief Constable",
    )

    assert listed[0][0] == "PEEL: Effectiveness 2016"
    assert "Secret summary" not in form.content.decode()
    assert force.get(page_of(response)).status_code == 404
    assert (fresh(response).force_response, fresh(response).force_office) == (
        "We accept it.",
        "Chief Constable",
    )
    assert client.get(page_of(response, "response_comment")).status_code == 404


def test_invitation_beyond_the_last_day_says_that_the_response_is_made_later(client: Client) -> None:
    response = open_response()
    asked = main(client.get(page_of(response, "response_invite")))
    send(client, page_of(response, "response_invite"), **day("by", timezone.localdate().isoformat()))

    read = main(client.get(page_of(response)))

    assert "Its last day: 26 April 2017" in asked
    assert "That lies after the last day of the response, 26 April 2017: waiting for the comments" in read


def test_chief_officer_finds_the_invitation_in_the_work_that_waits(client: Client) -> None:
    response = open_response()
    send(client, page_of(response, "response_invite"), **day("by", timezone.localdate().isoformat()))

    found = links(signed_in(chief()).get(reverse("workspace:home")))

    assert page_of(response, "response_comment") in found


def test_sign_off_tells_everything_that_is_missing() -> None:
    response = open_response()

    answer = send(signed_in(commissioner()), page_of(response, "response_sign_off"))

    assert (answer.status_code, len(summary(answer))) == (422, 5)
    assert fresh(response).state == "draft"


def test_officer_has_no_page_to_sign_off(client: Client) -> None:
    assert client.get(page_of(written(), "response_sign_off")).status_code == 404


def test_commissioner_signs_and_publishes_late_by_one_day() -> None:
    make_item()
    client = signed_in(commissioner())
    response = written()

    send(client, page_of(response, "response_sign_off"))
    send(
        client,
        page_of(response, "response_publish"),
        source="The website of the body",
        **day("published_on", "2017-04-27"),
        **day("signed_off_on", "2017-04-26"),
    )

    shown = main(client.get(page_of(response)))
    assert (fresh(response).state, "1 day late" in shown) == ("published", True)
    assert ScrutinyItem.objects.count() == 1
    assert rows(client.get(reverse("workspace:responses")), "responses")[0][3] == "1 day late"


def test_signed_response_goes_back_to_drafting_with_a_reason() -> None:
    client = signed_in(commissioner())
    response = signed()

    send(client, page_of(response, "response_return"), reason="A name is wrong.")

    assert fresh(response).state == "draft"


@pytest.mark.item("S-208")
def test_copies_are_recorded_with_day_and_person(client: Client) -> None:
    response = signed()

    send(client, page_of(response, "response_copy"), recipient="secretary-of-state")
    send(client, page_of(response, "response_copy"), recipient="inspectorate")

    once_more = {"recipient": "inspectorate", **day("sent_on", timezone.localdate().isoformat())}
    again = client.post(page_of(response, "response_copy"), once_more)

    assert ResponseCopy.objects.count() == 2
    assert summary(again) == ["That this copy was sent is on record already."]
    assert "Copy to the inspectorate" in main(client.get(page_of(response)))
    assert "Both copies are on record." in main(client.get(page_of(response, "response_copy")))
    assert signed_in(chief()).get(page_of(response, "response_copy")).status_code == 404


@pytest.mark.item("S-062")
def test_letter_becomes_public_by_the_receiver_alone(client: Client) -> None:
    response = published()
    letter = {
        "title": "Letter of the inspector",
        "sender": "HM Inspector",
        "text": "Dear Commissioner",
        **day("dated", "2017-03-02"),
    }
    send(client, page_of(response, "letter_add"), **letter)
    kept = Letter.objects.get()
    publish = reverse("workspace:letter_publish", args=[kept.pk])
    others = [
        chief(),
        make_person(make_inspectorate(), Role.HMI),
        make_person(make_force(), Role.FORCE_LIAISON),
    ]

    refused = [signed_in(person).post(publish).status_code for person in others]
    before = Letter.objects.get().public
    client.post(publish)

    assert (kept.public, refused, before, Letter.objects.get().public) == (
        False,
        [404, 404, 404],
        False,
        True,
    )


def test_text_of_the_form_is_for_the_body_until_it_is_published(client: Client) -> None:
    response = written()

    text = client.get(page_of(response, "response_text"))

    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "EXECUTIVE SUMMARY OF REPORT\n\nThe report in short." in text.content.decode()
    assert signed_in(chief()).get(page_of(response, "response_text")).status_code == 404


def test_strangers_find_no_draft() -> None:
    response = open_response()
    others = [
        make_person(make_inspectorate(), Role.HMCIC),
        make_person(make_force(), Role.CHIEF_OFFICER),
        make_person(make_local_policing_body(make_force("durham")), Role.COMMISSIONER),
    ]
    names = ("response", "response_edit", "response_invite", "response_quote", "response_copy", "letter_add")

    answers = [
        signed_in(person).get(page_of(response, name)).status_code for person in others for name in names
    ]

    assert set(answers) == {404}
    assert signed_in(others[0]).get(reverse("workspace:response_open")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_board_asks_as_often_for_three_responses_as_for_one(
    client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        open_response(title=f"Report {each}", published_on=REPORT_DAY + timedelta(days=each))

    with django_assert_max_num_queries(16):
        answer = client.get(reverse("workspace:responses"))

    assert len(rows(answer, "responses")) == number


def test_heading_names_the_report(client: Client) -> None:
    assert heading(client.get(page_of(open_response()))) == "Response to PEEL: Effectiveness 2016"


def test_second_sending_of_a_step_leads_to_the_response_and_says_what_became_of_it() -> None:
    client = signed_in(commissioner())
    response, today = written(), day_words(timezone.localdate())
    said = {}

    for name, words in (("response_sign_off", "signed off"), ("response_publish", "published")):
        address = page_of(response, name)
        send(client, address)
        again = client.post(address, {}, follow=True)
        said[name] = (again.redirect_chain, f"This response was {words} on {today} already" in main(again))

    there = [(page_of(response), 302)]
    assert said == {"response_sign_off": (there, True), "response_publish": (there, True)}


def test_what_the_body_types_after_the_sign_off_stays_on_the_page(client: Client) -> None:
    item = make_item()
    response = signed()
    written_late = {"executive_summary": "Typed late.", "force_quoted": "yes", "version": "1"}

    sections = client.post(page_of(response, "response_edit"), written_late)
    answer = client.post(
        page_of(response, "response_answer", item.pk),
        {"kind": "no-action", "text": "Typed late.", "version": str(response.version)},
    )

    assert (sections.status_code, typed(sections, "executive_summary")) == (422, "Typed late.")
    assert (answer.status_code, typed(answer, "text")) == (422, "Typed late.")
    assert client.get(page_of(response, "response_edit"))["Location"] == page_of(response)


def test_comments_sent_after_the_sign_off_are_refused_and_stay_on_the_page() -> None:
    response = signed()
    words = {"text": "One more word.", "name": "A. Chief", "office": "Chief Constable"}

    answer = signed_in(chief()).post(
        page_of(response, "response_comment"), {**words, "version": str(response.version)}
    )

    assert (answer.status_code, typed(answer, "text")) == (422, "One more word.")
    assert f"was signed off on {day_words(timezone.localdate())}" in summary(answer)[0]
    assert fresh(response).force_response == "The force accepts it."


def test_force_reads_its_own_comments_before_and_after_the_sign_off_and_the_publication() -> None:
    response = written()
    liaison = signed_in(make_person(make_force(), Role.FORCE_LIAISON))
    address = page_of(response, "response_comment")

    def told() -> tuple[bool, str, str]:
        answer = liaison.get(address)
        listed = rows(liaison.get(reverse("workspace:responses")), "invited")
        return "The force accepts it." in main(answer), listed[0][0], listed[0][3]

    stands = [told()]
    signed_one = services.sign_off_response(
        actor=commissioner(), response=response, expected_version=response.version
    )
    stands.append(told())
    services.publish_response(actor=officer(), response=signed_one, expected_version=signed_one.version)
    stands.append(told())

    assert stands == [
        (True, response.title, "Comments written"),
        (True, response.title, f"Signed off on {day_words(timezone.localdate())}"),
        (True, response.title, f"Published on {day_words(timezone.localdate())}"),
    ]
    assert "The report in short." not in main(liaison.get(address))
    assert heading(signed_in(chief()).get(address)) == "What your force said"


def test_report_known_by_title_and_day_is_corrected_on_its_page(client: Client) -> None:
    response = open_response(title="PEEL: Efectiveness", published_on=date(2015, 1, 1))
    address = page_of(response, "response_report", response.reports.get().pk)

    assert address in links(client.get(page_of(response)))
    send(client, address, title="PEEL: Effectiveness 2016", **day("published_on", "2017-03-02"))

    assert "26 April 2017 (56 days beginning with 2 March 2017)" in main(client.get(page_of(response)))
    assert heading(client.get(page_of(response))) == "Response to PEEL: Effectiveness 2016"


def test_draft_opened_by_mistake_is_withdrawn_on_its_page(client: Client) -> None:
    response = open_response()
    seen_by_officer = main(client.get(page_of(response, "response_withdraw")))

    send(
        signed_in(commissioner()),
        page_of(response, "response_withdraw"),
        reason="Opened twice.",
        no_such_report="on",
    )

    assert "leave the draft to the commissioner, who alone can say so" in seen_by_officer

    assert rows(client.get(reverse("workspace:responses")), "waiting") == [
        ["Every report has its response, or a draft of it."]
    ]
    assert rows(client.get(reverse("workspace:responses")), "responses")[0][1] == "Withdrawn"
    assert "Opened twice." in main(client.get(page_of(response)))
    assert rows(client.get(reverse("workspace:home")), "own-responses")[0] == ["No response is under way."]


def test_report_of_a_withdrawn_draft_waits_again_and_is_opened_with_its_title_and_day(client: Client) -> None:
    response = open_response(title="Visits to custody suites")
    send(client, page_of(response, "response_withdraw"), reason="No time.")

    listed = client.get(reverse("workspace:responses"))
    opening = next(each for each in links(listed) if "again=" in each)
    send(client, opening)

    assert rows(listed, "waiting")[0][:3] == ["Visits to custody suites", "2 March 2017", "26 April 2017"]
    assert rows(listed, "waiting")[0][3].endswith("days late")
    anew = Response.objects.exclude(pk=response.pk).get()
    assert (anew.title, anew.due) == (response.title, response.due)
    assert rows(client.get(reverse("workspace:responses")), "waiting") == [
        ["Every report has its response, or a draft of it."]
    ]


def test_return_of_what_is_published_already_is_told_instead_of_asked(client: Client) -> None:
    response = published()

    answer = signed_in(commissioner()).get(page_of(response, "response_return"))

    assert answer["Location"] == page_of(response)


def test_force_reads_no_day_of_invitation_of_what_was_entered_afterwards() -> None:
    published(on=date(2017, 4, 1))

    listed = rows(signed_in(chief()).get(reverse("workspace:responses")), "invited")

    assert listed[0][2:] == ["Not recorded", "Published on 1 April 2017, entered here afterwards"]


def test_button_on_a_stale_page_asks_nobody_to_compare_a_text() -> None:
    response = written()
    signer = signed_in(commissioner())

    refused = signer.post(page_of(response, "response_sign_off"), {"version": "1"})

    assert refused.status_code == 422
    assert "Look at what stands there now, and send it again where it still holds." in summary(refused)[0]
    assert "Compare" not in summary(refused)[0]


def test_hint_of_publication_is_one_sentence_where_no_day_was_fixed() -> None:
    response = signed(open_response(title="PEEL: Effectiveness 2014", published_on=date(2015, 1, 1)))

    told = main(signed_in(commissioner()).get(page_of(response, "response_publish")))

    assert (
        "It has no fixed day: the comments had to be published, but no number of days was fixed. The day"
        in told
    )


@pytest.mark.parametrize(
    ("role", "recipient"), [(Role.HMCIC, "inspectorate"), (Role.HOME_OFFICE_READER, "secretary-of-state")]
)
def test_those_who_receive_copies_find_published_and_late_responses(role: str, recipient: str) -> None:
    late = published(on=date(2017, 4, 27))
    published(open_response(title="In time", published_on=date(2017, 3, 9)), on=date(2017, 4, 1))
    open_response(title="Draft")
    services.send_copy(actor=officer(), response=late, recipient=recipient)
    place = (
        make_inspectorate()
        if role == Role.HMCIC
        else Organisation.objects.create(
            kind=Organisation.Kind.GOVERNMENT, slug="home-office", name="Home Office"
        )
    )
    reader = signed_in(make_person(place, role))

    listed = reader.get(reverse("workspace:responses"))
    narrowed = rows(reader.get(reverse("workspace:responses"), {"clock": "late"}), "published")

    today = day_words(timezone.localdate())
    assert {(row[0], row[5]) for row in rows(listed, "published")} == {
        (late.title, today),
        ("In time", "Not recorded"),
    }
    assert [row[0] for row in narrowed] == [late.title]
    assert "No body has invited comments" not in main(listed)
    if role == Role.HOME_OFFICE_READER:
        assert [row[0] for row in rows(reader.get(reverse("workspace:home")), "copies")] == [late.title]


def test_report_leads_to_the_response_of_the_body_or_to_opening_it(client: Client) -> None:
    body_of_cleveland()
    report = published_report()
    address = reverse("workspace:response_to", args=[report.reference])
    opening = f"{reverse('workspace:response_open')}?report={report.reference}"

    before = client.get(address)["Location"]
    send(client, opening)

    assert place_of(officer(), "response", f"{report.reference}:{body_of_cleveland().slug}") == address
    assert (before, client.get(address)["Location"]) == (opening, page_of(Response.objects.get()))
    assert signed_in(chief()).get(address)["Location"] == reverse("workspace:responses")
