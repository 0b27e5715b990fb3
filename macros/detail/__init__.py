"""Product detail, by partner and month: too much for the tables that pages read, so it is kept apart and summed into them.

A detail is one vintage of one dataset in Parquet, outside git, under a manifest that seals it. The sums are narwhals
expressions, which DuckDB runs in our own process and Spark on as many machines as there are. Only the sources, which the
command line alone imports, use this room: no page build can come to need it.
"""
