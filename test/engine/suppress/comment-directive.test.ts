import { describe, expect, test } from 'vitest';
import { commentDirective } from '../../../src/engine/suppress/comment-directive.ts';

const LINE = 'acraudit-disable-next-line';
const WRONG = (problem: string) => ({ kind: 'ill-formed', problem });

describe('the text of a comment is read as', () => {
  test.each<[string, string, unknown]>([
    ['one rule', ` ${LINE} A -- why`, { kind: 'next-line', entries: [{ rule: 'A', reason: 'why' }] }],
    [
      'several rules with one reason',
      `${LINE} A, B -- why`,
      {
        kind: 'next-line',
        entries: [
          { rule: 'A', reason: 'why' },
          { rule: 'B', reason: 'why' },
        ],
      },
    ],
    [
      'the beginning of a region',
      'acraudit-disable A -- why',
      { kind: 'begin', entries: [{ rule: 'A', reason: 'why' }] },
    ],
    ['the end of a region', 'acraudit-enable A, B', { kind: 'end', rules: ['A', 'B'] }],
    ['the end of all regions', 'acraudit-enable', { kind: 'end', rules: [] }],
    [
      'several lines',
      ` ${LINE} A --\n   * why\n   * not `,
      { kind: 'next-line', entries: [{ rule: 'A', reason: 'why not' }] },
    ],
    [
      'an owner and an end',
      `${LINE} A -- why (owner: x y, expires: 2027-01-31)`,
      { kind: 'next-line', entries: [{ rule: 'A', reason: 'why', owner: 'x y', expires: '2027-01-31' }] },
    ],
    [
      'an end alone',
      `${LINE} A -- why (Expires: 2027-01-31)`,
      { kind: 'next-line', entries: [{ rule: 'A', reason: 'why', expires: '2027-01-31' }] },
    ],
    [
      'brackets that are a part of the reason',
      `${LINE} A -- why (see 12)`,
      { kind: 'next-line', entries: [{ rule: 'A', reason: 'why (see 12)' }] },
    ],
    ['dashes in the reason', `${LINE} A -- b -- c`, { kind: 'next-line', entries: [{ rule: 'A', reason: 'b -- c' }] }],
    ['dashes in a word', `${LINE} A -- b--c`, { kind: 'next-line', entries: [{ rule: 'A', reason: 'b--c' }] }],
    ['no directive', 'a registry', undefined],
    ['no directive when it does not begin with one', `see ${LINE} A -- why`, undefined],
    ['no directive when it only begins alike', 'acraudit-workspace is shared', undefined],
  ])('%s', (_, text, directive) => {
    expect(commentDirective(text)).toEqual(directive);
  });

  test.each<[string, string, string]>([
    ['without a rule', `${LINE} -- why`, 'it names no rule'],
    ...[
      ['x (owner: a; expires: 2020-01-01)', 'a; expires: 2020-01-01'],
      ['x (expires: 2020-01-01) (owner: b)', 'x (expires: 2020-01-01)'],
      ['x (expires: 2020-01-01).', 'x (expires: 2020-01-01).'],
      ['x expires: 2020-01-01', 'x expires: 2020-01-01'],
      ['x, expiry = 2020-01-01', 'x, expiry = 2020-01-01'],
      ['x (owner: b, expires: 2020-01-01) see #4', 'x (owner: b, expires: 2020-01-01) see #4'],
    ].map(([text = '', unread = '']): [string, string, string] => [
      `with a last day that would not be read: ${text}`,
      `${LINE} A -- ${text}`,
      `'${unread}': owner and expires are read in one pair of brackets at the end, (owner: NAME, expires: YYYY-MM-DD)`,
    ]),
    ['without anything', LINE, 'it names no rule'],
    ['without a reason', `${LINE} A`, `it gives no reason; write ${LINE} RULE -- reason`],
    ['with an empty reason', `${LINE} A --  `, `it gives no reason; write ${LINE} RULE -- reason`],
    ['with options and no reason', `${LINE} A -- (owner: x)`, `it gives no reason; write ${LINE} RULE -- reason`],
    [
      'with a key that is close to one',
      `${LINE} A -- why (expire: 2027-01-31)`,
      "unknown key 'expire'; did you mean expires?",
    ],
    [
      'with another key beside one',
      `${LINE} A -- why (owner: x, ticket: 1)`,
      "unknown key 'ticket'; known keys: owner, expires",
    ],
    [
      'with options that are none',
      `${LINE} A -- why (expires 2027-01-31)`,
      "'(expires 2027-01-31)' cannot be read; write (owner: NAME, expires: YYYY-MM-DD)",
    ],
    [
      'with a word that there is not',
      'acraudit-disable-nextline A -- why',
      `unknown word 'acraudit-disable-nextline'; did you mean ${LINE}?`,
    ],
    [
      'with the word of another tool',
      'acraudit-ignore A -- why',
      "unknown word 'acraudit-ignore'; did you mean acraudit-disable?",
    ],
  ])('ill-formed %s', (_, text, problem) => {
    expect(commentDirective(text)).toEqual(WRONG(problem));
  });
});
