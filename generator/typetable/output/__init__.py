"""The output folder: what stands in it, what has to change, and what nobody may lose.

Takes sealed files and a folder; gives a `WritePlan`, and carries it out.
"""
