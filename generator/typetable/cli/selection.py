"""The selection: the packages that a command is about, from flags and configuration.

The one rule kept here: flags replace settings of the configuration, and nothing is guessed.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from typetable import rules
from typetable.cli.overlaps import overlaps
from typetable.diagnostics import clipped, finding
from typetable.settings import config
from typetable.settings import package as settings
from typetable.settings.toml import nearest
from typetable.sources.pages import is_folder
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.settings.package import Config, Location, Package


def chosen(
    arguments: Namespace, *needed: str
) -> tuple[tuple[Package, ...], tuple[Diagnostic, ...]]:
    """Return the packages that the flags are about (TT501 to TT505 where something is wrong).

    `needed` are the settings, such as `output`, that each of them must have.
    """
    configured, problems = _configuration(arguments)
    if configured is None:
        return (), problems
    names = [package.name for package in configured.packages]
    unknown = [name for name in arguments.package if name not in names]
    if unknown:
        there = ", ".join(filter(None, names))
        hint = nearest(unknown[0], names) or (
            f"there are: {there}"
            if there
            else "there is but one: leave `--package` out"
        )
        message = f"no package is named `{unknown[0]}`"
        return (), (
            finding(rules.BAD_VALUE, configured.path, None, message, hint=hint),
        )
    flagged = arguments.package or names
    every = [_with_flags(p, arguments, flagged) for p in configured.packages]
    packages = tuple(package for package in every if package.name in flagged)
    refused = (
        refusal for package in packages for refusal in _refusals(package, needed)
    )
    shared = overlaps(every) if "output" in needed else ()
    parts = _parts(configured, arguments) if "output" in needed else ()
    return packages, (*problems, *parts, *shared, *refused)


def _parts(configured: Config, arguments: Namespace) -> Iterator[Diagnostic]:
    """Yield the finding that an output would lose the models of the docs that are not named."""
    if arguments.output or not arguments.spec:
        return
    paths = (Path(each) for each in arguments.spec)
    named = {each.resolve() for each in paths if os.path.lexists(each)}
    for package in configured.packages:
        places = {place.path for place in package.spec}
        inside = any(path.is_relative_to(place) for path in named for place in places)
        if package.output and inside and not places <= named:
            output = clipped(package.output.display_path, 30)
            message = f"`{output}` is made of all that `spec` names, not of a part"
            hint = "name no pages, or another `--output`; `schema` reads any"
            yield _bad_value(package, "spec", message, hint)


def _configuration(
    arguments: Namespace,
) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    if arguments.config:
        return config.read(Path(arguments.config))
    here = Path.cwd()
    path = config.find(here)
    if path is None:
        return config.default(here), ()
    if config.is_foreign(path, here):
        return config.default(here), (_not_taken(path),)
    configured, problems = config.read(path)
    is_named = not arguments.spec or arguments.package
    if configured and not is_named and _are_of_none(arguments.spec, configured):
        return config.default(here), ()
    return configured, problems


def _not_taken(path: Path) -> Diagnostic:
    """Return the finding (TT506) that a configuration is another user's."""
    return finding(
        rules.FOREIGN_CONFIGURATION,
        str(path),
        None,
        "this configuration is another user's, so it was not taken",
        hint=f"if you trust it: --config {shlex.quote(str(path))}",
    )


def _are_of_none(paths: Sequence[str], configured: Config) -> bool:
    """Return whether pages lie outside of all places of several packages.

    Then nobody knows whose dialect and whose wire case are theirs; of a single package they are.
    """
    places = [place.path for package in configured.packages for place in package.spec]
    inside = (
        any(Path(path).resolve().is_relative_to(place) for place in places)
        for path in paths
    )
    return len(configured.packages) > 1 and not all(inside)


def _with_flags(
    package: Package, arguments: Namespace, flagged: Sequence[str]
) -> Package:
    """Return a package with the flags, if they are about it."""
    if package.name not in flagged:
        return package
    # `schema` and `diff` have no flags about the output.
    return settings.override(
        package,
        spec=arguments.spec,
        output=getattr(arguments, "output", None),
        target=getattr(arguments, "target", None),
        dialect=arguments.dialect,
        wire_case=arguments.wire_case,
        templates=getattr(arguments, "templates", None),
        samples=arguments.samples,
        strict=arguments.strict,
        strict_models=getattr(arguments, "strict_models", None),
    )


def _refusals(package: Package, needed: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield the findings about missing settings, and about unknown targets and templates."""
    if "output" in needed:
        yield from settings.missing(package, *needed)
    else:  # whoever has no flags about a package has none about its pages
        yield from settings.missing(package, *needed, given="name the pages")
    written = package.output if "output" in needed else None
    if written and (message := _no_folder(written)):
        hint = "models are a package: name a folder, such as `models`"
        yield _bad_value(package, "output", message, hint)
    if package.target not in TARGETS:
        message = f"no target is named `{package.target}`"
        hint = nearest(package.target, TARGETS) or f"there are: {', '.join(TARGETS)}"
        yield _bad_value(package, "target", message, hint)
    templates = package.templates if "output" in needed else None
    if templates and not is_folder(templates.path):
        message = (
            f"no folder of templates is at `{clipped(templates.display_path, 40)}`"
        )
        hint = "`typetable templates eject` makes one"
        yield _bad_value(package, "templates", message, hint)


def _no_folder(output: Location) -> str:
    """Return the message that an output cannot be meant as a folder, or nothing."""
    name = output.path.name
    if name == "-" or name.endswith(".py"):
        return f"`{clipped(output.display_path)}` is no folder for a package"
    return ""


def _bad_value(package: Package, setting: str, message: str, hint: str) -> Diagnostic:
    span = package.span(setting)
    return finding(rules.BAD_VALUE, package.path, span, message, hint=hint)
