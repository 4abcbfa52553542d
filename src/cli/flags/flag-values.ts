import { InvalidArgumentError, Option } from 'commander';
import type { ScanProvider } from '../../api/requests.ts';
import { type AzureCloudName, type Discovery, MAX_CONCURRENCY } from '../../config/config.ts';
import { LANGUAGES } from '../../messages/language.ts';
import { dayOf, isDate } from '../../util/dates.ts';
import { UsageError } from '../../util/errors.ts';

/** The value of a flag that may be given several times. */
export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function repeatable(flags: string, text: string): Option {
  return new Option(flags, text).argParser(collect).default([], 'none');
}

/** A flag that may be given several times, each time with one of the listed values. */
export function repeatableChoice(flags: string, text: string, choices: readonly string[]): Option {
  const option = repeatable(flags, text);
  option.argChoices = [...choices];
  return option.argParser((value: string, before: readonly string[]) => {
    if (choices.includes(value)) return collect(value, before);
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
  });
}

/** It is taken out of the words before flags are read; here it is for help and completion. */
export function lang(): Option {
  return new Option(
    '--lang <LANG>',
    'the language of all texts (default: English; that of LANG where all goes to the console)',
  ).choices(LANGUAGES);
}

export function bytes(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([kmg]?)b?$/i.exec(text) ?? [];
  const size = Number(digits) * 1024 ** ' kmg'.indexOf(unit === '' ? ' ' : unit.toLowerCase());
  if (digits === '' || size === 0) throw new InvalidArgumentError('expected a size such as 500k, 20m or 1048576');
  return size;
}

export function concurrency(text: string): number {
  const wanted = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (wanted < 1 || wanted > MAX_CONCURRENCY) {
    throw new InvalidArgumentError(`expected a whole number from 1 to ${MAX_CONCURRENCY}`);
  }
  return wanted;
}

/**
 * Tokens go there, so it has to be https; what could hold a secret or be lost in a request is refused, without repeating it
 * as the message of an `InvalidArgumentError` would.
 */
export function endpoint(flag: string): (text: string) => string {
  return (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'https:' || url.username + url.password + url.search + url.hash !== '')
      throw new UsageError(
        `${flag}: expected an address such as https://management.azure.com, without a user name, a password or a query`,
      );
    return url.href.replace(/\/+$/, '');
  };
}

/** Requests go to paths of Azure Resource Manager, so its address has none of its own. */
export function origin(flag: string): (text: string) => string {
  return (text) => {
    const address = endpoint(flag)(text);
    if (new URL(address).pathname !== '/') throw new UsageError(`${flag}: expected an address without a path`);
    return address;
  };
}

/** A day, as `YYYY-MM-DD`; of a time its day in UTC. */
export function day(text: string): string {
  if (isDate(text)) return text;
  const found = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(found)) throw new InvalidArgumentError('expected a date, written YYYY-MM-DD');
  return dayOf(found);
}

export function fileName(text: string): string {
  if (text === '') throw new InvalidArgumentError('expected the name of a file');
  return text;
}

export const CLOUDS: readonly AzureCloudName[] = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'];
export const PROVIDERS: readonly ScanProvider[] = ['azure', 'alibaba'];
export const DISCOVERIES: readonly Discovery[] = ['graph', 'arm'];
