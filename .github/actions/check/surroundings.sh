# Sourced by the scripts beside it, which start in the checkout: nothing of it is found by a name.
# What a job sets may lead there, such as `PYTHONPATH=src`, `PATH=bin:...` or `PIP_CONSTRAINT=...`.
# shellcheck shell=bash

unset CDPATH "${!PYTHON@}"

# Where packages come from may be set; what they are and where they go, the scripts say.
for name in "${!PIP_@}"; do
  case $name in
    PIP_INDEX_URL | PIP_EXTRA_INDEX_URL | PIP_FIND_LINKS | PIP_NO_INDEX) ;;
    PIP_CERT | PIP_CLIENT_CERT | PIP_TRUSTED_HOST | PIP_PROXY | PIP_DEFAULT_TIMEOUT) ;;
    *) unset "$name" ;;
  esac
done

IFS=: read -r -d '' -a places <<< "$PATH:" || true
# shellcheck disable=SC2123 # this path is meant
PATH=
for place in "${places[@]}"; do
  [[ $place != /* || $place/ == "$PWD"/* ]] || PATH=$PATH${PATH:+:}$place
done
