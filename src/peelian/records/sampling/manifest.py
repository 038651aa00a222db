"""The proof that goes with a sample: enough to draw it again and compare."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from peelian.records.sampling.draw import SampleDraw, draw_sample
from peelian.records.sampling.frame import read_frame
from peelian.stats.errors import StatsError
from peelian.stats.keyed_draw import DRAW_ALGORITHM, FINGERPRINT_ALGORITHM
from peelian.stats.sample_plan import plan_from_mapping


@dataclass(frozen=True)
class Verification:
    """The outcome of a redraw; `missing` were to be drawn and are not in the file, `extra` the other way."""

    same: bool
    frame_same: bool
    drawn: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    def sentence(self) -> str:
        if self.same:
            return f"The redraw gives the same {self.drawn:,} cases from the same frame."
        if not self.frame_same:
            return "The frame is not the one that the sample was drawn from: its fingerprint differs."
        return (
            f"The redraw differs: {len(self.missing)} cases are missing and {len(self.extra)} do not belong."
        )

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "sentence": self.sentence()}


def manifest_path(sample: Path) -> Path:
    """Return where the manifest of a sample lies: beside it, ending in ``.manifest.json``."""
    return sample.with_suffix(".manifest.json")


def manifest_of(draw: SampleDraw) -> dict[str, Any]:
    """Return the manifest as plain values."""
    keys = "\n".join(sorted(case.key for case in draw.cases))
    return {
        "algorithm": DRAW_ALGORITHM,
        "seed": draw.seed,
        "plan": draw.plan.to_dict(),
        "frame": {
            "file": draw.frame_file,
            "rows": draw.frame_rows,
            "fingerprint": draw.frame_fingerprint,
            "fingerprint_algorithm": FINGERPRINT_ALGORITHM,
            "populations": draw.populations,
        },
        "sizes": draw.sizes,
        "withdrawn": [{"key": key, "reason": reason} for key, reason in draw.withdrawn.items()],
        "drawn": len(draw.cases),
        "sample_sha256": hashlib.sha256(keys.encode()).hexdigest(),
    }


def write_sample(draw: SampleDraw, path: Path) -> Path:
    """Write the sample as CSV and its manifest beside it, and return the path of the manifest.

    Each row has the key under the name that the frame uses, the stratum, the place in the order of the draw,
    the population of the stratum and the weight ``population / size``: what `peelian estimate` asks for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([draw.plan.key, "stratum", "order", "population", "weight"])
        for case in draw.cases:
            population = draw.populations[case.stratum]
            weight = repr(population / draw.sizes[case.stratum])
            rows.writerow([case.key, case.stratum, case.order, population, weight])
    proof = manifest_path(path)
    proof.write_text(json.dumps(manifest_of(draw), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return proof


def read_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a sample, given the sample or the manifest itself.

    Raises
    ------
    StatsError
        ``manifest-unreadable`` or ``algorithm-unknown``.
    """
    proof = path if path.name.endswith(".manifest.json") else manifest_path(path)
    try:
        manifest: dict[str, Any] = json.loads(proof.read_text(encoding="utf-8"))
        algorithm = manifest["algorithm"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StatsError(
            "manifest-unreadable",
            f"{proof.name} is not the manifest of a sample. It is written beside the sample by the draw.",
            {"file": str(proof)},
        ) from error
    if algorithm != DRAW_ALGORITHM:
        raise StatsError(
            "algorithm-unknown",
            f"The sample was drawn by {algorithm!r}; this version redraws {DRAW_ALGORITHM!r}.",
            {"algorithm": algorithm},
        )
    return manifest


def verify_sample(sample: Path, frame_path: Path | None = None) -> Verification:
    """Draw a sample anew from its manifest and compare it with the file.

    Parameters
    ----------
    frame_path
        Where the frame lies now, if it moved since the draw.
    """
    manifest = read_manifest(sample)
    plan = plan_from_mapping(manifest["plan"])
    frame = read_frame(frame_path or _frame_of(manifest, sample), plan)
    frame_same = frame.fingerprint == manifest["frame"]["fingerprint"]
    gone = {entry["key"]: entry["reason"] for entry in manifest["withdrawn"]}
    redrawn = draw_sample(frame, plan, manifest["seed"], withdrawn=gone, earlier_sizes=manifest["sizes"])
    expected = {case.key for case in redrawn.cases}
    found = _keys_in(sample, plan.key)
    missing, extra = tuple(sorted(expected - found)), tuple(sorted(found - expected))
    return Verification(frame_same and not missing and not extra, frame_same, len(expected), missing, extra)


def _frame_of(manifest: dict[str, Any], sample: Path) -> Path:
    named = Path(manifest["frame"]["file"])
    beside = sample.parent / named.name
    return beside if beside.is_file() and not named.is_file() else named


def _keys_in(sample: Path, key: str) -> set[str]:
    path = sample
    if sample.name.endswith(".manifest.json"):
        path = sample.with_name(sample.name.removesuffix(".manifest.json") + ".csv")
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return {row[key] for row in csv.DictReader(file)}
    except (OSError, KeyError) as error:
        raise StatsError(
            "sample-unreadable", f"{path.name} is not a sample with a column {key!r}.", {"file": str(path)}
        ) from error
