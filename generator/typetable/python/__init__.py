"""Python text: quotes, characters, trees and their line breaks, and the style of black.

Takes values, trees of expressions, and text of other people; gives text as black leaves it.
"""
