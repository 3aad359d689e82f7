#!/usr/bin/env bash
# Runs the check: annotations in the log, the step's summary, SARIF and Markdown reports as files.
#
#   TYPETABLE         the command
#   TYPETABLE_ARGS    more arguments, with blanks between them; words, never shell code
#   TYPETABLE_FOLDER  the folder to run in
#   TYPETABLE_SARIF   where to write the report; empty for a temporary file
#   TYPETABLE_AGAINST a revision; what changed in the docs since then is told in the summary
#
# Ends as the check does: 0 in step, 1 drift or errors in the docs, 2 could not run.
set -euo pipefail

refuse() {
  echo "::error title=typetable::$1"
  exit 2
}

RUNNER_TEMP=${RUNNER_TEMP:?}
sarif=${TYPETABLE_SARIF:-"$RUNNER_TEMP/typetable.sarif"}
# A line end in a path would write other outputs of this step.
[[ $sarif != *[$'\n\r']* ]] || refuse "the input \`sarif-file\` is no path"
[[ $sarif == /* || $sarif == ?:* ]] || sarif=$PWD/$sarif

words=()
read -r -d '' -a words <<< "${TYPETABLE_ARGS:-}" || true

cd -- "${TYPETABLE_FOLDER:-.}" || refuse "the input \`working-directory\` is no folder"

code=0
report=$RUNNER_TEMP/typetable.md
: > "$report"
GITHUB_STEP_SUMMARY=$report "${TYPETABLE:-typetable}" check "${words[@]}" --format github || code=$?
# The summary is written once.
env -u GITHUB_STEP_SUMMARY "${TYPETABLE:-typetable}" check "${words[@]}" --format sarif \
  > "$sarif" || [ $? -eq "$code" ]
if [ -n "${TYPETABLE_AGAINST:-}" ]; then
  # Told, never judged: what fails is that docs and models disagree.
  env -u GITHUB_STEP_SUMMARY "${TYPETABLE:-typetable}" diff "--against=$TYPETABLE_AGAINST" \
    --fail-on none --format markdown >> "$report" || true
fi
cat -- "$report" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"

{
  echo "sarif-file=$sarif"
  echo "report-file=$report"
  [ "$code" -eq 0 ] && echo "in-step=true" || echo "in-step=false"
} >> "${GITHUB_OUTPUT:?}"
exit "$code"
