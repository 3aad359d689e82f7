#!/usr/bin/env bash
# Installs typetable into an environment of its own, and says where: `command` in the step's outputs.
#
#   PYTHON             the Python to use
#   TYPETABLE_VERSION  a released version; empty for the repository that this script stands in
set -euo pipefail

version=${TYPETABLE_VERSION:-}
if [ -z "$version" ]; then
  what=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
elif [[ $version =~ ^[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?$ ]]; then
  what="typetable==$version"
else
  echo "::error title=typetable::the input \`version\` is no version such as 1.2.3"
  exit 2
fi

environment="${RUNNER_TEMP:?}/typetable-environment"
"${PYTHON:-python3}" -m venv "$environment"
programs="$environment/bin"
[ -d "$programs" ] || programs="$environment/Scripts"
"$programs/python" -m pip install --quiet --disable-pip-version-check "$what"
echo "command=$programs/typetable" >> "${GITHUB_OUTPUT:?}"
