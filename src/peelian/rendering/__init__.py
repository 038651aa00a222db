"""One frozen report value, written as PDF, JSON, CSV, press statement, chart and map.

Everything here takes plain values and returns text or bytes: no database, no
settings, no clock.
"""
