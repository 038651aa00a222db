"""The demonstration: real published facts, taken through the same services that people use."""
