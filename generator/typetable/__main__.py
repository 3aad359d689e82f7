"""Run typetable as `python -m typetable`."""

import sys

from typetable.cli import main

sys.exit(main())
