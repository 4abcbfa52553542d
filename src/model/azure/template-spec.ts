/** A version of a template spec, by its parts. */
interface TemplateSpecVersion {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly version: string;
}

export const TEMPLATE_SPEC_TYPE = 'Microsoft.Resources/templateSpecs';

/** The resource id of a version of a template spec ("Template Spec Versions - Get"). */
export function templateSpecId({ subscription, resourceGroup, name, version }: TemplateSpecVersion): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${TEMPLATE_SPEC_TYPE}/${name}/versions/${version}`;
}
