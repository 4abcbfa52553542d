import { addSetting } from './add-setting.ts';
import { destinationInTemplate } from './destination-in-template.ts';
import type { TemplateWriter } from './fix-plan.ts';

/** JSON says all that a template has. */
export const jsonWriter: TemplateWriter = {
  addSetting,
  destination: destinationInTemplate,
  reservedNames: () => new Set(),
  moduleAt: () => undefined,
};
