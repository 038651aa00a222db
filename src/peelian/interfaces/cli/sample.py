"""`peelian sample`: how many cases, which cases, and the proof that they were drawn so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from peelian.interfaces.cli.answers import json_option, say, write_json
from peelian.interfaces.cli.statistical import answer, confidence_option, reasons_by_name, statistics_refuse


@click.group("sample")
def command() -> None:
    """Plan a sample, draw it from a frame, and prove the draw.

    Example: peelian sample draw frame.csv --plan plan.yaml --seed 2026 --out sample.csv
    """


@command.command("size")
@click.option("--proportion", type=float, default=0.5, show_default=True, help="Expected proportion, 0 to 1.")
@click.option(
    "--half-width-pp",
    type=click.FloatRange(0, 100, min_open=True, max_open=True),
    help="Wanted half width in percentage points.",
)
@click.option("--change-from", type=float, help="Proportion of the earlier round, to size a test of change.")
@click.option("--old-se", type=float, help="Standard error of the earlier round, as a proportion.")
@click.option(
    "--power", type=float, default=0.8, show_default=True, help="Chance that the test finds the change."
)
@click.option("--population", type=int, help="Cases in the frame.")
@click.option(
    "--design-effect", type=float, default=1.0, show_default=True, help="Variance over a simple sample's."
)
@confidence_option
@json_option
@statistics_refuse
def size(
    proportion: float,
    half_width_pp: float | None,
    change_from: float | None,
    old_se: float | None,
    power: float,
    population: int | None,
    design_effect: float,
    confidence: float,
    as_json: bool,
) -> None:
    """Say how many cases a half width, or a test of change, needs.

    Example: peelian sample size --proportion 0.964 --half-width-pp 2 --population 72000
    """
    from peelian.stats import sample_size_for_change, sample_size_for_half_width

    common: dict[str, Any] = {
        "population": population, "design_effect": design_effect, "confidence": confidence,
    }  # fmt: skip
    if (half_width_pp is None) == (change_from is None):
        raise click.UsageError("Give one of --half-width-pp and --change-from.")
    if half_width_pp is not None:
        found = sample_size_for_half_width(proportion, half_width_pp / 100, **common)
    else:
        found = sample_size_for_change(change_from or 0.0, proportion, power=power, old_se=old_se, **common)
    answer(found, as_json)


@command.command("draw")
@click.argument("frame_path", metavar="FRAME", type=click.Path(path_type=Path))
@click.option("--plan", "plan_path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="YAML: key, stratum, and one of sizes, size, half_width_pp.")  # fmt: skip
@click.option("--seed", required=True, help="Any text; the same seed draws the same cases.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="CSV file to write."
)
@click.option("--enlarge", type=click.Path(path_type=Path), help="An earlier sample: all its cases are kept.")
@click.option("--withdraw", multiple=True, metavar="KEY:REASON", help="Replace a case by the next in order.")
@json_option
@statistics_refuse
def draw(
    frame_path: Path,
    plan_path: Path,
    seed: str,
    out: Path,
    enlarge: Path | None,
    withdraw: tuple[str, ...],
    as_json: bool,
) -> None:
    """Draw a sample from a frame (CSV or Parquet), with a manifest beside it.

    \b
    A plan, for example:
      key: crime_reference
      stratum: offence_group
      size: 300
      allocation: proportional
      minimum: 20

    Example: peelian sample draw frame.parquet --plan plan.yaml --seed 2026 --out sample.csv
    """
    from peelian.records.sampling import draw_sample, read_frame, write_sample

    _refuse_overwriting(out, frame_path, plan_path)
    plan = _read_plan(plan_path)
    earlier = _earlier(enlarge, seed)
    gone = earlier.get("withdrawn", {}) | reasons_by_name(withdraw, "--withdraw")
    drawn = draw_sample(
        read_frame(frame_path, plan), plan, seed, withdrawn=gone, earlier_sizes=earlier.get("sizes")
    )
    proof = write_sample(drawn, out)
    if as_json:
        told = {"sample": str(out), "manifest": str(proof), "drawn": len(drawn.cases), "sizes": drawn.sizes}
        write_json({**told, "frame": {"rows": drawn.frame_rows, "fingerprint": drawn.frame_fingerprint}})
        return
    say(f"Drew {len(drawn.cases):,} of {drawn.frame_rows:,} cases.")
    for stratum, number in drawn.sizes.items():
        say(f"  {stratum}: {number:,} of {drawn.populations[stratum]:,}")
    click.echo(f"{out}\n{proof}")


@command.command("verify")
@click.argument("sample_path", metavar="SAMPLE", type=click.Path(path_type=Path))
@click.argument("frame_path", metavar="[FRAME]", required=False, type=click.Path(path_type=Path))
@json_option
@statistics_refuse
def verify(sample_path: Path, frame_path: Path | None, as_json: bool) -> None:
    """Draw a sample anew from its manifest and compare every column and count. FRAME is needed only if the frame moved.

    Example: peelian sample verify sample.csv
    """
    from peelian.records.sampling import verify_sample

    found = verify_sample(sample_path, frame_path)
    answer(found, as_json)
    if not found.same:
        raise click.exceptions.Exit(1)


def _refuse_overwriting(out: Path, *read: Path) -> None:
    """Refuse to write the sample over a file that it is drawn from."""
    for path in read:
        if out.exists() and path.exists() and out.samefile(path):
            raise click.UsageError(
                f"--out names {path}, which the sample is drawn from. Give the sample a file of its own."
            )


def _read_plan(path: Path) -> Any:
    import yaml

    from peelian.stats import StatsError, plan_from_mapping

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StatsError(
            "plan-unreadable", f"{path.name} is not YAML: {error}", {"file": str(path)}
        ) from error
    if not isinstance(data, dict):
        raise StatsError(
            "plan-unreadable",
            f"{path.name} is not a plan. A plan has a line 'key:' and a line 'size:'.",
            {"file": str(path)},
        )
    return plan_from_mapping(data)


def _earlier(sample: Path | None, seed: str) -> dict[str, Any]:
    """Sizes and withdrawn cases of the sample that is enlarged; its seed must be the same."""
    if sample is None:
        return {}
    from peelian.records.sampling import read_manifest
    from peelian.stats import StatsError

    manifest = read_manifest(sample)
    if manifest["seed"] != seed:
        raise StatsError(
            "seed-differs",
            f"The sample was drawn with the seed {manifest['seed']!r}, not {seed!r}. Another seed draws other "
            "cases; enlarge with the same.",
            {"seed": manifest["seed"]},
        )
    gone = {entry["key"]: entry["reason"] for entry in manifest["withdrawn"]}
    return {"sizes": manifest["sizes"], "withdrawn": gone}
