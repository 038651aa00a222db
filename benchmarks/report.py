"""Time and memory of writing one report as PDF, beside WeasyPrint on the same words.

Usage: python benchmarks/report.py [REPORT.json] [--runs 5] [--without-weasyprint]

Every run is a process of its own: seconds from its start to its end, imports
included, and its peak memory. The report is written twice, drawing its charts and
with charts drawn before, as they are kept once published. WeasyPrint is installed
into a throwaway environment and writes the same words, tables and drawn charts,
also as PDF/UA-1, so that the second run is the one to compare with it.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import asdict
from pathlib import Path

TARGET_SECONDS, TARGET_MEGABYTES = 1.5, 300

PEELIAN_RUN = """
import json, sys
from pathlib import Path
from peelian.rendering.charts import ChartPicture
from peelian.rendering.pdf import report_pdf
from peelian.rendering.report_value import ReportValue
source = Path(sys.argv[1])
kept = json.loads(source.with_suffix(".charts").read_text()) if sys.argv[3] == "drawn-before" else None
pictures = {int(number): ChartPicture(**picture) for number, picture in kept.items()} if kept is not None else None
value = ReportValue.model_validate_json(source.read_bytes())
Path(sys.argv[2]).write_bytes(report_pdf(value, pictures))
"""
WEASYPRINT_RUN = """
import sys
from weasyprint import HTML
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""
PEAK = """
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measured(python: str, code: str, source: Path, runs: int, charts: str = "") -> dict[str, float]:
    """Run a writer several times; the median of seconds and the largest memory count."""
    out = source.with_suffix(".pdf")
    seconds, kilobytes = [], []
    for _ in range(runs):
        begun = time.perf_counter()
        command = [python, "-c", code + PEAK, str(source), str(out), charts]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds.append(time.perf_counter() - begun)
        kilobytes.append(int(done.stdout.split()[-1]))
    return {
        "seconds": round(statistics.median(seconds), 3),
        "megabytes": round(max(kilobytes) / 1024, 1),
        "pdf_kilobytes": round(out.stat().st_size / 1024, 1),
    }


def weasyprint_python(folder: Path) -> str:
    """Make a throwaway environment with WeasyPrint and return its Python."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "weasyprint"], check=True, capture_output=True)
    return python


def write_inputs(source: Path | None, folder: Path) -> tuple[Path, Path]:
    """Write the report as JSON for one writer and as HTML for the other."""
    from benchmarks.report_content import html_of, report_of
    from peelian.rendering.pdf import draw_charts
    from peelian.rendering.report_value import canonical_json
    from peelian.rendering.report_view import report_view

    value = report_of(source)
    pictures = draw_charts(value)
    drawn = {number: asdict(picture) for number, picture in pictures.items()}
    plain, page = folder / "report.json", folder / "report.html"
    plain.write_text(canonical_json(value), encoding="utf-8")
    plain.with_suffix(".charts").write_text(json.dumps(drawn), encoding="utf-8")
    page.write_text(html_of(report_view(value, pictures)), encoding="utf-8")
    return plain, page


def main() -> int:
    """Print both measurements, their ratio and whether the targets are met."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("report", nargs="?", type=Path, help="the JSON export of a report")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--without-weasyprint", action="store_true")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, page = write_inputs(chosen.report, folder)
        ours = measured(sys.executable, PEELIAN_RUN, plain, chosen.runs, "drawn-now")
        kept = measured(sys.executable, PEELIAN_RUN, plain, chosen.runs, "drawn-before")
        result: dict[str, object] = {"peelian": ours, "peelian_charts_drawn_before": kept}
        if not chosen.without_weasyprint:
            python = weasyprint_python(folder / "venv")
            theirs = measured(python, WEASYPRINT_RUN, page, chosen.runs)
            result["weasyprint"] = theirs
            result["weasyprint_time_over_peelian"] = round(theirs["seconds"] / ours["seconds"], 1)
            result["weasyprint_time_over_charts_drawn_before"] = round(theirs["seconds"] / kept["seconds"], 1)
    met = ours["seconds"] <= TARGET_SECONDS and ours["megabytes"] <= TARGET_MEGABYTES
    result["target"] = {"seconds": TARGET_SECONDS, "megabytes": TARGET_MEGABYTES, "met": met}
    print(json.dumps(result, indent=2))
    return 0 if met else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main())
