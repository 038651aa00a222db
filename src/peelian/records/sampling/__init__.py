"""Samples of cases from a frame in a file: checked, drawn, written with their proof, and redrawn."""

from peelian.records.sampling.draw import SampleDraw, draw_sample
from peelian.records.sampling.frame import Frame, read_frame
from peelian.records.sampling.manifest import Verification, read_manifest, verify_sample, write_sample

__all__ = [
    "Frame",
    "SampleDraw",
    "Verification",
    "draw_sample",
    "read_frame",
    "read_manifest",
    "verify_sample",
    "write_sample",
]
