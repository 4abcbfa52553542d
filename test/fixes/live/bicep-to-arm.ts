import { member, members, required } from './bicep-members.ts';
import { type Expression, parseBicep, type Statement } from './bicep-syntax.ts';

type Json = unknown;

interface Scope {
  readonly parameters: ReadonlySet<string>;
  /** What a name of a loop stands for, as an ARM expression. */
  readonly loop: ReadonlyMap<string, string>;
  readonly resources: ReadonlyMap<
    string,
    { readonly type: string; readonly name: Expression; readonly loop?: Loop; readonly scope?: string }
  >;
  /** Texts that `loadTextContent` reads, by path. */
  readonly files: Readonly<Record<string, string>>;
}

type Loop = Extract<Expression, { is: 'loop' }>;

const DEPLOYMENT_SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const SUBSCRIPTION_SCHEMA =
  'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#';

/**
 * The ARM template that a Bicep file of the subset stands for, written the way the Bicep compiler does where that makes a
 * difference for Azure: types, names, scopes, loops, parameters with their constraints, nested templates, outputs. Metadata
 * of the generator is not. It is no compiler: nothing is checked against types of resources.
 */
export function armOf(source: string, modules: Readonly<Record<string, string>> = {}): Json {
  const statements = parseBicep(source);
  const of = (keyword: string): readonly Statement[] => statements.filter((one) => one.keyword === keyword);
  const known = ['metadata', 'targetScope', 'param', 'resource', 'module', 'output'];
  const other = statements.find(({ keyword }) => !known.includes(keyword));
  if (other) throw new Error(`${other.keyword} is not in the subset`);
  const target = of('targetScope')[0]?.value;
  const metadata = of('metadata').map(({ head, value }) => [head[0], literal(value)] as const);
  const outputs = of('output');
  const scope: Scope = {
    parameters: new Set(of('param').map(({ head }) => head[0] ?? '')),
    loop: new Map(),
    resources: new Map(of('resource').map((one) => [one.head[0] ?? '', declared(one)])),
    files: modules,
  };
  return {
    $schema: target !== undefined && literal(target) === 'subscription' ? SUBSCRIPTION_SCHEMA : DEPLOYMENT_SCHEMA,
    contentVersion: '1.0.0.0',
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
    parameters: Object.fromEntries(of('param').map(parameter)),
    resources: [
      ...of('resource')
        .filter(({ head }) => head[2] !== 'existing')
        .map((one) => resource(one, scope)),
      ...of('module').map((one) => module(one, scope, modules)),
    ],
    ...(outputs.length > 0 && { outputs: Object.fromEntries(outputs.map((one) => output(one, scope))) }),
  };
}

/** The values of the parameters in a `.bicepparam` file, and the file it belongs to. */
export function parameterValuesOf(source: string): {
  readonly using: string;
  readonly values: Readonly<Record<string, Json>>;
} {
  const [using, ...params] = parseBicep(source);
  if (using?.keyword !== 'using' || params.some(({ keyword }) => keyword !== 'param')) throw new Error('no parameters');
  return {
    using: using.head[0] ?? '',
    values: Object.fromEntries(params.map(({ head, value }) => [head[0], literal(value)])),
  };
}

function parameter({ head: [name, type], decorators, value }: Statement): readonly [string, Json] {
  const definition: Record<string, Json> = { type };
  for (const decorator of decorators) {
    if (decorator.is !== 'call') throw new Error('a decorator that is no call');
    const argument = literal(decorator.args[0]);
    if (decorator.name === 'description') definition.metadata = { description: argument };
    else if (decorator.name === 'allowed') definition.allowedValues = argument;
    else if (['minLength', 'maxLength', 'minValue'].includes(decorator.name)) definition[decorator.name] = argument;
    else throw new Error(`decorator ${decorator.name} is not in the subset`);
  }
  if (value !== undefined) definition.defaultValue = literal(value);
  return [name ?? '', definition];
}

function declared({ head: [, typed = ''], value }: Statement): {
  type: string;
  name: Expression;
  loop?: Loop;
  scope?: string;
} {
  const body = value?.is === 'loop' ? value.body : value;
  const scope = member(body, 'scope');
  return {
    type: typed.split('@')[0] ?? '',
    name: required(body, 'name'),
    ...(value?.is === 'loop' && { loop: value }),
    ...(scope?.is === 'name' && { scope: scope.name }),
  };
}

function resource({ head: [symbol = '', typed = ''], value }: Statement, outer: Scope): Json {
  const { body, scope, copy } = looped(symbol, value, outer);
  const [type, apiVersion] = typed.split('@');
  const place = member(body, 'scope');
  const rest = members(body).filter(([key]) => !['name', 'scope', 'parent'].includes(key));
  const parent = member(body, 'parent');
  const name = required(body, 'name');
  return {
    type,
    apiVersion,
    ...(parent === undefined ? { name: json(name, scope) } : part(parent, name, scope)),
    ...copy,
    ...(place !== undefined && { scope: `[${relativeId(place, scope)}]` }),
    ...Object.fromEntries(rest.map(([key, found]) => [key, json(found, scope)])),
  };
}

