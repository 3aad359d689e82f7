"""Examples: whether the JSON beside the tables is what the tables say.

Takes pages, payloads and the `Schema` of their docs; gives a `Proof`, and findings about it.
"""
