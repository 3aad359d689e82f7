"""Wording: how the names, facts and notes of docs are spelled, and what a text says.

Takes the words of a dialect; gives what they mean where a cell holds them.
"""
