import { describe, expect, test } from 'vitest';
import { candidatesByName } from '../../../src/model/azure/candidates-by-name.ts';
import { toDiagnosticSetting } from '../../../src/model/azure/diagnostic-setting.ts';
import { secure } from '../../../src/value/secure.ts';
import { concatText } from '../../../src/value/symbolic-string.ts';
import { fault, symbol, type Value } from '../../../src/value/value.ts';

const parameter = (name: string): Value =>
  symbol({ key: name, text: name, type: 'string', cause: { kind: 'parameter', name } });
const [P, Q] = [parameter('p'), parameter('q')];
const REGISTRIES = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/';
const idOf = (...name: readonly Value[]): Value => concatText([REGISTRIES, ...name]);
const settingOf = (target: Value, i: number) =>
  toDiagnosticSetting({}, { name: `s${i}`, label: `s${i}`, id: `/s${i}`, target, deployed: true, origin: {} });

/** `{p}` and `{q}` stand for the two symbols. */
const TEXTS = ['', 'a', 'A1', 'a10', 'b'];
const NAMES = [
  ...TEXTS.map((text) => `x${text}`),
  ...TEXTS.flatMap((start) => TEXTS.flatMap((end) => [`${start}{p}${end}`, `${start}{q}${end}`])),
  ...TEXTS.flatMap((middle) => [`{p}${middle}{q}`, `a{p}${middle}{q}1`, `{p}${middle}{p}`]),
];
const VALUES = ['', 'a', '1', 'a1', 'b', 'x', '0'];
const nameParts = (name: string): Value[] =>
  name.split(/(\{.\})/).map((part) => (part === '{p}' ? P : part === '{q}' ? Q : part));

/** What a name is with each pair of values of the symbols. */
const possibleTexts = (name: string): readonly string[] =>
  VALUES.flatMap((p) => VALUES.map((q) => name.replaceAll('{p}', p).replaceAll('{q}', q).toLowerCase()));

describe('settings that may be for a registry', () => {
  test.each<[string, (name: string) => Value]>([
    ['have a known start', (name) => idOf(...nameParts(name))],
    ['start with a symbol', (name) => concatText([Q, '/', ...nameParts(name)])],
  ])('are never left out where some values make the names equal and the ids of settings %s', (_, target) => {
    const settings = NAMES.map((name, i) => settingOf(target(name), i));
    const texts = NAMES.map(possibleTexts);
    const candidates = candidatesByName(settings);
    const leftOut = NAMES.map((name, at) => {
      const found = new Set(candidates(idOf(...nameParts(name))));
      const isPossible = (i: number): boolean => texts[i]?.some((text, j) => text === texts[at]?.[j]) === true;
      return NAMES.filter((__, i) => isPossible(i) && !found.has(settings[i] as (typeof settings)[number]));
    });
    expect(leftOut.flat()).toEqual([]);
  });

  test.each<[string, Value]>([
    ['is a symbol', P],
    ['is a fault', fault('wrong-type', 'no text')],
    ['is of something below a registry', concatText([REGISTRIES, 'x/providers/Microsoft.Insights/y/', P])],
    ['is secure and the same', secure('k', 'k', `${REGISTRIES}XA`)],
  ])('are among those to compare where the id %s', (_, target) => {
    const setting = settingOf(target, 0);
    expect(candidatesByName([setting])(idOf('xa'))).toEqual([setting]);
  });

  test.each<[string, (text: string) => readonly Value[]]>([
    ['are texts', (text) => [text]],
    ['end with a symbol', (text) => [text, P]],
    ['start with a symbol', (text) => [P, text]],
    ['have a text between two symbols', (text) => [P, text, Q]],
    ['have the same ends', (text) => ['acr', P, text, Q, 'x']],
  ])('are those of the same name where names %s', (_, name) => {
    const ids = Array.from({ length: 300 }, (__, i) => idOf(...name(String(i))));
    const candidates = candidatesByName(ids.map(settingOf));
    expect(ids.map((id) => candidates(id).map((one) => one.name))).toEqual(ids.map((__, i) => [`s${i}`]));
  });
});
