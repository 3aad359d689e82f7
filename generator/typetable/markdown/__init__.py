"""Markdown: headings, tables and text of a page, and where each of them stands.

Takes a `SourceFile`; gives a `Document`.
"""
