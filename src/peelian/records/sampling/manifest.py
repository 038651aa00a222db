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

SHOWN = 20
SAMPLE_COLUMNS = ("stratum", "order", "population", "weight")
"""The columns of a sample beside its key."""


@dataclass(frozen=True)
class Verification:
    """The outcome of a redraw.

    Parameters
    ----------
    missing : keys that were to be drawn and are not in the file.
    extra : keys in the file that were not to be drawn.
    differences : every value of the file or its manifest that the redraw does not give.
    """

    same: bool
    frame_same: bool
    drawn: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    differences: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say the outcome and name what differs, the first of each kind."""
        if self.same:
            return f"The redraw gives the same {self.drawn:,} cases from the same frame."
        if not self.frame_same:
            return "The frame is not the one that the sample was drawn from: its fingerprint differs."
        told = (
            _named(self.missing, "missing case", "missing cases", ", "),
            _named(self.extra, "case that does not belong", "cases that do not belong", ", "),
            _named(self.differences, "other value", "other values", "; "),
        )
        return f"The redraw differs. {'. '.join(each for each in told if each)}."

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "sentence": self.sentence()}


def _named(listed: tuple[str, ...], one: str, several: str, between: str) -> str:
    if not listed:
        return ""
    more = f"{between}and {len(listed) - SHOWN:,} more" if len(listed) > SHOWN else ""
    return f"{len(listed):,} {one if len(listed) == 1 else several}: {between.join(listed[:SHOWN])}{more}"


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
        rows.writerow([draw.plan.key, *SAMPLE_COLUMNS])
        rows.writerows([key, *values] for key, values in _rows_of(draw).items())
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
    if not proof.is_file():
        raise StatsError(
            "file-not-found",
            f"There is no manifest {proof}. The draw writes it beside the sample; keep the two together.",
            {"file": str(proof)},
        )
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
    """Draw a sample anew from its manifest and compare it with every column of the file and every count.

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
    expected, found = _rows_of(redrawn), _rows_in(sample, plan.key)
    missing, extra = tuple(sorted(expected.keys() - found)), tuple(sorted(found.keys() - expected))
    differences = (*_other_counts(manifest, manifest_of(redrawn)), *_other_values(expected, found))
    same = frame_same and not (missing or extra or differences)
    return Verification(same, frame_same, len(expected), missing, extra, differences)


def _rows_of(draw: SampleDraw) -> dict[str, tuple[str, ...]]:
    """The cells of each drawn case, by key, as the file holds them."""
    weights = {
        stratum: repr(draw.populations[stratum] / size) for stratum, size in draw.sizes.items() if size
    }
    return {
        case.key: (
            case.stratum,
            str(case.order),
            str(draw.populations[case.stratum]),
            weights[case.stratum],
        )
        for case in draw.cases
    }


def _other_counts(manifest: dict[str, Any], redrawn: dict[str, Any]) -> list[str]:
    """What the manifest counts otherwise than the redraw."""
    pairs = {name: (manifest.get(name), redrawn[name]) for name in ("sizes", "drawn", "sample_sha256")}
    for name in ("rows", "populations"):
        pairs[f"frame {name}"] = manifest["frame"].get(name), redrawn["frame"][name]
    return [
        f"manifest, {name}: it says {_as_text(said)}, the redraw gives {_as_text(given)}"
        for name, (said, given) in pairs.items()
        if said != given
    ]


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _other_values(expected: dict[str, tuple[str, ...]], found: dict[str, list[tuple[str, ...]]]) -> list[str]:
    """Cells of drawn cases that differ, and cases that stand in the file more than once."""
    told = [f"{key}: it stands {len(rows)} times" for key, rows in found.items() if len(rows) > 1]
    for key in expected.keys() & found.keys():
        cells = zip(SAMPLE_COLUMNS, found[key][0], expected[key], strict=True)
        told += [
            f"{key}: {column} is {seen!r}, the redraw gives {given!r}"
            for column, seen, given in cells
            if seen != given
        ]
    return sorted(told)


def _frame_of(manifest: dict[str, Any], sample: Path) -> Path:
    named = Path(manifest["frame"]["file"])
    beside = sample.parent / named.name
    return beside if beside.is_file() and not named.is_file() else named


def _rows_in(sample: Path, key: str) -> dict[str, list[tuple[str, ...]]]:
    """The rows of a sample by key."""
    path = sample
    if sample.name.endswith(".manifest.json"):
        path = sample.with_name(sample.name.removesuffix(".manifest.json") + ".csv")
    found: dict[str, list[tuple[str, ...]]] = {}
    try:
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found.setdefault(row[key], []).append(tuple(row[name] or "" for name in SAMPLE_COLUMNS))
    except (OSError, KeyError) as error:
        columns = ", ".join(map(repr, (key, *SAMPLE_COLUMNS)))
        raise StatsError(
            "sample-unreadable",
            f"{path.name} is not a sample with the columns {columns}.",
            {"file": str(path)},
        ) from error
    return found
