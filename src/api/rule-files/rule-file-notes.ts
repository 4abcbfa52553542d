import { resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { placeText } from '../../config/rule-settings.ts';
import type { Note } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import type { InFolder, RuleRequest } from '../requests.ts';
import { configFileOf } from './named-rule-files.ts';

const KEYS = ['ruleFiles', 'psrule'] as const;

/** What rule files say themselves, and which configurations name rule files that are not read. */
export function ruleFileNotes(
  request: InFolder & Pick<RuleRequest, 'config' | 'ruleFiles'>,
  configs: readonly Config[],
): readonly Note[] {
  const elsewhere = configs.flatMap((config) =>
    KEYS.flatMap((key): Note[] => {
      const place = config.places.get(key);
      if (config[key] === false || place === undefined || namesRuleFiles(config, key, request)) return [];
      return [{ message: message('note.rule-files-elsewhere', { place: placeText(place), key }), important: true }];
    }),
  );
  return [...(request.ruleFiles?.notes ?? []), ...elsewhere];
}

/** Whether a key of a configuration is the one of the run, and not of a file that it extends or of another folder. */
export function namesRuleFiles(
  { places }: Config,
  key: (typeof KEYS)[number],
  { cwd, config }: InFolder & Pick<RuleRequest, 'config'>,
): boolean {
  const place = places.get(key);
  return place !== undefined && resolve(cwd, place.file) === configFileOf(cwd, config);
}
