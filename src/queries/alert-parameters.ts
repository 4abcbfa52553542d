import type { DeploymentParameter } from './deployable.ts';

/** What every alert rule has. */
export const ACTION_GROUPS: DeploymentParameter = {
  name: 'actionGroupIds',
  type: 'array',
  minLength: 1,
  description: 'Resource ids of the action groups that are told.',
};

export const NAME_PREFIX: DeploymentParameter = {
  name: 'namePrefix',
  type: 'string',
  default: 'acr-',
  description: 'What the names of the alert rules begin with.',
};

export const ENABLED: DeploymentParameter = {
  name: 'enabled',
  type: 'bool',
  default: true,
  description: 'Whether the rules run.',
};
