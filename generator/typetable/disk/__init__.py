"""The disk: folders that are opened once, without following links, and the files in them.

Takes paths; gives texts, and files that are old or new and never in between.
"""
