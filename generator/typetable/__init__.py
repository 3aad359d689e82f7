"""typetable: typed Python models from the property tables in Markdown docs."""

__version__ = "0.1.0"
