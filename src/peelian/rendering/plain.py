"""The base of every frozen value that is published, and the vocabularies it uses."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Provenance = Literal["verified", "force-told-us", "staff-told-us", "third-party"]
Polarity = Literal["favourable", "adverse", "context"]
Extent = Literal["isolated", "some", "most", "systemic", "not-stated"]
Progress = Literal["improved", "unchanged", "worse", "new", "not-stated"]
NoneDeclared = Literal["none", "not-applicable", "not-recorded"]
ItemKind = Literal["recommendation", "area-for-improvement"]


class PlainValue(BaseModel):
    """A value that cannot change after it is made and holds nothing unnamed."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
