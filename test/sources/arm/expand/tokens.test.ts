import { describe, expect, test } from 'vitest';
import { type GivenParameter, givenValue } from '../../../../src/sources/arm/expand/given-parameter.ts';
import {
  type ParameterDefinition,
  parameterDefinition,
} from '../../../../src/sources/arm/expand/parameter-definition.ts';
import type { TokenPair } from '../../../../src/sources/arm/expand/tokens.ts';
import { symbolsOf } from '../../../../src/value/value.ts';
import type { Json } from '../../../support/arm-templates.ts';
import { plain } from '../support.ts';

const definition = (type: string): ParameterDefinition => parameterDefinition('p', { type }, {});

/** What a value of a parameter file, or the text of a `--set`, is to a parameter of a type. */
function read(value: Json, type: string, tokens: readonly TokenPair[] = []): unknown {
  return plain(givenValue('p', { entry: { value }, fromFlag: false, file: 'p.json' }, definition(type), tokens));
}

describe('tokens that a pipeline replaces', () => {
  test.each<[string, string, unknown]>([
    // The whole value has the parameter's type.
    ['#{env}#', 'string', '<#{env}#>'],
    ['#{ env }#', 'string', '<#{ env }#>'],
    ['#{Env.Name-1}#', 'string', '<#{Env.Name-1}#>'],
    ['__env__', 'string', '<__env__>'],
    ['__ENV_NAME__', 'string', '<__ENV_NAME__>'],
    ['$(env)', 'string', '<$(env)>'],
    ['$(Build.SourceBranchName)', 'string', '<$(Build.SourceBranchName)>'],
    ['{{env}}', 'string', '<{{env}}>'],
    ['{{ env }}', 'string', '<{{ env }}>'],
    ['%env%', 'string', '<%env%>'],
    [`\${env}`, 'string', `<\${env}>`],
    [`\${env=dev}`, 'string', 'dev'],
    [`\${env:-dev}`, 'string', 'dev'],
    [`\${env=}`, 'string', ''],
    [`\${on=true}`, 'bool', true],
    // Inside a text.
    ['acr#{env}#', 'string', "<concat('acr', #{env}#)>"],
    ['a-$(env)-b', 'string', "<concat('a-', $(env), '-b')>"],
    ['a{{env}}', 'string', "<concat('a', {{env}})>"],
    ['#{a}##{b}#', 'string', '<concat(#{a}#, #{b}#)>'],
    [`#{a}#-\${b=c}`, 'string', "<concat(#{a}#, '-c')>"],
    // No tokens.
    ['a__env__', 'string', 'a__env__'],
    ['__env__b', 'string', '__env__b'],
    ['100%', 'string', '100%'],
    ['%20%', 'string', '%20%'],
    ['a%env%', 'string', 'a%env%'],
    ['#{env}', 'string', '#{env}'],
    ['#{}#', 'string', '#{}#'],
    ['#{1}#', 'string', '#{1}#'],
    ['#{a b}#', 'string', '#{a b}#'],
    ['$env', 'string', '$env'],
    ['$()', 'string', '$()'],
    ['{env}', 'string', '{env}'],
    ['{{}}', 'string', '{{}}'],
    ['__', 'string', '__'],
    ['____', 'string', '____'],
  ])('%s for a %s', (text, type, expected) => {
    expect(read(text, type)).toEqual(expected);
    expect(plain(givenValue('p', { entry: text, fromFlag: true }, definition(type)))).toEqual(expected);
  });

  test.each<[string, string]>([
    ['bool', 'bool'],
    ['int', 'int'],
    ['string', 'string'],
    ['secureString', 'string'],
    ['array', 'array'],
    ['object', 'object'],
  ])('a whole token has the type of its parameter: %s', (declared, type) => {
    const given: GivenParameter = { entry: { value: '#{x}#' }, fromFlag: false, file: 'p.json' };
    const value = givenValue('p', given, definition(declared));
    expect(symbolsOf(value ?? null).map((symbol) => [symbol.type, symbol.cause])).toEqual([
      [type, { kind: 'environment', name: '#{x}#', location: { file: 'p.json', path: 'parameters.p' } }],
    ]);
  });

  test('members and items, and names of members', () => {
    expect(read({ a: ['#{x}#', 1], b: { c: 'd-$(y)' } }, 'object')).toEqual({
      a: ['<#{x}#>', 1],
      b: { c: "<concat('d-', $(y))>" },
    });
    expect(read({ a: 1, '#{x}#': 2 }, 'object')).toEqual('<#{x}#>');
  });

  test.each<[string, TokenPair, unknown]>([
    ['<<env>>', { prefix: '<<', suffix: '>>' }, '<<<env>>>'],
    ['a@@env@@b', { prefix: '@@', suffix: '@@' }, "<concat('a', @@env@@, 'b')>"],
    ['[env]', { prefix: '[', suffix: ']' }, '<[env]>'],
    ['.*env.*', { prefix: '.*', suffix: '.*' }, '<.*env.*>'],
    ['xenvx', { prefix: '.', suffix: '.' }, 'xenvx'],
    ['a__env__b', { prefix: '__', suffix: '__' }, "<concat('a', __env__, 'b')>"],
    ['#{env}#', { prefix: '<<', suffix: '>>' }, '<#{env}#>'],
  ])('a form of the project: %s', (text, pair, expected) => {
    expect(read(text, 'string', [pair])).toEqual(expected);
  });

  test('a long text of what begins like a token ends soon', () => {
    for (const part of ['#{a', '{{a', '$(a', '__a', '%a', `\${a=`]) {
      const text = part.repeat(20_000);
      expect(read(text, 'string')).toBe(text);
    }
  });
});
