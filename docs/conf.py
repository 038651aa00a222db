"""How the documentation is built: `make docs`."""

project = "Peelian"
author = "The Peelian project"
copyright = "The Peelian project, Apache Licence 2.0"
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "trace"]

html_theme = "furo"
html_title = "Peelian"
html_show_sphinx = False
