"""The output folder: its files, the plan that changes them, and the edits that nobody may lose.

Takes sealed files and a folder; gives a `WritePlan`, and carries it out.
"""
