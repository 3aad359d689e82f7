"""Settings: what a user can decide, and where each decision is written down.

Takes TOML; gives frozen records.
"""
