"""Routes of the workspace: items that are followed until they are done."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.following import (
    force_steps,
    item_page,
    looking,
    national,
    ordering,
    outliers,
    queue,
    verifying,
)

ITEM = "items/<uuid:item_id>/"
NATIONAL = "items/national/<uuid:item_id>/"

urlpatterns: list[URLPattern] = [
    path("items/waiting/", queue.items_waiting, name="items_waiting"),
    path("items/national/", national.national_list, name="national_items"),
    path("items/national/ask/", outliers.outliers_ask, name="outliers_ask"),
    path("items/national/proposals/<uuid:proposal_id>/", outliers.asking, name="asking"),
    path(NATIONAL, national.national_item, name="national_item"),
    path(f"{NATIONAL}issue/", national.national_issue, name="national_issue"),
    path(f"{NATIONAL}letters/", national.national_letters, name="national_letters"),
    path(
        "items/deliverables/<uuid:deliverable_id>/send/",
        force_steps.deliverable_send,
        name="deliverable_send",
    ),
    path("items/receipts/documents/<uuid:document_id>/", looking.receipt_document, name="receipt_document"),
    path("items/receipts/<uuid:receipt_id>/", looking.receipt_review, name="receipt_review"),
    path("items/revisits/<uuid:revisit_id>/", looking.revisit_done, name="revisit_done"),
    path(ITEM, item_page.followed, name="followed_item"),
    path(f"{ITEM}owner/", force_steps.item_owner, name="item_owner"),
    path(f"{ITEM}start/", force_steps.item_start, name="item_start"),
    path(f"{ITEM}declare/", force_steps.item_declare, name="item_declare"),
    path(f"{ITEM}take-up/", verifying.item_take_up, name="item_take_up"),
    path(f"{ITEM}verify/", verifying.item_verify, name="item_verify"),
    path(f"{ITEM}ask-closing/", verifying.item_ask_closing, name="item_ask_closing"),
    path(f"{ITEM}decide-closing/", verifying.item_decide_closing, name="item_decide_closing"),
    path(f"{ITEM}review/", looking.item_review, name="item_review"),
    path(f"{ITEM}revisit/", looking.item_revisit, name="item_revisit"),
    path(f"{ITEM}interval/", looking.item_interval, name="item_interval"),
    path(f"{ITEM}theme/", ordering.item_theme, name="item_theme"),
    path(f"{ITEM}link/", ordering.item_link, name="item_link"),
    path(f"{ITEM}alike/", ordering.item_alike, name="item_alike"),
    path(f"{ITEM}supersede/", ordering.item_supersede, name="item_supersede"),
    path(f"{ITEM}set-aside/", ordering.item_set_aside, name="item_set_aside"),
]
