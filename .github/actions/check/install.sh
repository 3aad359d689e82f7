#!/usr/bin/env bash
# Installs into the folder $1 what typetable needs, and tells its Python where typetable is: in the
# repository that this script stands in. Nothing is built. `$1/bin/python -I -m typetable` runs it.
#
#   TYPETABLE_PYTHON  the Python to use
#
# In the step's outputs, `python` is the one that runs typetable.
#
# The command in the first lines of `requirements.txt`, run in the root with uv (`pip install uv`)
# and one more flag, `--upgrade`, takes the newest versions.
set -euo pipefail
# shellcheck source=surroundings.sh
. "${BASH_SOURCE[0]%/*}/surroundings.sh"

here=$(cd -- "${BASH_SOURCE[0]%/*}" && pwd)
mkdir -p -- "$1"
cd -- "$1" # away from the checkout, because Python hands its own folder on to what it starts
"${TYPETABLE_PYTHON:-python3}" -I -m venv --clear .
python=$PWD/bin/python
[ -e "$python" ] || python=$PWD/Scripts/python
"$python" -I -m pip install --quiet --disable-pip-version-check \
  --require-hashes --only-binary :all: --requirement "$here/requirements.txt"
"$python" -I -c 'import sys, sysconfig
with open(sysconfig.get_path("purelib") + "/typetable.pth", "w") as file:
    print(sys.argv[1], file=file)' "${here%/*/*/*}/generator"
echo "python=$python" >> "${GITHUB_OUTPUT:-/dev/null}"
