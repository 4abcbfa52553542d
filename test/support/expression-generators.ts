import fc from 'fast-check';
import { type Json, LOGIN, REPOSITORY, WORKSPACE } from './arm-templates.ts';

/* Expressions of templates for property tests, as texts without the outer brackets. */

/** Parameters of a finite number of values. The names are unlike any other word of a template. */
export const CLOSED: Readonly<Record<string, { readonly type: string; readonly values: readonly Json[] }>> = {
  pFlagA: { type: 'bool', values: [true, false] },
  pFlagB: { type: 'bool', values: [true, false] },
  pFlagC: { type: 'bool', values: [true, false] },
  pCategory: { type: 'string', values: [LOGIN, REPOSITORY, 'Other'] },
  pGroup: { type: 'string', values: ['audit', 'none'] },
  pSink: { type: 'string', values: ['', WORKSPACE] },
  pCount: { type: 'int', values: [0, 1, 2] },
  pName: { type: 'string', values: ['acr', 'other'] },
};

/** Parameters that can have any value of their type. */
export const OPEN: Readonly<Record<string, string>> = { pText: 'string', pPlace: 'string', pList: 'array' };

export const VARIABLES = ['vFlag', 'vLogs', 'vSink'];

type Text = fc.Arbitrary<string>;

const parameter = (name: string): string => `parameters('${name}')`;
const quoted = (text: string): string => `'${text}'`;

interface Grammar {
  readonly flag: string;
  readonly category: string;
  readonly group: string;
  readonly sink: string;
  readonly count: string;
  readonly entry: string;
  readonly entries: string;
}

