"""The environment variables by which mkdocs.yml is told where things are."""

SITE = "TRADE_SITE"
"""Where the site is rendered to."""
DOCS = "TRADE_DOCS"
"""Where the Markdown is: docs/, unless a build has worked out its macros already."""
