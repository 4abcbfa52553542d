import { describe, expect, test } from 'vitest';
import { type FindingPlace, placeKey } from '../../../src/engine/known/finding-place.ts';
import { type AzureScope, azureScope, type TemplateScope, templateScope } from '../../../src/engine/known/run-scope.ts';

const RULE = 'Azure.ACR.Logs';
const OTHER = 'Azure.ACR.Metrics';
const place: FindingPlace = { rule: RULE, id: 'acr', file: 'a.json' };
const read = {
  rules: new Set([RULE]),
  values: new Set(['', 'p.json']),
  linked: new Set(['m.json']),
  hasUnreadModules: false,
};
const scope: TemplateScope = {
  templates: new Map([['a.json', read]]),
  rules: new Set([RULE]),
  broken: new Set(),
  unread: new Set(),
  choosesValues: false,
  isReached: () => true,
  exists: (file) => file !== 'gone.json',
};

describe('a run over templates would have found again', () => {
  test.each<readonly [string, Partial<TemplateScope>, Partial<FindingPlace>, boolean]>([
    ['what was in a template that it read', {}, {}, true],
    ['what was in a file that is gone', {}, { file: 'gone.json' }, true],
    ['not what another rule found', {}, { rule: OTHER }, false],
    ['not what another rule found in a file that is gone', {}, { rule: OTHER, file: 'gone.json' }, false],
    ['not what is in a file that it did not read', {}, { file: 'b.json' }, false],
    ['not what is in a file with an error', { broken: new Set(['a.json']) }, {}, false],
    ['not what is live', {}, { file: undefined as never }, false],
    ['what was found with a parameter file that it used', {}, { parameters: 'p.json' }, true],
    ['not with one that has an error', { broken: new Set(['p.json']) }, { parameters: 'p.json' }, false],
    ['what was found with one that goes with the template no more', {}, { parameters: 'q.json' }, true],
    ['not with one that it was not to use', { choosesValues: true }, { parameters: 'q.json' }, false],
    ['what was found with one that is gone', { choosesValues: true }, { parameters: 'gone.json' }, true],
    ['not what values of the request do not lead to', { isReached: () => false }, {}, false],
    ['not what could not be told', { unread: new Set([placeKey(place)]) }, {}, false],
    ['what could be told for another resource', { unread: new Set([placeKey({ ...place, id: 'other' })]) }, {}, true],
    ['what was in a module of a template that it read', {}, { file: 'm.json', template: 'a.json' }, true],
    ['what was in a module that is linked no more', {}, { file: 'n.json', template: 'a.json' }, true],
    [
      'not what was in a module that may be one that it could not read',
      { templates: new Map([['a.json', { ...read, hasUnreadModules: true }]]) },
      { file: 'n.json', template: 'a.json' },
      false,
    ],
    ['not what was in a module of a template that it did not read', {}, { file: 'a.json', template: 'b.json' }, false],
  ])('%s', (_, changes, fields, expected) => {
    expect(templateScope({ ...scope, ...changes })({ ...place, ...fields })).toBe(expected);
  });
});

describe('a scan would have found again', () => {
  const id = '/subscriptions/S1/resourceGroups/RG/providers/Microsoft.ContainerRegistry/registries/acr';
  const live: FindingPlace = { rule: RULE, id };
  const whole: AzureScope = {
    subscriptions: new Set(['s1']),
    resourceGroups: [],
    rules: new Set([RULE]),
    unread: new Set<string>(),
  };
  test.each<readonly [string, Partial<AzureScope>, Partial<FindingPlace>, boolean]>([
    ['what was in a subscription that it read', {}, {}, true],
    ['what was about such a subscription', {}, { id: '/subscriptions/s1' }, true],
    ['not what was in another', {}, { id: id.replace('S1', 's2') }, false],
    ['not what another rule found', {}, { rule: OTHER }, false],
    ['not what is in a template', {}, { file: 'a.json' }, false],
    ['what was in a resource group that it kept to', { resourceGroups: ['rg'] }, {}, true],
    ['not what was in another resource group', { resourceGroups: ['other'] }, {}, false],
    ['not what could not be read', { unread: new Set([placeKey({ ...live, id: id.toLowerCase() })]) }, {}, false],
  ])('%s', (_, changes, fields, expected) => {
    expect(azureScope({ ...whole, ...changes })({ ...live, ...fields })).toBe(expected);
  });
});
