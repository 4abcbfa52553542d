import { MODULE_API_VERSION } from '../../../model/azure/api-versions.ts';
import { DEPLOYMENT_TYPE } from '../../../model/azure/resource-types.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type { ModuleSymbol } from '../bind/symbols.ts';
import { textValue } from './arm-text.ts';
import { faultText, type LowerContext } from './lower-context.ts';
import { addEnd, addLoopAndCondition, propertiesOf } from './lower-resource.ts';
import { addProperties } from './lower-value.ts';
import type { ModuleTemplate } from './module-files.ts';
import { moduleNameText } from './module-names.ts';
import { lowerModuleParameters } from './module-parameters.ts';
import { finished, newObject, setMember } from './object-maker.ts';
import { reportOpenKeys } from './open-keys.ts';
import { resourceIdText } from './resource-ids.ts';
import { bodyProperty } from './resource-names.ts';
import { scopeMembers, scopeOfModule } from './scopes.ts';

const OMITTED = new Set(['name', 'params', 'extensionConfigs', 'scope', 'dependsOn']);

/** A module as the deployment that it is in `resources`. */
export function lowerModule(symbol: ModuleSymbol, module: ModuleTemplate, context: LowerContext): JsonValue {
  const { declaration, body } = symbol;
  const maker = newObject();
  addLoopAndCondition(maker, symbol, context);
  setMember(maker, 'type', DEPLOYMENT_TYPE, declaration.path);
  setMember(maker, 'apiVersion', MODULE_API_VERSION);
  addProperties(maker, propertiesOf(symbol, OMITTED), context, undefined);
  const name = body === undefined ? faultText('BCP018') : moduleNameText(symbol, undefined, context);
  setMember(maker, 'name', textValue(name), bodyProperty(body, 'name') ?? declaration.name);
  addScope(maker, symbol, context);
  setMember(maker, 'properties', deployment(symbol, module, context), body ?? declaration);
  addEnd(maker, symbol, context);
  return finished(maker, context);
}

/** A deployment to anything but a group has a location. */
function addScope(maker: ReturnType<typeof newObject>, symbol: ModuleSymbol, context: LowerContext): void {
  const scope = scopeOfModule(symbol, undefined, context);
  const place = bodyProperty(symbol.body, 'scope') ?? symbol.declaration;
  for (const [key, text] of scopeMembers(scope, context, (of) => resourceIdText(of, context)))
    setMember(maker, key, textValue(text), place);
  if (scope.kind === 'resourceGroup' || scope.kind === 'local' || scope.kind === 'unknown') return;
  const from = context.targetScope === 'resourceGroup' ? 'resourceGroup()' : 'deployment()';
  setMember(maker, 'location', `[${from}.location]`, place);
}

function deployment(symbol: ModuleSymbol, module: ModuleTemplate, context: LowerContext): JsonValue {
  const { declaration } = symbol;
  const maker = newObject();
  setMember(maker, 'expressionEvaluationOptions', { scope: 'inner' });
  setMember(maker, 'mode', 'Incremental');
  const isOpen = reportOpenKeys(symbol.body, 'module', context);
  const parameters = isOpen ? textValue(faultText('BCP040')) : lowerModuleParameters(symbol, context);
  if (parameters !== undefined)
    setMember(maker, 'parameters', parameters, bodyProperty(symbol.body, 'params') ?? declaration);
  if (module.kind === 'template') setMember(maker, 'template', module.template, declaration.path);
  else {
    const link: JsonValue = module.isSpec ? { id: module.reference } : { uri: module.reference };
    setMember(maker, 'templateLink', link, declaration.path);
  }
  return finished(maker, context);
}
