"""The one place that knows the analytical engine (DuckDB, asked through Ibis) and how releases lie on disk.

A release is a Parquet file that never changes; beside it may lie an index, a small SQLite file made from it for questions
about single series. Deleting an index changes nothing but time. Rows come in through `staging`, are kept by `parquet`, and
are asked for through `reading`; results leave as plain rows.
"""
