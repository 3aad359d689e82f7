"""Rendering: templates, the sandbox that they run in, and what files are made from.

Takes views; gives sealed files.
"""