/** Expressions by what they give. With `open`, parameters of any value occur in them too; `variables` allows references to those. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a grammar is one table, whose kinds refer to one another
export function expressions(open: boolean, variables: boolean): { readonly [kind in keyof Grammar]: Text } {
  const loose = (name: string): string[] => (open ? [parameter(name)] : []);
  const shared = (name: string): string[] => (variables ? [`variables('${name}')`] : []);
  const depth = fc.createDepthIdentifier();
  // biome-ignore lint/complexity/noExcessiveLinesPerFunction: a grammar is one table, whose kinds refer to one another
  return fc.letrec<Grammar>((later) => {
    const tie = (kind: keyof Grammar): Text => later(kind) as Text;
    const call = (name: string, ...args: Text[]): Text =>
      fc.tuple(...args).map((texts) => `${name}(${texts.join(', ')})`);
    const either = (kind: keyof Grammar): Text => call('if', tie('flag'), tie(kind), tie(kind));
    const text = fc.oneof(tie('category'), tie('group'));
    const choice = (leaves: readonly string[], ...deeper: Text[]): Text =>
      fc.oneof(
        { maxDepth: 4, withCrossShrink: true, depthSize: 'small', depthIdentifier: depth },
        fc.constantFrom(...leaves),
        ...deeper,
      );
    return {
      flag: choice(
        ['true()', 'false()', 'pFlagA', 'pFlagB', 'pFlagC']
          .map((name) => (name.startsWith('p') ? parameter(name) : name))
          .concat(shared('vFlag')),
        call('not', tie('flag')),
        call('and', tie('flag'), tie('flag')),
        call('or', tie('flag'), tie('flag')),
        either('flag'),
        call('equals', text, text),
        call('equals', tie('flag'), tie('flag')),
        call('equals', tie('sink'), fc.constantFrom("''", 'null()', quoted(WORKSPACE))),
        call('empty', fc.oneof(tie('sink'), tie('entries'))),
        call('greater', tie('count'), fc.constantFrom('0', '1')),
        call('contains', call('createArray', text, text), text),
        call('contains', tie('category'), fc.constantFrom("'Login'", "'Events'")),
        call('startsWith', tie('category'), fc.constantFrom("'containerregistry'", "'Other'")),
        call('bool', call('string', tie('flag'))),
        call('coalesce', fc.constant('null()'), tie('flag')),
        call('equals', call('length', tie('entries')), fc.constantFrom('0', '1', '2')),
        call('contains', call('createObject', tie('group'), fc.constant('1')), tie('group')),
      ),
      category: choice(
        [quoted(LOGIN), quoted(REPOSITORY), parameter('pCategory'), ...loose('pText')],
        either('category'),
        call('coalesce', fc.constant('null()'), tie('category')),
        call('toLower', tie('category')),
        call('format', fc.constant("'{0}'"), tie('category')),
        call(
          'format',
          fc.constant("'ContainerRegistry{0}Events'"),
          call('if', tie('flag'), fc.constant("'Login'"), fc.constant("'Repository'")),
        ),
        call(
          'concat',
          fc.constant("'ContainerRegistry'"),
          call('if', tie('flag'), fc.constant("'Login'"), fc.constant("'Repository'")),
          fc.constant("'Events'"),
        ),
        call('first', call('createArray', tie('category'), tie('category'))),
        call('replace', tie('category'), fc.constant("'Login'"), fc.constant("'Repository'")),
        fc
          .tuple(tie('category'), tie('category'), tie('flag'))
          .map(([a, b, flag]) => `createArray(${a}, ${b})[if(${flag}, 0, 1)]`),
        tie('flag').map((flag) => `createObject('True', '${LOGIN}', 'False', '${REPOSITORY}')[string(${flag})]`),
      ),
      group: choice(
        ["'audit'", "'allLogs'", "'none'", parameter('pGroup'), ...loose('pText')],
        either('group'),
        call('toUpper', tie('group')),
        call('trim', tie('group')),
        call('if', call('contains', tie('category'), fc.constant("'Login'")), tie('group'), tie('group')),
      ),
      sink: choice(
        ["''", 'null()', quoted(WORKSPACE), parameter('pSink'), ...loose('pPlace'), ...shared('vSink')],
        either('sink'),
        call('coalesce', tie('sink'), tie('sink')),
        call('format', fc.constant("'{0}'"), tie('sink')),
        call('last', call('createArray', tie('sink'), tie('sink'))),
        call('tryGet', call('createObject', fc.constant("'a'"), tie('sink')), fc.constantFrom("'a'", "'b'")),
      ),
      count: choice(
        ['0', '1', '2', parameter('pCount')],
        either('count'),
        call('length', tie('entries')),
        call('min', tie('count'), tie('count')),
      ),
      entry: choice(
        [`createObject('categoryGroup', 'allLogs', 'enabled', true())`],
        call('createObject', fc.constant("'category'"), tie('category'), fc.constant("'enabled'"), tie('flag')),
        call('createObject', fc.constant("'categoryGroup'"), tie('group'), fc.constant("'enabled'"), tie('flag')),
        call(
          'createObject',
          fc.constant("'category'"),
          call('if', tie('flag'), tie('category'), fc.constant('null()')),
          fc.constant("'categoryGroup'"),
          tie('group'),
          fc.constant("'enabled'"),
          tie('flag'),
        ),
        call('union', tie('entry'), call('createObject', fc.constant("'enabled'"), tie('flag'))),
        either('entry'),
      ),
      entries: choice(
        [`createArray()`, ...shared('vLogs'), ...loose('pList')],
        call('createArray', tie('entry')),
        call('createArray', tie('entry'), tie('entry')),
        call('concat', tie('entries'), tie('entries')),
        call('union', tie('entries'), tie('entries')),
        either('entries'),
        call('coalesce', fc.constant('null()'), tie('entries')),
        call('take', tie('entries'), tie('count')),
        call('skip', tie('entries'), tie('count')),
        fc
          .tuple(tie('entries'), tie('flag'))
          .map(
            ([list, flag]) =>
              `filter(${list}, lambda('e', and(contains(createArray(true(), 'True'), lambdaVariables('e').enabled), ${flag})))`,
          ),
        fc
          .tuple(tie('entries'))
          .map(([list]) => `filter(${list}, lambda('e', contains(lambdaVariables('e'), 'category')))`),
        fc
          .tuple(tie('category'), tie('category'), tie('flag'))
          .map(
            ([a, b, flag]) =>
              `map(createArray(${a}, ${b}), lambda('c', createObject('category', lambdaVariables('c'), 'enabled', ${flag})))`,
          ),
        fc
          .tuple(tie('count'), tie('category'), tie('category'))
          .map(
            ([n, a, b]) =>
              `map(range(0, ${n}), lambda('i', createObject('category', if(equals(lambdaVariables('i'), 0), ${a}, ${b}), 'enabled', true())))`,
          ),
      ),
    };
  });
}
