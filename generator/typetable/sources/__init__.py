"""Sources: pages on the disk, from standard input, and in the history of a git repository.

Takes places that a user named; gives `SourceFile`s.
"""
