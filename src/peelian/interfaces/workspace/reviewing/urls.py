"""Routes of the workspace: reviewing."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.reviewing import (
    answering,
    assigning,
    case_facts,
    case_pages,
    flowing,
    frames,
    manifest,
    overseeing,
    plans,
    results,
    sampling,
)

INSPECTION = "inspections/<uuid:inspection_id>/reviews/"
REVIEW = "reviews/<uuid:review_id>/"
CASE = "reviews/cases/<uuid:case_id>/"
ANSWER = "reviews/answers/<uuid:assignment_id>/"
ITEM = f"{ANSWER}items/<uuid:case_item_id>/"

urlpatterns: list[URLPattern] = [
    path(INSPECTION, plans.reviews, name="reviews"),
    path(f"{INSPECTION}plan/", plans.review_plan, name="review_plan"),
    path("reviews/mine/", assigning.my_cases, name="my_cases"),
    path("reviews/markings/<uuid:assignment_id>/reviewer/", assigning.case_reassign, name="case_reassign"),
    path(REVIEW, plans.review, name="review"),
    path(f"{REVIEW}edit/", plans.review_edit, name="review_edit"),
    path(f"{REVIEW}frame/", frames.review_frame_load, name="review_frame"),
    path(f"{REVIEW}sample/", sampling.review_sample, name="review_sample"),
    path(f"{REVIEW}draw/", sampling.review_draw, name="review_draw"),
    path(f"{REVIEW}prove/", sampling.review_prove, name="review_prove"),
    path(f"{REVIEW}enlarge/", sampling.review_enlarge, name="review_enlarge"),
    path(f"{REVIEW}double-marking/", sampling.review_double_marking, name="review_double_marking"),
    path(f"{REVIEW}manifest/", manifest.review_manifest, name="review_manifest"),
    path(f"{REVIEW}case-list/", manifest.review_case_list, name="review_case_list"),
    path(f"{REVIEW}reviewers/", assigning.review_assign, name="review_assign"),
    path(f"{REVIEW}cases/", case_pages.review_cases, name="review_cases"),
    path(CASE, case_pages.review_case, name="review_case"),
    path(f"{CASE}replace/", case_pages.case_withdraw, name="case_withdraw"),
    path(f"{CASE}settle/<slug:question>/", overseeing.case_settle, name="case_settle"),
    path(f"{REVIEW}progress/", overseeing.review_progress_page, name="review_progress"),
    path(f"{REVIEW}disagreements/", overseeing.review_disagreements, name="review_disagreements"),
    path(f"{REVIEW}close/", results.review_close, name="review_close"),
    path(f"{REVIEW}results/", results.review_results_page, name="review_results"),
    path(f"{REVIEW}results/export/", results.review_export, name="review_export"),
    path(f"{REVIEW}results/figures/", flowing.review_flow, name="review_flow"),
    path(f"{REVIEW}results/earlier/", results.review_earlier, name="review_earlier"),
    path(f"{REVIEW}results/recorded-crime/", results.review_volume, name="review_volume"),
    path(f"{REVIEW}results/<slug:question>/", results.review_result, name="review_result"),
    path(ANSWER, answering.review_answer, name="review_answer"),
    path(f"{ANSWER}save/", answering.review_answer_save, name="review_answer_save"),
    path(f"{ANSWER}reopen/", answering.review_answer_reopen, name="review_answer_reopen"),
    path(f"{ANSWER}facts/", case_facts.review_case_facts, name="review_case_facts"),
    path(f"{ANSWER}items/add/<slug:kind>/", case_facts.review_item_add, name="review_item_add"),
    path(f"{ITEM}edit/", case_facts.review_item_edit, name="review_item_edit"),
    path(f"{ITEM}remove/", case_facts.review_item_remove, name="review_item_remove"),
]
