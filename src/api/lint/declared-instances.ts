import type { NameOf } from '../../engine/describe-target.ts';
import { type ActiveRule, evaluateRules } from '../../engine/evaluate-rules.ts';
import type { Finding, Note, RuleInfo, RunError } from '../../engine/finding.ts';
import { mapLocations } from '../../engine/map-locations.ts';
import type { Suppress } from '../../engine/suppress/suppressor.ts';
import { message } from '../../messages/message.ts';
import { INSTANCE_TYPE } from '../../model/alibaba/instance-audit.ts';
import { declaredInstance } from '../../sources/alibaba/decode/instance-target.ts';
import { isTerraformName } from '../../sources/alibaba/templates/declaration-search.ts';
import type { InstanceDeclaration } from '../../sources/alibaba/templates/instance-declaration.ts';
import { rosInstances } from '../../sources/alibaba/templates/ros-instances.ts';
import { terraformInstances } from '../../sources/alibaba/templates/terraform-instances.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import type { FoundFile } from '../../sources/discover/discover.ts';
import { type Overlay, readBounded } from '../../util/bounded-read.ts';
import { containCrash } from '../../util/crash.ts';
import { formatPath } from '../../util/location.ts';
import { infoOf } from '../select-rules.ts';

/** What files that declare instances of Alibaba Cloud come to. */
export interface DeclaredInstances {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  /** On files that were named and declare none. */
  readonly notes: readonly Note[];
  /** Files that declare one or more. */
  readonly files: readonly string[];
  readonly infos: readonly RuleInfo[];
  readonly types: readonly string[];
}

export interface DeclaredSettings {
  readonly maxSize: number;
  readonly overlay?: Overlay | undefined;
  /** The rules for instances, for an absolute file. */
  readonly rulesOf: (file: string) => readonly ActiveRule[];
  readonly nameOf: NameOf;
  readonly suppress: Suppress;
}

/** Evaluates the instances that files declare: no template says whether one is audited, and that is said of each. */
export function evaluateDeclared(found: readonly FoundFile[], settings: DeclaredSettings): DeclaredInstances {
  const findings: Finding[] = [];
  const errors: RunError[] = [];
  const notes: Note[] = [];
  const files: string[] = [];
  const rules = new Map<string, ActiveRule>();
  for (const one of found) {
    const active = settings.rulesOf(one.absolute);
    if (active.length === 0) continue;
    containCrash(
      () => {
        const read = declarationsIn(one, settings);
        if ('error' in read) errors.push(read.error);
        else if (read.declared.length > 0) {
          files.push(one.file);
          for (const rule of active) rules.set(rule.rule.name, rule);
          findings.push(...evaluated(one.file, read.declared, active, settings, errors));
        } else if (one.named) notes.push({ message: message('note.skipped'), location: { file: one.file } });
      },
      (crash) => void errors.push({ ...crash, location: { file: one.file } }),
    );
  }
  return {
    findings,
    errors,
    notes,
    files,
    infos: [...rules.values()].map(infoOf),
    types: files.length > 0 ? [INSTANCE_TYPE] : [],
  };
}

type ReadDeclarations = { readonly declared: readonly InstanceDeclaration[] } | { readonly error: RunError };

function declarationsIn({ file, absolute }: FoundFile, { maxSize, overlay }: DeclaredSettings): ReadDeclarations {
  const read = readBounded(absolute, maxSize, overlay);
  if ('problem' in read) return { error: { ...read.problem, location: { file } } };
  const { text } = decodeBytes(read.bytes);
  if (isTerraformName(file)) return { declared: terraformInstances(text) };
  const ros = rosInstances(text);
  return 'wrong' in ros ? { error: { code: 'unreadable', message: ros.wrong, location: { file } } } : ros;
}

function evaluated(
  file: string,
  declared: readonly InstanceDeclaration[],
  rules: readonly ActiveRule[],
  { nameOf, suppress }: DeclaredSettings,
  errors: RunError[],
): readonly Finding[] {
  const targets = declared.map(({ name, id, path }) => declaredInstance(name, id, { file, path }));
  const found = evaluateRules({ targets, file, basis: 'defaults', affectsExitCode: true }, rules, { nameOf, suppress });
  const places = new Map(declared.map(({ path, range }) => [formatPath(path), range]));
  const located = mapLocations({ ...found, notes: [] }, (location) => ({
    ...location,
    ...(location.file === file && places.get(location.path ?? '')),
  }));
  errors.push(...located.errors);
  return located.findings;
}
