"""Rendering: templates, the sandbox that they run in, and the inputs of files.

Takes views; gives sealed files.
"""
