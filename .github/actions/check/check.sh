#!/usr/bin/env bash
# Runs the check: annotations in the log, the step's summary, SARIF and Markdown reports as files.
#
#   TYPETABLE_PYTHON  the Python that has typetable
#   TYPETABLE_ARGS    more arguments, with blanks between them; words, never shell code
#   TYPETABLE_FOLDER  the folder to run in
#   TYPETABLE_AGAINST a revision; what changed in the docs since then is told in the summary
#
# Ends as the check does: 0 in step, 1 drift or errors in the docs, 2 could not run.
set -euo pipefail
# shellcheck source=surroundings.sh
. "${BASH_SOURCE[0]%/*}/surroundings.sh"

typetable() {
  "${TYPETABLE_PYTHON:?}" -I -m typetable "$@"
}

# Without a summary, so that it is written once.
quietly() {
  (unset GITHUB_STEP_SUMMARY && typetable "$@")
}

words=()
read -r -d '' -a words <<< "check ${TYPETABLE_ARGS:-}" || true

folder=${TYPETABLE_FOLDER:-.}
[[ $folder == /* || $folder == ?:* ]] || folder=$PWD/$folder
cd -- "$folder" || {
  echo "::error title=typetable::the input \`working-directory\` is no folder"
  exit 2
}

code=0
report=${RUNNER_TEMP:?}/typetable.md
sarif=$RUNNER_TEMP/typetable.sarif
: > "$report"
GITHUB_STEP_SUMMARY=$report typetable "${words[@]}" --format github || code=$?
quietly "${words[@]}" --format sarif > "$sarif" || [ $? -eq "$code" ]
if [ -n "${TYPETABLE_AGAINST:-}" ]; then
  # Told, never judged: what fails is that docs and models disagree.
  quietly diff "--against=$TYPETABLE_AGAINST" --fail-on none --format markdown >> "$report" || true
fi
cat -- "$report" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"

{
  echo "sarif-file=$sarif"
  echo "report-file=$report"
  [ "$code" -eq 0 ] && echo "in-step=true" || echo "in-step=false"
} >> "${GITHUB_OUTPUT:?}"
exit "$code"
