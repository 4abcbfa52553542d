import { dirname, resolve } from 'node:path';
import { templateSpecId } from '../../../model/azure/template-spec.ts';
import type { FileProblem } from '../../../util/bounded-read.ts';
import { isJsonName } from '../../../util/paths.ts';
import { isJsonObject } from '../../arm/expand/json-access.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import { KNOWN_MODULE, NOT_RESTORED } from '../../arm/module-remarks.ts';
import { bicepError, fileCycle } from '../bind/bind-errors.ts';
import type { BicepHost, KnownModule } from '../host.ts';
import { parseModuleReference, type RegistryReference, referenceText } from '../modules/registry-reference.ts';
import type { BicepDiagnostic, ModuleDeclaration } from '../syntax/nodes.ts';
import type { BicepFiles } from './lower-context.ts';

/** The template of a module, or what names one that cannot be read. */
export type ModuleTemplate =
  | { readonly kind: 'template'; readonly template: JsonObject; readonly file: string | undefined }
  | {
      readonly kind: 'unreadable';
      readonly reference: string;
      readonly isSpec: boolean;
      readonly file: string | undefined;
    };

/** Finds the template of a module that the file at `from` uses. */
export function moduleTemplate(
  { path, name }: ModuleDeclaration,
  from: string,
  files: BicepFiles,
  host: BicepHost,
  report: (error: BicepDiagnostic) => void,
): ModuleTemplate {
  const written = path.holes.length === 0 ? path.segments[0] : undefined;
  const unreadable = (reference: string, file?: string): ModuleTemplate => ({
    kind: 'unreadable',
    reference,
    isSpec: false,
    file,
  });
  if (written === undefined) {
    report(bicepError('BCP092', path, 'String interpolation is not supported in file paths.'));
    return unreadable(`module ${name.name}`);
  }
  const reference = parseModuleReference(written, host.configOf(dirname(from)));
  if (reference.kind === 'problem') {
    report(bicepError(reference.problem.code, path, reference.problem.message));
    return unreadable(written);
  }
  if (reference.kind !== 'path') {
    const { known, ...found } = registryModule(reference, from, host);
    if (known !== undefined) report(bicepError(KNOWN_MODULE, path, `${known.name}:${known.version}`));
    // A stand-in without a file and without a version that is known has only what its call says.
    else if (found.file === undefined) report(bicepError(NOT_RESTORED, path, unreadReference(found, reference)));
    return found;
  }
  const absolute = resolve(dirname(from), reference.path);
  const read = readLocal(absolute, files);
  if ('template' in read) return { kind: 'template', template: read.template, file: absolute };
  report(bicepError(read.code, path, read.message));
  return unreadable(written, absolute);
}

function unreadReference(found: ModuleTemplate, reference: RegistryReference): string {
  return found.kind === 'unreadable' ? found.reference : referenceText(reference);
}

function registryModule(
  reference: RegistryReference,
  from: string,
  host: BicepHost,
): ModuleTemplate & { readonly known?: KnownModule } {
  const restored = host.restoredModule(reference, from);
  const template = restored?.template;
  if (restored !== undefined && template !== undefined && isJsonObject(template))
    return { kind: 'template', template, file: restored.file, ...(restored.known && { known: restored.known }) };
  if (reference.kind !== 'ts')
    return { kind: 'unreadable', reference: referenceText(reference), isSpec: false, file: undefined };
  return { kind: 'unreadable', reference: templateSpecId(reference), isSpec: true, file: undefined };
}

function readLocal(
  absolute: string,
  files: BicepFiles,
): { readonly template: JsonObject } | { readonly code: string; readonly message: string } {
  if (isJsonName(absolute)) {
    const json = files.json(absolute);
    return 'json' in json ? { template: json.json } : { code: 'BCP091', message: readMessage(json) };
  }
  const lowered = files.lowered(absolute);
  if ('cycle' in lowered) {
    return fileCycle(lowered.cycle);
  }
  return 'template' in lowered ? lowered : { code: 'BCP091', message: readMessage(lowered) };
}

function readMessage({ code, message }: FileProblem): string {
  return `An error occurred reading file: ${code === 'ENOENT' ? 'there is none at this path' : message}.`;
}
