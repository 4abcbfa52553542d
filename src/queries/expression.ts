import { BicepCode, bicepString } from '../fixes/bicep/print-bicep.ts';

/** What is computed at deployment, in the languages of templates and of Bicep. */
export class DeploymentExpression extends BicepCode {
  readonly arm: string;

  /** One text where both languages write it alike. */
  constructor(arm: string, bicep = arm) {
    super(bicep);
    this.arm = arm;
  }

  toJSON(): string {
    return `[${this.arm}]`;
  }
}

/** The text of a file beside the template: Bicep reads it, a template holds it. */
export class FileText extends BicepCode {
  readonly text: string;

  constructor(path: string, text: string) {
    super(`loadTextContent(${bicepString(path)})`);
    this.text = text;
  }

  toJSON(): string {
    return this.text.startsWith('[') ? `[${this.text}` : this.text;
  }
}

export const RESOURCE_GROUP_ID = new DeploymentExpression('resourceGroup().id');
export const RESOURCE_GROUP_LOCATION = new DeploymentExpression('resourceGroup().location');
export const SUBSCRIPTION_ID = new DeploymentExpression('subscription().id');

/** The value of a parameter. */
export function parameter(name: string): DeploymentExpression {
  return new DeploymentExpression(`parameters('${name}')`, name);
}

/** The value of a parameter of text, followed by a name of ours. */
export function prefixed(name: string, rest: string): DeploymentExpression {
  return new DeploymentExpression(`format('{0}${rest}', parameters('${name}'))`, `'\${${name}}${rest}'`);
}

/** A GUID that is the same whenever the parts are. */
export function guid(...parts: readonly (DeploymentExpression | string)[]): DeploymentExpression {
  const arm = parts.map((part) => (typeof part === 'string' ? `'${part}'` : part.arm));
  const bicep = parts.map((part) => (typeof part === 'string' ? bicepString(part) : part.code));
  return new DeploymentExpression(`guid(${arm.join(', ')})`, `guid(${bicep.join(', ')})`);
}
