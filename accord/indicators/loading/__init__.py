"""Loading one's own series in the browser: a file is taken in, its columns told, its faults mended, its figures published.

`grid` is the file as cells that can be mended; `layout` says which column is what; `check` holds
the file against what is known and makes the report; `wording` says each fault in the reader's language; `actions` are the
verbs, `reads` and `releases` the values of pages.
"""
