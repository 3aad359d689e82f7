#!/usr/bin/env bash
# Comments on a pull request with the report of the check, or renews the comment of an older run.
#
#   GH_TOKEN           a token that may write comments (`pull-requests: write`)
#   GITHUB_REPOSITORY  the repository, as `owner/name`
#   TYPETABLE_PULL     the number of the pull request; empty where there is none
#   TYPETABLE_REPORT   the file with the report
#   TYPETABLE_QUIET    `true` where there is nothing to say, so that an older comment alone is renewed
#
# A comment that cannot be written is a warning: pull requests from forks have no right to one.
set -euo pipefail
# shellcheck source=surroundings.sh
. "${BASH_SOURCE[0]%/*}/surroundings.sh"
cd -- "${RUNNER_TEMP:?}"

mark='<!-- typetable check -->'
most=60000 # the platform takes 65,536 characters

[[ ${TYPETABLE_PULL:-} =~ ^[0-9]+$ ]] || exit 0
here=repos/${GITHUB_REPOSITORY:?}/issues
body=$RUNNER_TEMP/typetable-comment.md
{
  echo "$mark"
  head -c "$most" -- "${TYPETABLE_REPORT:?}" | iconv -c -f utf-8 -t utf-8
} > "$body"

warn() {
  echo "::warning title=typetable::no comment was written$1"
}

command -v gh > /dev/null || {
  warn ": there is no \`gh\` here; install the command line of GitHub on this runner"
  exit 0
}

comment() {
  local found
  found=$(gh api --paginate "$here/$TYPETABLE_PULL/comments" \
    --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$mark\"))) | .id")
  found=${found%%$'\n'*}
  if [[ $found =~ ^[0-9]+$ ]]; then
    gh api --silent --method PATCH "$here/comments/$found" -F "body=@$body"
  elif [ "${TYPETABLE_QUIET:-}" != true ]; then
    gh api --silent --method POST "$here/$TYPETABLE_PULL/comments" -F "body=@$body"
  fi
}

# A subshell of its own, because `set -e` counts for nothing in front of `||`.
set +e
(set -e; comment)
[ $? -eq 0 ] || warn "; may this job write \`pull-requests\`?"
