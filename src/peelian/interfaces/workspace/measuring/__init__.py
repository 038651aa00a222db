"""Releases of measures: values in, forces left out, published, corrected, and flowing into findings."""
