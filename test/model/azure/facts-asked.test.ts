import { describe, expect, test } from 'vitest';
import { categoriesOf, isCategoryGroup } from '../../../src/model/azure/acr-logs.ts';
import { maySupportGroups } from '../../../src/model/azure/api-versions.ts';
import { isResourceGroupName, isSettingName, parseRegistryId } from '../../../src/model/azure/azure-names.ts';
import {
  EVENT_HUB_RULE_TYPE,
  idExample,
  idPattern,
  isLegacySettingType,
  isSettingType,
  isType,
  mayDeployToSubscription,
  namespaceOf,
  settingId,
  WORKSPACE_TYPE,
} from '../../../src/model/azure/resource-types.ts';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg';

describe('types', () => {
  test.each<[string, boolean, boolean]>([
    ['Microsoft.Insights/diagnosticSettings', true, false],
    ['microsoft.insights/DIAGNOSTICSETTINGS', true, false],
    ['Microsoft.ContainerRegistry/registries/providers/diagnosticSettings', true, true],
    ['microsoft.containerregistry/registries/providers/diagnosticsettings', true, true],
    ['providers/diagnosticSettings', false, false],
    ['Microsoft.Insights/diagnosticSettingsCategories', false, false],
    ['', false, false],
  ])('%s is a setting: %s, written in full without scope: %s', (type, isSetting, isLegacy) => {
    expect([isSettingType(type), isLegacySettingType(type)]).toEqual([isSetting, isLegacy]);
  });

  test('are compared without regard to letter case, as a whole', () => {
    expect(isType('MICROSOFT.OPERATIONALINSIGHTS/workspaces', WORKSPACE_TYPE)).toBe(true);
    expect(isType('Microsoft.OperationalInsights/workspaces/tables', WORKSPACE_TYPE)).toBe(false);
  });

  test('have a namespace', () => {
    expect(namespaceOf(EVENT_HUB_RULE_TYPE)).toBe('Microsoft.EventHub');
  });

  test('of some namespaces stand in a subscription', () => {
    expect(mayDeployToSubscription('microsoft.insights/diagnosticSettings')).toBe(true);
    expect(mayDeployToSubscription('Microsoft.InsightsOther/a')).toBe(false);
    expect(mayDeployToSubscription('Microsoft.ContainerRegistry/registries')).toBe(false);
  });
});

describe('ids', () => {
  const rule = `${GROUP}/providers/Microsoft.EventHub/namespaces/n/authorizationRules/r`;

  test.each<[string, boolean]>([
    [rule, true],
    [`${rule}/`, true],
    [rule.toUpperCase(), true],
    [`${GROUP}/providers/Microsoft.EventHub/namespaces/n/eventhubs/h/authorizationRules/r`, false],
    [`${GROUP}/providers/MicrosoftXEventHub/namespaces/n/authorizationRules/r`, false],
    [`${GROUP}/providers/Microsoft.EventHub/namespaces//authorizationRules/r`, false],
    [`${rule}/more`, false],
    [`x${rule}`, false],
  ])('%s is the id of a rule: %s', (id, expected) => {
    expect(idPattern(EVENT_HUB_RULE_TYPE).test(id)).toBe(expected);
  });

  test('are shown with dots for names', () => {
    expect(idExample(EVENT_HUB_RULE_TYPE)).toBe(
      '/subscriptions/…/resourceGroups/…/providers/Microsoft.EventHub/namespaces/…/authorizationRules/…',
    );
  });

  test('of settings begin with that of their resource', () => {
    expect(settingId('/a', 'b')).toBe('/a/providers/Microsoft.Insights/diagnosticSettings/b');
  });
});

describe('category groups', () => {
  test.each<[string, number]>([
    ['audit', 2],
    ['ALLLOGS', 2],
    ['allMetrics', 0],
    ['ContainerRegistryLoginEvents', 0],
    ['', 0],
  ])("'%s' holds %i categories", (name, count) => {
    expect(categoriesOf(name)).toHaveLength(count);
    expect(isCategoryGroup(name)).toBe(count > 0);
  });

  test.each<[string, boolean]>([
    ['2021-05-01-preview', true],
    ['2017-05-01-preview', false],
    ['2020-01-01', false],
    ['2015-07-01', false],
    ["[parameters('apiVersion')]", true],
    ['', true],
  ])("may be known to version '%s': %s", (version, expected) => {
    expect(maySupportGroups(version)).toBe(expected);
  });
});

describe('names are no longer than Azure takes', () => {
  test('of settings', () => {
    expect([260, 261].map((length) => isSettingName('a'.repeat(length)))).toEqual([true, false]);
    expect(['a\\b', 'a+b', 'a?', ''].map(isSettingName)).toEqual([false, false, false, false]);
  });

  test('of resource groups, which end with no full stop', () => {
    expect([90, 91].map((length) => isResourceGroupName('ä'.repeat(length)))).toEqual([true, false]);
    expect(isResourceGroupName('a.')).toBe(false);
  });

  test('of registries', () => {
    const idOf = (length: number): string =>
      `${GROUP}/providers/microsoft.containerregistry/Registries/${'a'.repeat(length)}`;
    expect([50, 51].map((length) => typeof parseRegistryId(idOf(length)))).toEqual(['object', 'string']);
    expect(parseRegistryId(idOf(5).replace('microsoft.', 'microsoftx'))).toBe(
      'its id is not that of a container registry',
    );
  });
});
