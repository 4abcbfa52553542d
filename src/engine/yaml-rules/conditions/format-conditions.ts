import { lifted } from '../../../value/lifted.ts';
import { tryGet } from '../../../value/property-access.ts';
import { isObject } from '../../../value/value.ts';
import type { Literal } from '../literal-equality.ts';
import { apiVersionConstraint, type VersionTest, versionConstraint } from '../version-constraint.ts';
import {
  type Condition,
  type ConditionOptions,
  type Conditions,
  FIELD_OR_VALUE,
  literalIn,
  negated,
  type Shape,
  TEXTS,
  type Test,
  textsIn,
  whereThere,
} from './condition-contract.ts';

const PATHS: Shape = { ...TEXTS, subjects: ['field', 'value', 'source'], options: ['caseSensitive'] };

function isVersion(name: string, constraint: (text: string, includePrerelease: boolean) => VersionTest): Condition {
  const made = (literal: Literal, { includePrerelease = false }: ConditionOptions): VersionTest =>
    constraint(String(literal), includePrerelease);
  const test: Test = (value, expected, options) => {
    const literal = literalIn(expected);
    const fits = made(literal, options);
    return lifted(
      value,
      `${name} ${String(literal)} ${options.includePrerelease === true}`,
      (known) => typeof known === 'string' && fits(known),
    );
  };
  return {
    subjects: FIELD_OR_VALUE,
    options: ['includePrerelease'],
    expects: 'text',
    takesResult: false,
    check: (literal, options) => void made(literal, options),
    holds: whereThere(test, false),
  };
}

const hasSchema: Test = (value, expected, { ignoreScheme = false }) => {
  const fold = (text: string): string => {
    const plain = text.toLowerCase().replace(/#$/, '');
    return ignoreScheme ? plain.replace(/^https?:\/\//, '') : plain;
  };
  const wanted = textsIn(expected).map(fold);
  const name = `${ignoreScheme ? 'has schema of any scheme' : 'has schema'} ${JSON.stringify(wanted)}`;
  return lifted(value, name, (known) =>
    isObject(known)
      ? lifted(
          tryGet(known, '$schema'),
          `is what ${name}`,
          (schema) =>
            typeof schema === 'string' && schema !== '' && (wanted.length === 0 || wanted.includes(fold(schema))),
        )
      : false,
  );
};

const isWithin: Test = (value, expected, { caseSensitive = false }) => {
  const fold = (path: string): string => {
    const plain = path
      .replaceAll('\\', '/')
      .replace(/(?<!\/)\/*$/, '/')
      .replace(/^(?:\.\/+)+/, '');
    return caseSensitive ? plain : plain.toLowerCase();
  };
  const folders = textsIn(expected).map(fold);
  return lifted(
    value,
    `is within ${JSON.stringify(folders)} ${caseSensitive}`,
    (known) => typeof known === 'string' && folders.some((folder) => isBelow(folder, fold(known))),
  );
};

/** The folder of the run is an empty text: all is below it but what leads out of it. */
function isBelow(folder: string, path: string): boolean {
  return folder === '' ? !/^(?:\.\.|[a-z]:)?\//i.test(path) : path.startsWith(folder);
}

/** What a text means: a version, a schema, a path. */
export const FORMAT: Conditions = {
  version: isVersion('version', versionConstraint),
  apiVersion: isVersion('apiVersion', apiVersionConstraint),
  hasSchema: {
    ...TEXTS,
    subjects: FIELD_OR_VALUE,
    options: ['caseSensitive', 'ignoreScheme'],
    holds: whereThere(hasSchema, false),
  },
  withinPath: { ...PATHS, holds: whereThere(isWithin, false) },
  notWithinPath: { ...PATHS, holds: whereThere(negated(isWithin), false) },
};
