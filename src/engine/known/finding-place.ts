import type { Finding } from '../finding.ts';

/** What a finding is about, in names that are the same in every run: files from the root of what they belong to. */
export interface FindingPlace {
  /** The name of the rule. */
  readonly rule: string;
  readonly id: string;
  /** Where the target is declared; undefined for what Azure answered. */
  readonly file?: string;
  /** The template that was evaluated, where the target stands in a file that it links to. */
  readonly template?: string;
  readonly parameters?: string;
}

/** What a file of a finding is called in a place; see `NameOf` of the evaluation. */
type NameOf = (file: string, template?: string) => string;

/** The place of a finding. */
export function placeOf(
  { rule, target, location }: Pick<Finding, 'rule' | 'target' | 'location'>,
  nameOf: NameOf,
): FindingPlace {
  const { file } = location;
  const { id, template, parameters } = target;
  return {
    rule,
    id,
    ...(file !== '' && { file: nameOf(file) }),
    ...(template !== undefined && { template: nameOf(template) }),
    ...(parameters !== undefined && { parameters: nameOf(parameters, template ?? file) }),
  };
}

/** The same text for the same place. */
export function placeKey({ rule, id, file, template, parameters }: FindingPlace): string {
  return JSON.stringify([rule, id.toLowerCase(), file, template, parameters]);
}
