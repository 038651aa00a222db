"""Every figure of a report has its source: the list of them is made from the figures, with release and period."""

from __future__ import annotations

import pytest

from peelian.apps.reports.assembly import assemble_report_value
from peelian.rules.errors import InvalidValueError
from tests.apps.reports.made_up import PUBLISHED, add_figure, count_figure, write_part, written_inspection

pytestmark = pytest.mark.django_db


@pytest.mark.item("S-057")
def test_published_source_is_listed_with_its_release_and_period_and_no_figure_stands_without_one() -> None:
    inspection = written_inspection()
    add_figure(inspection, count_figure("F-3", source="Home Office", k=5, n=9), part="summary")
    release = {
        "name": "Home Office police workforce", "release": "July 2022", "period": "31 March 2022", "figures": ["F-3"],
    }  # fmt: skip
    write_part(inspection, data_sources=[release])

    data = assemble_report_value(inspection, published=PUBLISHED).about_the_data
    with pytest.raises(InvalidValueError) as refusal:
        add_figure(inspection, count_figure("F-4", source=" ", k=5, n=9), part="summary")

    listed = [key for source in data.sources for key in source.figures]
    assert data.sources[0].model_dump(mode="json") == release
    assert sorted(listed) == [figure.key for figure in data.figures]
    assert refusal.value.code == "figure-invalid"
