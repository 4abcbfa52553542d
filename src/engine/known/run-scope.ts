import type { CauseKind } from '../../value/cause.ts';
import type { Finding } from '../finding.ts';
import { type FindingPlace, placeKey } from './finding-place.ts';

/**
 * Whether a run would have found a finding again, were it still there. Only then does its absence mean that it is gone: what
 * this run did not look at, or could not read, says nothing.
 */
export type RunScope = (place: FindingPlace) => boolean;

/** A template that was read. */
export interface ReadTemplate {
  /** The rules that ran on it. */
  readonly rules: ReadonlySet<string>;
  /** The parameter files that it was evaluated with; '' for none. */
  readonly values: ReadonlySet<string>;
  /** The files that it links to, as far as they were read. */
  readonly linked: ReadonlySet<string>;
  /** Whether some were not. */
  readonly hasUnreadModules: boolean;
}

/** What a run over templates has looked at; files by their names in places. */
export interface TemplateScope {
  readonly templates: ReadonlyMap<string, ReadTemplate>;
  /** The rules that ran on any of them. */
  readonly rules: ReadonlySet<string>;
  /** Files with an error. */
  readonly broken: ReadonlySet<string>;
  /** The places of findings that are undecided because something could not be read or evaluated. */
  readonly unread: ReadonlySet<string>;
  /** Whether the request chose parameter files, so that others were not evaluated. */
  readonly choosesValues: boolean;
  /** Whether an id is one that the values of the request lead to; with `--set`, that cannot be told. */
  readonly isReached: (id: string) => boolean;
  readonly exists: (file: string) => boolean;
}

export function templateScope(scope: TemplateScope): RunScope {
  const { templates, rules, broken, unread, choosesValues, isReached, exists } = scope;
  return (place) => {
    const { rule, file, template = file, parameters = '' } = place;
    if (file === undefined || template === undefined || unread.has(placeKey(place))) return false;
    if ([template, file, parameters].some((one) => broken.has(one))) return false;
    const read = templates.get(template);
    if (read === undefined) return rules.has(rule) && !exists(template);
    if (!read.rules.has(rule) || !isReached(place.id)) return false;
    if (template !== file && read.hasUnreadModules && !read.linked.has(file)) return false;
    return read.values.has(parameters) || !choosesValues || (parameters !== '' && !exists(parameters));
  };
}

/** What a scan has looked at; all in lower case but rules. */
export interface AzureScope {
  /** Ids of the subscriptions that were listed and read without an error. */
  readonly subscriptions: ReadonlySet<string>;
  /** The resource groups that it kept to; all without any. */
  readonly resourceGroups: readonly string[];
  readonly rules: ReadonlySet<string>;
  readonly unread: ReadonlySet<string>;
}

export function azureScope({ subscriptions, resourceGroups, rules, unread }: AzureScope): RunScope {
  return (place) => {
    const [, , subscription = '', , group = ''] = place.id.toLowerCase().split('/');
    if (place.file !== undefined || !rules.has(place.rule) || unread.has(placeKey(place))) return false;
    return subscriptions.has(subscription) && (resourceGroups.length === 0 || resourceGroups.includes(group));
  };
}

const UNREAD: ReadonlySet<CauseKind> = new Set(['permission', 'throttled', 'limit', 'notRead']);

/** Whether a finding says that something could not be read or evaluated, and so nothing of what was found there before. */
export function isUnread({ outcome, dependsOn }: Finding): boolean {
  return outcome === 'error' || (outcome === 'unknown' && dependsOn.some(({ kind }) => UNREAD.has(kind)));
}
