"""Make the compact force boundaries of the catalogue from a full boundary file.

Usage: make_boundaries.py BOUNDARIES.geojson FORCES.csv OUT.json

BOUNDARIES.geojson holds one feature a police force area in WGS84 degrees, with
the properties ``pfa16cd``, ``long`` and ``lat``. FORCES.csv gives ``pfa_code``
and ``police_uk_slug``. Borders are simplified once for both neighbours, so that
no gap opens between them.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Edge = frozenset[Point]

ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains National Statistics and OS data (c) Crown copyright and database right."
)
UNITS_PER_KM = 2
TOLERANCE_KM = 0.7
SMALLEST_ISLAND_KM2 = 5
EARTH_KM = 6371.0
ORIGIN_LONGITUDE, ORIGIN_LATITUDE = math.radians(-2), math.radians(49)
MARGIN = 10


def projected(longitude: float, latitude: float) -> Point:
    """Transverse Mercator on a sphere, in kilometres; x grows east, y grows south."""
    across = math.radians(longitude) - ORIGIN_LONGITUDE
    up = math.radians(latitude)
    x = EARTH_KM * math.atanh(math.cos(up) * math.sin(across))
    y = EARTH_KM * (math.atan2(math.tan(up), math.cos(across)) - ORIGIN_LATITUDE)
    return x, -y


def rings_of(feature: dict[str, Any]) -> list[Ring]:
    """Return the outer rings of a feature, without the repeated last point."""
    geometry = feature["geometry"]
    single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
    return [[(x, y) for x, y, *_ in polygon[0]][:-1] for polygon in polygons]


def area_of(ring: Ring) -> float:
    """Return the area of a ring by the shoelace formula, in the ring's own units squared."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in edges(ring))) / 2


def edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    """Return the sides of a closed ring."""
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def owners_of_edges(shapes: dict[str, list[Ring]]) -> dict[Edge, frozenset[str]]:
    """Say which forces touch each side, so that shared borders are recognised."""
    owners: dict[Edge, set[str]] = defaultdict(set)
    for code, rings in shapes.items():
        for ring in rings:
            for side in edges(ring):
                owners[frozenset(side)].add(code)
    return {side: frozenset(codes) for side, codes in owners.items()}


def simplified_ring(ring: Ring, owners: dict[Edge, frozenset[str]]) -> Ring:
    """Simplify a ring piece by piece, each piece lying between the same neighbours."""
    sides = [owners[frozenset(side)] for side in edges(ring)]
    corners = [index for index in range(len(ring)) if sides[index] != sides[index - 1]]
    if len(corners) < 2:
        start = corners[0] if corners else ring.index(min(ring))
        corners = sorted({start, (start + len(ring) // 2) % len(ring)})
    kept: Ring = []
    for first, last in zip(corners, [*corners[1:], corners[0] + len(ring)], strict=True):
        piece = [ring[index % len(ring)] for index in range(first, last + 1)]
        kept.extend(simplified_line(piece)[:-1])
    return kept


def simplified_line(line: Ring) -> Ring:
    """Simplify a line alike in both directions, so that neighbours keep one border."""
    if line[0] > line[-1]:
        return simplified_line(line[::-1])[::-1]
    return douglas_peucker(line)


def douglas_peucker(line: Ring) -> Ring:
    """Keep the points that stand further than the tolerance from the straight line."""
    if len(line) < 3:
        return line
    far, index = max((distance(point, line[0], line[-1]), place) for place, point in enumerate(line))
    if far <= TOLERANCE_KM or index in (0, len(line) - 1):
        return [line[0], line[-1]]
    return douglas_peucker(line[: index + 1])[:-1] + douglas_peucker(line[index:])


def distance(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from the segment between two others."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    if length == 0:
        return math.dist(point, start)
    along = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return math.dist(point, (ax + along * (bx - ax), ay + along * (by - ay)))


def large_rings(rings: list[Ring]) -> list[Ring]:
    """Leave out small islands, but never the largest piece of a force."""
    ordered = sorted(rings, key=area_of, reverse=True)
    return ordered[:1] + [ring for ring in ordered[1:] if area_of(ring) >= SMALLEST_ISLAND_KM2]


def path_words(rings: Iterable[list[tuple[int, int]]]) -> str:
    """Write rings as an SVG path with relative whole-number steps."""
    return "".join(_ring_words(ring) for ring in rings if len(ring) > 2)


def _ring_words(ring: list[tuple[int, int]]) -> str:
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(ring)]
    moves = " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{ring[0][0]} {ring[0][1]}l{moves}z"


def made_boundaries(features: list[dict[str, Any]], slugs: dict[str, str]) -> dict[str, Any]:
    """Project, simplify and place all forces on one canvas."""
    shapes = {
        feature["properties"]["pfa16cd"]: [
            [projected(*point) for point in ring] for ring in rings_of(feature)
        ]
        for feature in features
    }
    owners = owners_of_edges(shapes)
    simple = {
        code: [simplified_ring(ring, owners) for ring in large_rings(rings)] for code, rings in shapes.items()
    }
    every = [point for rings in simple.values() for ring in rings for point in ring]
    left, top = (min(point[axis] for point in every) for axis in (0, 1))

    def placed(point: Point) -> tuple[int, int]:
        x, y = point
        return round((x - left) * UNITS_PER_KM) + MARGIN, round((y - top) * UNITS_PER_KM) + MARGIN

    right, bottom = (max(placed(point)[axis] for point in every) for axis in (0, 1))
    forces = [
        {
            "slug": slugs[code],
            "code": code,
            "centre": placed(projected(feature["properties"]["long"], feature["properties"]["lat"])),
            "path": path_words([placed(point) for point in ring] for ring in simple[code]),
        }
        for feature in features
        for code in [feature["properties"]["pfa16cd"]]
    ]
    return {
        "attribution": ATTRIBUTION,
        "boundaries": "Police force areas, December 2016, simplified for small maps",
        "projection": "transverse Mercator on a sphere, two units a kilometre",
        "width": right + MARGIN,
        "height": bottom + MARGIN,
        "forces": sorted(forces, key=lambda force: force["slug"]),
    }


def main(boundaries: Path, forces: Path, out: Path) -> None:
    """Read the boundary file and write the compact one."""
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    with forces.open(encoding="utf-8", newline="") as rows:
        slugs = {row["pfa_code"]: row["police_uk_slug"] for row in csv.DictReader(rows)}
    made = made_boundaries(features, slugs)
    lines = ",\n".join(json.dumps(force, separators=(",", ":")) for force in made.pop("forces"))
    head = json.dumps(made, indent=1, ensure_ascii=False)[:-2]
    out.write_text(f'{head},\n "forces": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("Three paths are needed: BOUNDARIES.geojson FORCES.csv OUT.json")
    main(*(Path(argument) for argument in sys.argv[1:]))
