import { dirname } from 'node:path';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { ModuleSymbol } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import type { BicepHost } from '../host.ts';
import type { LoweredBicep } from '../lowered.ts';
import { TOO_DEEP } from '../syntax/depth.ts';
import { literalString } from '../syntax/literal-text.ts';
import type { BicepDiagnostic, BicepFile, BicepSpan } from '../syntax/nodes.ts';
import { homeContext } from './home-context.ts';
import { needsSymbols } from './language-version.ts';
import type { BicepFiles, BoundBicep, TargetScope } from './lower-context.ts';
import { type ModuleTemplate, moduleTemplate } from './module-files.ts';
import { hasSecureOutput } from './secure-outputs.ts';
import { lowerTemplate } from './template.ts';

/** Lowers one file. What is wrong in it is reported, and lowered to something that has no value. */
export function lowerFile(bound: BoundBicep, files: BicepFiles, host: BicepHost): LoweredBicep {
  const { file, syntax, binding } = bound;
  const errors: BicepDiagnostic[] = [...bound.errors];
  const config = host.configOf(dirname(file));
  const uses = new Set(bound.reads);
  const report = (error: BicepDiagnostic): void => {
    errors.push(error);
  };
  const modules = new Map<ModuleSymbol, ModuleTemplate>();
  for (const module of binding.modules) {
    const found = moduleTemplate(module.declaration, file, files, host, report);
    modules.set(module, found);
    if (found.file !== undefined) uses.add(found.file);
  }
  const reads = new Set([...uses, ...config.files]);
  const isSecure = (module: ModuleSymbol, output?: string): boolean => {
    const found = modules.get(module);
    return found?.kind === 'template' && hasSecureOutput(found.template, output);
  };
  const map = new WeakMap<object, ReadonlyMap<string | number, BicepSpan>>();
  const context = homeContext({
    bound,
    binding,
    host,
    files,
    targetScope: targetScopeOf(syntax),
    isSymbolic: needsSymbols(
      syntax,
      binding,
      config.experimentalFeatures,
      binding.modules.some((each) => isSecure(each)),
    ),
    place: (value, members) => map.set(value, members),
    report,
    reads,
    hasSecureOutput: isSecure,
  });
  const template: JsonObject = lowerTemplate(context, modules);
  return { file, syntax, template, map, errors: saidOnce(sorted(errors), syntax), reads: [...reads], uses: [...uses] };
}

/** In the order of the file, each once: what stands in two places of the template is wrong in one. */
function sorted(errors: readonly BicepDiagnostic[]): readonly BicepDiagnostic[] {
  const seen = new Map(errors.map((each) => [`${each.start} ${each.end} ${each.code} ${each.message}`, each]));
  return [...seen.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What is nested too deeply is found by whatever goes through it: once in a declaration is enough. */
function saidOnce(errors: readonly BicepDiagnostic[], { declarations }: BicepFile): readonly BicepDiagnostic[] {
  let at = 0;
  let said = -1;
  return errors.filter(({ code, start }) => {
    if (code !== TOO_DEEP.code) return true;
    while ((declarations[at + 1]?.start ?? Number.POSITIVE_INFINITY) <= start) at += 1;
    if (said === at) return false;
    said = at;
    return true;
  });
}

const TARGET_SCOPES: readonly string[] = ['subscription', 'managementGroup', 'tenant', 'local'];

function targetScopeOf({ declarations }: BicepFile): TargetScope {
  const declared = declarations.find(({ kind }) => kind === 'targetScope');
  const value = declared?.kind === 'targetScope' ? bare(declared.value) : undefined;
  const text = literalString(value) ?? '';
  return TARGET_SCOPES.includes(text) ? (text as TargetScope) : 'resourceGroup';
}
