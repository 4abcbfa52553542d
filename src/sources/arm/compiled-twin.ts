import { isDeepStrictEqual } from 'node:util';
import { DEPLOYMENT_TYPE, isType } from '../../model/azure/resource-types.ts';
import { containCrash } from '../../util/crash.ts';
import { isBicepName } from '../../util/paths.ts';
import { LimitError } from '../../value/limit-error.ts';
import type { FoundFile } from '../discover/discover.ts';
import type { BicepReader, BicepTemplate } from './bicep-reader.ts';
import { expandTemplate } from './expand/expand-template.ts';
import { isJsonObject } from './expand/json-access.ts';
import { expandedJson, type PrintedValue } from './expanded-json.ts';
import type { JsonValue } from './json/json-value.ts';
import type { NamedParameterFile } from './named-parameters.ts';
import { isProblem, type LocatedProblem, type ParsedFile } from './read-json-file.ts';
import type { ReadOptions } from './read-template.ts';
import { templateProblem } from './template-problem.ts';
import type { DeploymentSettings, TemplateRequest } from './template-request.ts';

/** What a run knows of its templates before it evaluates them. */
interface CompiledContext extends Pick<TemplateRequest, 'pairing' | 'deploymentOf'> {
  readonly reading: ReadOptions;
  readonly named: readonly NamedParameterFile[];
}

type FindSource = (found: FoundFile, read: ParsedFile | BicepTemplate | LocatedProblem) => FoundFile | undefined;

/**
 * Finds the Bicep file beside a template that compiles to it: the two are evaluated once, where people edit, unless the
 * JSON is deployed in a way that the Bicep is not.
 */
export function compiledFinder(context: CompiledContext): FindSource {
  const { pairing, reading } = context;
  const sources = new Map(pairing.templates.filter(({ file }) => isBicepName(file)).map((one) => [one.absolute, one]));
  return (found, read) => {
    if (reading.bicep === undefined || isProblem(read) || 'problems' in read) return undefined;
    const source = sources.get(`${found.absolute.replace(/\.jsonc?$/i, '')}.bicep`);
    if (source === undefined || !isDeployedAlike(found, source, context)) return undefined;
    const { bicep } = reading;
    // After a crash both are evaluated, which says what is wrong.
    return containCrash(
      () => sourceOfCompiled(found, read, source, bicep),
      () => undefined,
    );
  };
}

function sourceOfCompiled(
  { file }: FoundFile,
  { json }: ParsedFile,
  source: FoundFile,
  bicep: BicepReader,
): FoundFile | undefined {
  if (templateProblem(file, json) !== undefined) return undefined;
  const template = bicep.template(source);
  if (isProblem(template)) return undefined;
  return isCompiledFrom(json, template, bicep) ? source : undefined;
}

/** Whether every deployment of JSON that files and configuration tell of is one of the Bicep too. */
function isDeployedAlike(
  json: FoundFile,
  source: FoundFile,
  { pairing, named, deploymentOf }: CompiledContext,
): boolean {
  const ofJson = deploymentOf(json.absolute);
  const ofBicep = deploymentOf(source.absolute);
  const filesOf = ({ file }: FoundFile, { parameters = [] }: DeploymentSettings): readonly string[] =>
    [...(pairing.filesOf.get(file) ?? []), ...parameters].map(({ absolute }) => absolute);
  const known = new Set(filesOf(source, ofBicep));
  return (
    ofJson.key === ofBicep.key &&
    isDeepStrictEqual(ofJson.target, ofBicep.target) &&
    filesOf(json, ofJson).every((file) => known.has(file)) &&
    named.every(({ belongsTo }) => !belongsTo.has(json.file) || belongsTo.has(source.file))
  );
}

/**
 * Whether JSON is what a Bicep file compiles to: it has the same text but for what versions of the compiler write
 * differently, or else deploys the same resources.
 */
function isCompiledFrom(json: JsonValue, bicep: BicepTemplate, reader: BicepReader): boolean {
  if (bicep.problems.some(({ error }) => error)) return false;
  if (isSameText(json, bicep.json)) return true;
  try {
    const ofJson = deployedBy(json, undefined);
    const ofBicep = deployedBy(bicep.json, reader.fileOf);
    return ofJson.length === ofBicep.length && ofJson.every((resource, i) => resource === ofBicep[i]);
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    return false;
  }
}

/** Written by the compiler for itself, or by the versions of it in different ways. */
const OF_THE_COMPILER: ReadonlySet<string> = new Set(['$schema', 'languageversion', 'metadata', 'dependson']);

function isSameText(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a === 'string') return typeof b === 'string' && normal(a) === normal(b);
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => isSameText(one, b[i] ?? null));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const counted = (json: JsonValue): readonly string[] =>
    Object.keys(json as object).filter((key) => !OF_THE_COMPILER.has(key.toLowerCase()));
  const keys = counted(a);
  return (
    keys.length === counted(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameText(a[key] ?? null, b[key] ?? null))
  );
}

/** The compiler writes types as Azure does, and line ends as the checkout has them. */
function normal(text: string): string {
  return text.replaceAll('\r\n', '\n').toLowerCase();
}

/** The resources that a template deploys, in an order of their own. */
function deployedBy(template: JsonValue, fileOf: BicepReader['fileOf'] | undefined): readonly string[] {
  const input = { file: '', template, values: new Map(), target: {}, deploymentKey: 'compiled', fileOf };
  const { resources } = expandedJson(expandTemplate(input), []);
  return resources
    .map(comparable)
    .filter((one) => one !== undefined)
    .sort();
}

const NOT_COMPARED: ReadonlySet<string> = new Set(['origin', 'symbolicName', 'metadata', 'existing']);

function comparable(resource: PrintedValue): string | undefined {
  const { existing, apiVersion, type, ...rest } = resource as { readonly [key: string]: PrintedValue };
  if (existing === true) return undefined;
  // The compiler chooses the version of deployments itself.
  const isDeployment = typeof type === 'string' && isType(type, DEPLOYMENT_TYPE);
  const members = Object.entries({
    ...rest,
    type: type ?? null,
    ...(!isDeployment && { apiVersion: apiVersion ?? null }),
  });
  return normal(JSON.stringify(sorted(Object.fromEntries(members.filter(([key]) => !NOT_COMPARED.has(key))))));
}

function sorted(value: PrintedValue): PrintedValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
