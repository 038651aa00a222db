"""A report put together from what stands in the database, as one frozen value."""

from peelian.apps.reports.assembly.facts import publication_facts
from peelian.apps.reports.assembly.material import Material, gather_material
from peelian.apps.reports.assembly.report import assemble_report_value
from peelian.apps.reports.assembly.words import Words

__all__ = ["Material", "Words", "assemble_report_value", "gather_material", "publication_facts"]
