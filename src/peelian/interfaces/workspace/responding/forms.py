"""Forms of a response, section by section."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.responses.models import ItemAnswer, Response, ResponseCopy
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import SMALL, PartsMixin, ReasonForm, VersionField
from peelian.interfaces.workspace.listing import Filters, filter_choice

PRECISIONS = [("day", "The day"), ("month", "The month alone")]


def long_text(label: str, rows: int = 6, **options: Any) -> forms.CharField:
    """A text of several paragraphs."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class PublishedFilters(Filters):
    """Which published responses are shown."""

    clock = filter_choice("In time", [("late", "After the last day")])


class OpenForm(PartsMixin, forms.Form):
    """Which report is answered: one of those published here, or one by its title and day; and a second one."""

    body = forms.ChoiceField(label="For which body", widget=forms.RadioSelect)
    report = forms.ChoiceField(label="A report published here", required=False)
    title = forms.CharField(label="Title of the report", max_length=200, required=False)
    published_on = DatePartsField(
        label="Published on",
        required=False,
        help_text="Where only the month is known, give its first day and choose the month below.",
    )
    published_precision = forms.ChoiceField(
        label="What is known of it",
        choices=PRECISIONS,
        widget=forms.RadioSelect,
        initial="day",
        required=False,
    )
    second = forms.ChoiceField(
        label="A second report that says the same",
        required=False,
        help_text="A national report and the force's own can be answered by one response. The clock that ends "
        "first counts.",
    )
    layout = (
        ("The report", ("body", "report")),
        ("A report that is not published here", ("title", "published_on", "published_precision")),
        ("One response to two reports", ("second",)),
    )


class SectionsForm(PartsMixin, forms.Form):
    """What the body writes, in the order of the form. The force's section is not among it."""

    inspection_types = forms.MultipleChoiceField(
        label="Type of inspection",
        required=False,
        help_text="Tick all that hold; leave all empty where it is not known.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": SMALL}),
    )
    force_quoted = forms.ChoiceField(
        label="Is the force quoted in the report?", choices=Response.Answer.choices, widget=forms.RadioSelect
    )
    executive_summary = long_text("Executive summary of the report", 10, required=False)
    findings_introduction = long_text(
        "What the report found",
        4,
        required=False,
        help_text="Areas for improvement are listed under each question from the record; do not type them.",
    )
    body_comment = long_text("Comment", 10, required=False)
    commissioner_name = forms.CharField(
        label="Name of the commissioner",
        max_length=150,
        required=False,
        help_text="Who held the office on the day of the response.",
    )
    commissioner_office = forms.CharField(
        label="Office", max_length=150, required=False, help_text="Such as Police and Crime Commissioner."
    )
    reply = long_text("Reply to the comments of the force", 4, required=False)
    version = VersionField()
    layout = (
        ("Inspection details", ("inspection_types", "force_quoted")),
        ("Executive summary and findings", ("executive_summary", "findings_introduction")),
        (
            "Response of the local policing body",
            ("body_comment", "commissioner_name", "commissioner_office", "reply"),
        ),
    )


class AnswerForm(forms.Form):
    """What is done about one item, or why nothing is."""

    kind = forms.ChoiceField(label="Answer", choices=ItemAnswer.Kind.choices, widget=forms.RadioSelect)
    text = long_text("In words", 6, help_text="What was done, what is proposed, or why there is no action.")
    version = VersionField()


class QuoteForm(forms.Form):
    """An item of an earlier report that this report takes up."""

    item = forms.ChoiceField(label="Item of an earlier report")
    version = VersionField()


class InviteForm(forms.Form):
    """By when the chief officer comments."""

    by = DatePartsField(
        label="Comments by",
        help_text="A day that you set; the whole of it counts. The chief officer is told.",
    )
    version = VersionField()


class CommentForm(forms.Form):
    """The force's own section."""

    text = long_text("Force response to recommendations", 10)
    name = forms.CharField(label="Name of the one who speaks", max_length=150)
    office = forms.CharField(label="Office", max_length=150, help_text="Such as Chief Constable.")
    version = VersionField()


class PublishForm(PartsMixin, forms.Form):
    """The day of publication; left as it is, that is today. What was published before says where."""

    published_on = DatePartsField(
        label="Published on", help_text="A day from the sign-off to today, on which you made it public."
    )
    source = forms.CharField(
        label="Where it was published",
        max_length=300,
        required=False,
        help_text="Such as the address of a page. Left empty where you publish it now.",
    )
    signed_off_on = DatePartsField(label="Signed off on", required=False)
    version = VersionField()
    layout = (
        ("The day", ("published_on",)),
        ("Only where it was published before it was opened here", ("source", "signed_off_on")),
    )


class CorrectForm(forms.Form):
    """Title and day of a report that is known by them alone."""

    title = forms.CharField(label="Title of the report", max_length=200)
    published_on = DatePartsField(
        label="Published on",
        help_text="Where only the month is known, give its first day and choose the month below.",
    )
    published_precision = forms.ChoiceField(
        label="What is known of it", choices=PRECISIONS, widget=forms.RadioSelect
    )
    version = VersionField()


class WithdrawForm(ReasonForm):
    """Why a draft is withdrawn, and whether its report was entered by mistake as well."""

    no_such_report = forms.BooleanField(
        label="There is no such report: its title or day was entered by mistake",
        required=False,
        help_text="Nothing waits for a response to it any more. Leave it unticked where the report is to be answered.",
    )


class CopyForm(forms.Form):
    """To whom a copy went, and when."""

    recipient = forms.ChoiceField(
        label="Copy sent to", choices=ResponseCopy.Recipient.choices, widget=forms.RadioSelect
    )
    sent_on = DatePartsField(label="Sent on")


class LetterForm(forms.Form):
    """A letter on the inspection."""

    title = forms.CharField(label="Title", max_length=200)
    sender = forms.CharField(
        label="From", max_length=200, help_text="Name and office of the one who wrote it."
    )
    dated = DatePartsField(label="Dated")
    text = long_text("Letter", 12)
