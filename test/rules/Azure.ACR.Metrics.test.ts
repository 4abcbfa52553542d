import { metrics } from '../../rules/Azure.ACR.Metrics.ts';
import {
  BOOL,
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
  linkedDeployment,
  nested,
  on,
  registry,
  STORAGE,
  STRING,
  setting,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { DEPLOYED_THERE, withSettings } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const IF_AUDIT = { condition: "[parameters('audit')]" };
const AUDIT = { audit: BOOL };
const ON = { category: 'AllMetrics', enabled: true };
const OFF = { category: 'AllMetrics', enabled: false };
const REASONS = ['no-metrics'];

/** A module that cannot be read and gets the name of the registry. */
const module = linkedDeployment({ registry: 'acr' });

/** A registry, and a setting with these metrics. */
function collecting(entries: Json, properties: JsonObject = {}, extra: JsonObject = {}): JsonObject[] {
  return [registry(), setting({ metrics: entries, ...properties }, extra)];
}

ruleCases(metrics, {
  pass: [
    { name: 'all metrics', resources: collecting([ON]) },
    { name: 'all metrics without logs', resources: collecting([ON], { logs: [] }) },
    { name: 'all metrics in other letters', resources: collecting([{ category: 'ALLMETRICS', enabled: 'True' }]) },
    { name: 'all metrics listed twice, once enabled', resources: collecting([OFF, ON]) },
    { name: 'to a storage account', resources: collecting([ON], { workspaceId: null, storageAccountId: STORAGE }) },
    {
      name: 'to a workspace that a parameter gives',
      resources: collecting([ON], { workspaceId: "[parameters('w')]" }),
      declares: { w: STRING },
    },
    {
      name: 'in the second of two settings',
      resources: [registry(), setting(), setting({ metrics: [ON] }, { name: 'b' })],
    },
    {
      name: 'in two settings that exclude each other',
      resources: [
        registry(),
        setting({ metrics: [ON] }, { name: 'a', ...IF_AUDIT }),
        setting({ metrics: [ON] }, { name: 'b', condition: "[not(parameters('audit'))]" }),
      ],
      declares: AUDIT,
    },
    {
      name: 'on the registry’s condition',
      resources: [registry(IF_AUDIT), setting({ metrics: [ON] }, IF_AUDIT)],
      declares: AUDIT,
    },
    { name: 'in a nested deployment', resources: [registry(), nested([setting({ metrics: [ON] })], {}, {})] },
    {
      name: 'by a secure parameter',
      resources: collecting("[parameters('m').list]"),
      declares: { m: { type: 'secureObject' } },
      parameters: { m: { list: [ON] } },
    },
    {
      name: 'beside a broken setting',
      resources: [...collecting([ON]), setting({ logs: "[variables('v').missing]" }, { name: 'broken' })],
      variables: { v: {} },
    },
    { name: 'beside a module that cannot be read', resources: [...collecting([ON]), module] },
    {
      name: 'by a live setting',
      resources: [registry()],
      ...DEPLOYED_THERE,
      scan: [withSettings({ audit: { workspaceId: WORKSPACE, metrics: [ON] } })],
    },
  ],
  fail: [
    { name: 'no setting', resources: [registry()], reasons: REASONS, points: [] },
    {
      name: 'a setting without metrics',
      resources: [registry(), setting()],
      reasons: REASONS,
      points: ['resources[1].properties'],
    },
    {
      name: 'an empty list',
      resources: collecting([]),
      reasons: REASONS,
      points: ['resources[1].properties.metrics'],
    },
    { name: 'metrics null', resources: collecting(null), reasons: REASONS },
    { name: 'metrics not enabled', resources: collecting([OFF]), reasons: REASONS },
    { name: 'metrics without enabled', resources: collecting([{ category: 'AllMetrics' }]), reasons: REASONS },
    { name: 'a single metric', resources: collecting([{ ...ON, category: 'StorageUsed' }]), reasons: REASONS },
    {
      name: 'all metrics among the logs',
      resources: [registry(), setting({ logs: [ON, on(LOGIN)] })],
      reasons: REASONS,
    },
    { name: 'no destination', resources: collecting([ON], { workspaceId: '' }), reasons: REASONS },
    {
      name: 'an event hub without its rule',
      resources: collecting([ON], { workspaceId: null, eventHubName: 'h', serviceBusRuleId: HUB_RULE }),
      reasons: REASONS,
    },
    {
      name: 'a setting that is not deployed',
      resources: collecting([ON], {}, { condition: false }),
      reasons: REASONS,
      points: [],
    },
    {
      name: 'two settings without metrics',
      resources: [registry(), setting(), setting({ logs: [] }, { name: 'b' })],
      reasons: REASONS,
      points: [],
    },
    {
      name: 'a setting of another registry',
      resources: collecting([ON], {}, { scope: 'Microsoft.ContainerRegistry/registries/other' }),
      reasons: REASONS,
    },
    {
      name: 'a condition that is the opposite of the registry’s',
      resources: [registry(IF_AUDIT), setting({ metrics: [ON] }, { condition: "[not(parameters('audit'))]" })],
      declares: AUDIT,
      reasons: REASONS,
    },
    { name: 'a loop of none', resources: collecting([ON], {}, { copy: { name: 'c', count: 0 } }), reasons: REASONS },
  ],
  unknown: [
    {
      name: 'a setting that a parameter decides about',
      resources: collecting([ON], {}, IF_AUDIT),
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'enabled by a parameter',
      resources: collecting([{ ...ON, enabled: "[parameters('audit')]" }]),
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a category by a parameter',
      resources: collecting([{ ...ON, category: "[parameters('c')]" }]),
      declares: { c: STRING },
      reasons: REASONS,
      dependsOn: ['parameter c'],
    },
    {
      name: 'metrics by a secure parameter without a value',
      resources: collecting("[parameters('m').list]"),
      declares: { m: { type: 'secureObject' } },
      reasons: REASONS,
      dependsOn: ['parameter m'],
    },
    {
      name: 'a destination that may be empty',
      resources: collecting([ON], { workspaceId: "[if(parameters('audit'), parameters('w'), '')]" }),
      declares: { ...AUDIT, w: STRING },
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a loop whose length is not known',
      resources: collecting(
        [ON],
        {},
        { name: "[format('s{0}', copyIndex())]", copy: { name: 'c', count: "[length(parameters('list'))]" } },
      ),
      declares: { list: { type: 'array' } },
      reasons: REASONS,
      dependsOn: ['parameter list'],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [registry(), module],
      reasons: REASONS,
      dependsOn: ['module https://example.com/diag.json'],
    },
    {
      name: 'two versions of a setting, one of which collects',
      resources: [...collecting([ON]), setting()],
      reasons: REASONS,
      dependsOn: ["runtime order of the deployments of diagnostic setting 'audit'"],
    },
  ],
  notApplicable: [{ name: 'a registry that is not deployed', resources: [registry({ condition: false }), setting()] }],
  error: [
    {
      name: 'a setting that cannot be evaluated',
      resources: collecting("[variables('v').missing]"),
      variables: { v: {} },
      says: 'missing',
    },
  ],
});
