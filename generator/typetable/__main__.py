"""Run typetable as `python -m typetable`.

The one rule kept here: from this line on, nothing is imported from the current folder, which
`-m` puts first. Until then Python itself looks there, for the modules that it needs to come here,
and for this package: in a folder of others, run `typetable`, or `python -I -m typetable`.
"""

import sys

if not sys.flags.safe_path:
    del sys.path[0]

from typetable.cli import run  # see above

run()
