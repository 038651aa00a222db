"""The look of every page: components, forms, base templates, style sheet and scripts."""
