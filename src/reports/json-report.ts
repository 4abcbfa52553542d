import type {
  AppliedSuppression,
  Comparison,
  Finding,
  FindingFix,
  FindingTarget,
  FixedFinding,
  RunError,
  RunResult,
} from '../engine/finding.ts';
import type { Location } from '../util/location.ts';
import type { SafeText } from '../util/safe-text.ts';
import type { Cause } from '../value/cause.ts';
import { countOutcomes } from './phrases.ts';
import { chunked, toJsonPieces } from './report-text.ts';

/** The results as JSON, version 1. Its schema is `results.schema.json`; keys stand in a fixed order. */
export function jsonPieces(result: RunResult): Iterable<SafeText> {
  const members = {
    version: 1,
    tool: toolOf(result),
    summary: summaryOf(result),
    results: mapLazily(result.findings, resultOf),
    errors: mapLazily(result.errors, errorOf),
    notes: mapLazily(result.notes, messageOf),
    ...(result.subscriptions && { subscriptions: result.subscriptions }),
    ...(result.comparison && { comparison: comparisonOf(result.comparison) }),
  };
  return chunked(toJsonPieces(members));
}

export function toolOf({ tool: { name, version } }: RunResult): object {
  return { name, version };
}

export function summaryOf({ findings, targets, inputs: { read, unreadable, skipped } }: RunResult): object {
  return { ...countOutcomes(findings), targets: targetsOf(targets), inputs: { read, unreadable, skipped } };
}

function targetsOf(targets: RunResult['targets']): object {
  return Object.fromEntries(
    Object.entries(targets).map(([type, { listed, evaluated, unknown, deleted, notDeployed }]) => [
      type,
      { listed, evaluated, unknown, deleted, notDeployed },
    ]),
  );
}

function* mapLazily<T>(items: readonly T[], write: (item: T) => object): Iterable<object> {
  for (const item of items) yield write(item);
}

// Objects are built key by key: the order is part of the format, and no other property may leak in.

export function resultOf(finding: Finding): object {
  const { target } = finding;
  return {
    rule: finding.rule,
    ref: finding.ref,
    level: finding.level,
    outcome: finding.outcome,
    target: targetOf(target),
    basis: finding.basis,
    affectsExitCode: finding.affectsExitCode,
    excludedBecause: finding.excludedBecause,
    message: finding.message,
    reasons: finding.reasons.map(({ id, message, category, location }) => ({
      id,
      message,
      category,
      location: locationOf(location),
    })),
    dependsOn: finding.dependsOn.map(causeOf),
    evidence: { columns: finding.evidence.columns, rows: finding.evidence.rows },
    notes: finding.notes.map(messageOf),
    location: locationOf(finding.location),
    fingerprint: finding.fingerprint,
    suppression: finding.suppression && suppressionOf(finding.suppression),
    baseline: finding.baseline,
    comparison: finding.comparison,
    fix: finding.fix && fixOf(finding.fix),
  };
}

function targetOf({ type, name, writtenName, id, template, parameters }: FindingTarget): object {
  return { type, name, writtenName, id, template, parameters };
}

function suppressionOf({ source, reason, owner, expires, location, outcome }: AppliedSuppression): object {
  return { source, reason, owner, expires, location: locationOf(location), outcome };
}

function comparisonOf({ with: earlier, new: added, unchanged, fixed }: Comparison): object {
  return {
    with: earlier,
    new: added,
    unchanged,
    fixed: fixed.map(fixedOf),
  };
}

export function fixedOf({ rule, outcome, target, message, file, fingerprint }: FixedFinding): object {
  const { type, name, id, parameters } = target;
  return { rule, outcome, target: { type, name, id, parameters }, message, file, fingerprint };
}

function fixOf({ description, changes }: FindingFix): object {
  return {
    description,
    changes: changes.map(({ file, replacements }) => ({
      file,
      replacements: replacements.map(({ range: { line, column, endLine, endColumn }, text }) => ({
        line,
        column,
        endLine,
        endColumn,
        text,
      })),
    })),
  };
}

function causeOf({ kind, name, property, location }: Cause): object {
  return { kind, name, property, location: locationOf(location) };
}

export function errorOf({ code, message, location, excludedBecause }: RunError): object {
  const affectsExitCode = excludedBecause === undefined ? undefined : false;
  return { code, message, location: locationOf(location), affectsExitCode, excludedBecause };
}

export function messageOf({ message, location }: { message: string; location?: Location }): object {
  return { message, location: locationOf(location) };
}

function locationOf(location: Location | undefined): object | undefined {
  if (location === undefined) return undefined;
  const { file, line, column, endLine, endColumn, path } = location;
  return { file, line, column, endLine, endColumn, path };
}
