import type { JsonValue } from '../../arm/json/json-value.ts';
import { bicepError } from '../bind/bind-errors.ts';
import type { ModuleSymbol, ResourceSymbol } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import { keyText } from '../syntax/literal-text.ts';
import type { Expr, PropertyItem } from '../syntax/nodes.ts';
import { textValue } from './arm-text.ts';
import { decoratorArguments } from './decorator-arguments.ts';
import { dependsOn } from './depends-on.ts';
import { descriptionValue } from './description.ts';
import { faultText, type LowerContext } from './lower-context.ts';
import { addProperties, countOf } from './lower-value.ts';
import { finished, newObject, type ObjectMaker, setMember } from './object-maker.ts';
import { reportOpenKeys } from './open-keys.ts';
import { resourceIdText } from './resource-ids.ts';
import { bodyProperty, fullNameText } from './resource-names.ts';
import { scopeMembers, scopeOfResource } from './scopes.ts';
import { conditionText } from './symbol-references.ts';

const OMITTED = new Set(['name', 'scope', 'parent', 'dependsOn']);

/** A resource as it stands in `resources`. */
export function lowerResource(symbol: ResourceSymbol, context: LowerContext): JsonValue {
  const { declaration, body, extension } = symbol;
  const { decorators } = declaration;
  const maker = newObject();
  addLoopAndCondition(maker, symbol, context);
  if (declaration.existing) setMember(maker, 'existing', true, declaration);
  if (extension !== undefined) setMember(maker, 'import', extension.name, declaration.type);
  addOptions(maker, symbol, context);
  if (decoratorArguments(decorators, 'patch') !== undefined) setMember(maker, 'method', 'PATCH', declaration);
  if (extension === undefined) {
    setMember(maker, 'type', symbol.type === '' ? textValue(faultText('BCP029')) : symbol.type, declaration.type);
    if (symbol.version !== '') setMember(maker, 'apiVersion', symbol.version, declaration.type);
    addScopeAndName(maker, symbol, context);
    addProperties(maker, propertiesOf(symbol, OMITTED), context, undefined);
  } else {
    setMember(
      maker,
      'type',
      symbol.version === '' ? symbol.type : `${symbol.type}@${symbol.version}`,
      declaration.type,
    );
    const properties = newObject();
    addProperties(properties, propertiesOf(symbol, new Set(['dependsOn'])), context, undefined);
    setMember(maker, 'properties', finished(properties, context), body);
  }
  if (body === undefined) reportNoBody(maker, symbol, context);
  // Any property may be the one that the key stands for.
  if (reportOpenKeys(body, symbol.type, context)) setMember(maker, 'properties', textValue(faultText('BCP040')), body);
  addEnd(maker, symbol, context);
  return finished(maker, context);
}

function reportNoBody(maker: ObjectMaker, { declaration, extension }: ResourceSymbol, context: LowerContext): void {
  const message = 'Expected an object, a condition or a loop as the value of the resource.';
  if (declaration.value.kind !== 'invalid') context.report(bicepError('BCP018', declaration.value, message));
  if (extension === undefined) setMember(maker, 'properties', textValue(faultText('BCP018')), declaration);
}

function isKnown(key: string | undefined, omitted: ReadonlySet<string>): boolean {
  return key !== undefined && !omitted.has(key);
}

/** Properties of the body with none of those names. A key with holes has no name; it is an error of its own. */
export function propertiesOf(
  { body }: ResourceSymbol | ModuleSymbol,
  omitted: ReadonlySet<string>,
): readonly PropertyItem[] {
  return (body?.items ?? []).filter(
    (item): item is PropertyItem => item.kind === 'property' && isKnown(keyText(item.key), omitted),
  );
}

/** `copy` and `condition`. Conditions of the resources that this one is nested in hold for it too. */
export function addLoopAndCondition(
  maker: ObjectMaker,
  symbol: ResourceSymbol | ModuleSymbol,
  context: LowerContext,
): void {
  const { loop, declaration, condition } = symbol;
  if (loop !== undefined) {
    const copy = newObject();
    setMember(copy, 'name', symbol.kind === 'resource' ? symbol.key : symbol.name);
    setMember(copy, 'count', countOf(loop, context), loop.source);
    const batch = decoratorArguments(declaration.decorators, 'batchSize')?.[0];
    if (batch !== undefined) {
      setMember(copy, 'mode', 'serial', batch);
      setMember(copy, 'batchSize', context.value(batch), batch);
    }
    setMember(maker, 'copy', finished(copy, context), loop);
  }
  const text = conditionText({ symbol, at: undefined }, context);
  if (text === undefined) return;
  const own = condition === undefined ? undefined : bare(condition);
  const isLiteral = own?.kind === 'boolean' && text === `${own.value}()`;
  setMember(maker, 'condition', isLiteral ? own.value : textValue(text), condition ?? declaration);
}

function addOptions(maker: ObjectMaker, { declaration }: ResourceSymbol, context: LowerContext): void {
  const { decorators } = declaration;
  const options = newObject();
  if (decoratorArguments(decorators, 'onlyIfNotExists') !== undefined)
    setMember(options, 'onlyIfNotExists', [], declaration);
  for (const name of ['retryOn', 'waitUntil']) {
    const args = decoratorArguments(decorators, name);
    if (args !== undefined)
      setMember(
        options,
        name,
        args.map((arg: Expr) => context.value(arg)),
        declaration,
      );
  }
  if (options.places.size > 0) setMember(maker, '@options', finished(options, context), declaration);
}

function addScopeAndName(maker: ObjectMaker, symbol: ResourceSymbol, context: LowerContext): void {
  const resource = { symbol, at: undefined };
  const { declaration, body } = symbol;
  const scope = scopeOfResource(resource, context);
  const place = bodyProperty(body, 'scope') ?? declaration;
  for (const [key, text] of scopeMembers(scope, context, (of) => resourceIdText(of, context)))
    setMember(maker, key, textValue(text), place);
  const name = body?.items.find((item) => item.kind === 'property' && keyText(item.key) === 'name');
  setMember(maker, 'name', textValue(fullNameText(resource, context)), name ?? declaration.name);
}

/** `dependsOn` and the description. */
export function addEnd(maker: ObjectMaker, symbol: ResourceSymbol | ModuleSymbol, context: LowerContext): void {
  const { declaration, body } = symbol;
  const dependencies = dependsOn(symbol, context);
  if (dependencies.length > 0)
    setMember(maker, 'dependsOn', dependencies, bodyProperty(body, 'dependsOn') ?? declaration);
  const description = decoratorArguments(declaration.decorators, 'description')?.[0];
  if (description !== undefined)
    setMember(maker, 'metadata', { description: descriptionValue(description, context) }, description);
}