/** The name of a resource that is a part of another one, and what it waits for. */
function part(parent: Expression, name: Expression, scope: Scope): object {
  const found = parent.is === 'name' ? scope.resources.get(parent.name) : undefined;
  if (found === undefined) throw new Error('a parent that is no resource');
  const whole = arm(found.name, scope);
  return {
    name: `[format('{0}/{1}', ${whole}, ${arm(name, scope)})]`,
    dependsOn: [`[resourceId('${found.type}', ${whole})]`],
  };
}

function module(
  { head: [symbol = '', path = ''], value }: Statement,
  outer: Scope,
  modules: Readonly<Record<string, string>>,
): Json {
  const { body, scope, copy } = looped(symbol, value, outer);
  const place = required(body, 'scope');
  if (place.is !== 'call' || place.name !== 'resourceGroup') throw new Error('a module of another scope');
  const source = modules[path];
  if (source === undefined) throw new Error(`no module ${path}`);
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: json(required(body, 'name'), scope),
    ...copy,
    resourceGroup: json(place.args[0], scope),
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters: Object.fromEntries(
        members(required(body, 'params')).map(([key, found]) => [key, { value: json(found, scope) }]),
      ),
      template: armOf(source, modules),
    },
  };
}

function looped(
  symbol: string,
  value: Expression | undefined,
  scope: Scope,
): { body: Expression; scope: Scope; copy: object } {
  if (value === undefined) throw new Error('a declaration without a body');
  if (value.is !== 'loop') return { body: value, scope, copy: {} };
  const over = arm(value.over, scope);
  const copy = { copy: { name: symbol, count: `[length(${over})]` } };
  return { body: value.body, scope: inLoop(value, 'copyIndex()', scope), copy };
}

function inLoop({ item, index, over }: Loop, round: string, scope: Scope): Scope {
  const loop = new Map(scope.loop).set(item, `${arm(over, scope)}[${round}]`);
  return { ...scope, loop: index === undefined ? loop : loop.set(index, round) };
}

/** The id of a resource that something is attached to, relative to the scope of the deployment. */
function relativeId(place: Expression, scope: Scope): string {
  const named = place.is === 'item' ? place.of : place;
  const found = named.is === 'name' ? scope.resources.get(named.name) : undefined;
  if (found === undefined) throw new Error('a scope that is no resource');
  if ((found.loop === undefined) !== (place.is !== 'item'))
    throw new Error('a loop without an index, or the other way');
  const inner = found.loop && place.is === 'item' ? inLoop(found.loop, arm(place.index, scope), scope) : scope;
  return `format('${found.type}/{0}', ${arm(found.name, inner)})`;
}

function output({ head: [name = '', type], value }: Statement, scope: Scope): readonly [string, Json] {
  if (value?.is !== 'member' || value.member !== 'id' || value.of.is !== 'name')
    throw new Error('an output of another kind');
  const found = scope.resources.get(value.of.name);
  const parent = scope.resources.get(found?.scope ?? '');
  if (found === undefined || parent === undefined) throw new Error('an output of no extension resource');
  const id = `extensionResourceId(resourceId('${parent.type}', ${arm(parent.name, scope)}), '${found.type}', ${arm(found.name, scope)})`;
  return [name, { type, value: `[${id}]` }];
}

/** A value as JSON holds it: literals as they are, everything else as an expression. */
function json(found: Expression | undefined, scope: Scope): Json {
  if (found === undefined) throw new Error('nothing where a value has to be');
  if (found.is === 'object') return Object.fromEntries(found.members.map(([key, value]) => [key, json(value, scope)]));
  if (found.is === 'array') return found.items.map((item) => json(item, scope));
  if (found.is === 'value')
    return typeof found.value === 'string' && found.value.startsWith('[') ? `[${found.value}` : found.value;
  if (found.is === 'call' && found.name === 'loadTextContent') return scope.files[String(literal(found.args[0]))];
  return `[${arm(found, scope)}]`;
}

function arm(found: Expression, scope: Scope): string {
  switch (found.is) {
    case 'value':
      return typeof found.value === 'string' ? `'${found.value.replaceAll("'", "''")}'` : JSON.stringify(found.value);
    case 'name':
      if (scope.loop.has(found.name)) return scope.loop.get(found.name) ?? '';
      if (scope.parameters.has(found.name)) return `parameters('${found.name}')`;
      throw new Error(`${found.name} is declared nowhere`);
    case 'member':
      return `${arm(found.of, scope)}.${found.member}`;
    case 'item':
      return `${arm(found.of, scope)}[${arm(found.index, scope)}]`;
    case 'call':
      return `${found.name}(${found.args.map((argument) => arm(argument, scope)).join(', ')})`;
    case 'text':
      return format(found.parts, scope);
    default:
      throw new Error(`a ${found.is} inside an expression`);
  }
}

function format(parts: readonly (string | Expression)[], scope: Scope): string {
  const holes = parts.filter((part) => typeof part !== 'string');
  const pattern = parts.map((part) => (typeof part === 'string' ? part : `{${holes.indexOf(part)}}`)).join('');
  return `format('${pattern}', ${holes.map((part) => arm(part, scope)).join(', ')})`;
}

/** A value in which nothing is computed. */
function literal(found: Expression | undefined): Json {
  const nothing: Scope = { parameters: new Set(), loop: new Map(), resources: new Map(), files: {} };
  const value = json(found, nothing);
  return found?.is === 'value' ? found.value : unescaped(value);
}

function unescaped(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('[[') ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unescaped(inner)]));
}
