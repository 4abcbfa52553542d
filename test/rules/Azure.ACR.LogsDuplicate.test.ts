import { logsDuplicate } from '../../rules/Azure.ACR.LogsDuplicate.ts';
import {
  BOOL,
  type JsonObject,
  LOGIN,
  linkedDeployment,
  OTHER_WORKSPACE,
  on,
  REPOSITORY,
  registry,
  STORAGE,
  setting,
} from '../support/arm-templates.ts';
import { DENIED, liveRegistry } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const IF_A = { condition: "[parameters('a')]" };

/** A registry with a setting to one workspace, and another setting. */
function beside(properties: JsonObject, changes: JsonObject = {}): JsonObject[] {
  return [
    registry(),
    setting(),
    setting({ workspaceId: OTHER_WORKSPACE, ...properties }, { name: 'other', ...changes }),
  ];
}

const EACH = [`collected-twice ${LOGIN}`, `collected-twice ${REPOSITORY}`];

ruleCases(logsDuplicate, {
  pass: [
    { name: 'one setting', resources: [registry(), setting()] },
    { name: 'no setting', resources: [registry()] },
    { name: 'two kinds of destinations', resources: beside({ workspaceId: null, storageAccountId: STORAGE }) },
    {
      name: 'a category each',
      resources: [
        registry(),
        setting({ logs: [on(LOGIN)] }),
        setting({ workspaceId: OTHER_WORKSPACE, logs: [on(REPOSITORY)] }, { name: 'other' }),
      ],
    },
    { name: 'a second one that is not deployed', resources: beside({}, { condition: false }) },
    { name: 'two versions of one setting', resources: beside({}, { name: 'audit' }) },
    {
      name: 'two that exclude each other',
      resources: [
        registry(),
        setting({}, IF_A),
        setting({ workspaceId: OTHER_WORKSPACE }, { name: 'other', condition: "[not(parameters('a'))]" }),
      ],
      declares: { a: BOOL },
    },
  ],
  fail: [
    { name: 'two workspaces', resources: beside({}), reasons: EACH },
    { name: 'one category twice', resources: beside({ logs: [on(LOGIN)] }), reasons: [`collected-twice ${LOGIN}`] },
    {
      name: 'two settings beside a module that cannot be read',
      resources: [...beside({}), linkedDeployment({ registry: 'acr' })],
      reasons: EACH,
    },
  ],
  unknown: [
    {
      name: 'a second one that a parameter decides about',
      resources: beside({}, IF_A),
      declares: { a: BOOL },
      reasons: EACH,
      dependsOn: ['parameter a'],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [registry(), setting(), linkedDeployment({ registry: 'acr' })],
      reasons: [],
      dependsOn: ['module https://example.com/diag.json'],
    },
  ],
  notApplicable: [{ name: 'not deployed', resources: [registry({ condition: false })] }],
  live: [
    { name: 'one setting', records: [liveRegistry()], outcome: 'pass' },
    {
      name: 'settings that may not be read',
      records: [liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
  ],
});
