#!/usr/bin/env bash
# Installs into the folder $1 what typetable needs, and tells its Python where typetable is: in the
# repository that this script stands in. Nothing is built. `$1/bin/python -I -m typetable` runs it.
#
#   TYPETABLE_PYTHON  the Python to use
#   TYPETABLE_WHEELS  a folder that keeps what was downloaded; nothing is fetched if all is there
#
# Such a folder may come from anywhere, because nothing in it is used but files with known digests.
#
# In the step's outputs, `python` is the one that runs typetable.
#
# The command in the first lines of `requirements.txt`, run in the root with uv (`pip install uv`)
# and one more flag, `--upgrade`, takes the newest versions.
set -euo pipefail
# shellcheck source=surroundings.sh
. "${BASH_SOURCE[0]%/*}/surroundings.sh"

here=$(cd -- "${BASH_SOURCE[0]%/*}" && pwd)
wheels=${TYPETABLE_WHEELS:-}
[ -z "$wheels" ] || [[ $wheels == /* || $wheels == ?:* ]] || wheels=$PWD/$wheels
mkdir -p -- "$1"
cd -- "$1" # away from the checkout, because Python hands its own folder on to what it starts
"${TYPETABLE_PYTHON:-python3}" -I -m venv --clear .
python=$PWD/bin/python
[ -e "$python" ] || python=$PWD/Scripts/python
pip() {
  "$python" -I -m pip "$1" --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: --requirement "$here/requirements.txt" "${@:2}"
}
kept() {
  PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels pip install # a list with blanks between its folders
}
if [ -z "$wheels" ]; then
  pip install
else
  [ ! -L "$wheels" ] || rm -- "$wheels" # it may lead out of a checkout
  mkdir -p -- "$wheels"
  ln -s -- "$wheels" wheels
  kept 2> /dev/null || { pip download --dest "$wheels"; kept; }
fi
"$python" -I -c 'import sys, sysconfig
with open(sysconfig.get_path("purelib") + "/typetable.pth", "w") as file:
    print(sys.argv[1], file=file)' "${here%/*/*/*}/generator"
echo "python=$python" >> "${GITHUB_OUTPUT:-/dev/null}"
