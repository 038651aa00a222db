"""The report as an accessible PDF (PDF/UA-1), laid out by Typst.

The template receives the words as JSON and places them as text. Only the fonts
that Typst carries are used, so that the same report gives the same file on any
machine: even its date is the day of publication.
"""

import json
from datetime import UTC, datetime, time
from importlib.resources import as_file, files

import typst

from peelian.rendering.charts import chart_picture
from peelian.rendering.printable import STANDARD, embedded_fonts
from peelian.rendering.report_value import ReportValue
from peelian.rendering.report_view import Pictures, report_view
from peelian.rules.errors import RefusalError

CHART_FONT = "Libertinus Serif"


def report_pdf(value: ReportValue, pictures: Pictures | None = None) -> bytes:
    """Write the report as a tagged PDF.

    Parameters
    ----------
    value : ReportValue
        The frozen report.
    pictures : mapping of int to ChartPicture, optional
        Charts already drawn, by number. Without it they are drawn here.

    Returns
    -------
    bytes
        A PDF/UA-1 file. The same value gives the same bytes.

    Raises
    ------
    RefusalError
        The report holds what cannot stand in an accessible PDF, such as a character that no font has.
    """
    drawn = pictures if pictures is not None else draw_charts(value)
    words = json.dumps(report_view(value, drawn), ensure_ascii=False)
    published = datetime.combine(value.published, time(), tzinfo=UTC)
    with as_file(files("peelian.rendering") / "templates") as folder:
        compiler = typst.Compiler(input=folder / "report.typ", root=folder, font_paths=embedded_fonts())
        try:
            written = compiler.compile(
                format="pdf", sys_inputs={"report": words}, pdf_standards=STANDARD, timestamp=published
            )
        except typst.TypstError as error:
            raise RefusalError("refused", f"The report cannot be laid out as a PDF: {error}.") from error
    if not isinstance(written, bytes):
        raise TypeError(f"Typst gave {type(written).__name__} where one PDF was expected.")
    return written


def draw_charts(value: ReportValue) -> Pictures:
    """Draw every chart of the report in the face of the printed page."""
    return {chart.number: chart_picture(chart, CHART_FONT) for chart in value.charts()}
