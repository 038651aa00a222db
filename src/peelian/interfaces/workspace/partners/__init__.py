"""Organisations that a force works with, as pages."""
