"""Interchange: the schema in formats that other programs read.

Takes a `Schema`; gives JSON, JSON Schema or OpenAPI, and a `Schema` back from JSON.
"""
