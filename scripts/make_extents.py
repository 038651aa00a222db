"""Make the extents of force areas from a full boundary file: how far each reaches south, west, north and east.

Usage: make_extents.py BOUNDARIES.geojson FORCES.csv OUT.csv

The files are those that `make_boundaries.py` reads. Degrees are rounded outwards to a hundredth.
"""

import csv
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def points_of(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Yield every point of a polygon or of several, longitude first."""
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from points_of(part)


def extent_of(feature: dict[str, Any]) -> tuple[float, float, float, float]:
    """Return south, west, north and east of a feature, rounded outwards."""
    points = list(points_of(feature["geometry"]["coordinates"]))
    across, up = [x for x, _ in points], [y for _, y in points]
    return down(min(up)), down(min(across)), -down(-max(up)), -down(-max(across))


def down(degrees: float) -> float:
    return math.floor(degrees * 100) / 100


def main(boundaries: Path, forces: Path, out: Path) -> None:
    """Write one line a force, in the order of the list of forces."""
    with forces.open(encoding="utf-8", newline="") as file:
        slugs = {row["pfa_code"]: row["police_uk_slug"] for row in csv.DictReader(file)}
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    extents = {slugs[feature["properties"]["pfa16cd"]]: extent_of(feature) for feature in features}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["force", "south", "west", "north", "east"])
        writer.writerows([slug, *(f"{degrees:.2f}" for degrees in extents[slug])] for slug in slugs.values())


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
