import { describe, expect, test } from 'vitest';
import { rosInstances } from '../../../../src/sources/alibaba/templates/ros-instances.ts';

const HEAD = "ROSTemplateFormatVersion: '2015-09-01'\n";
const TWO = `${HEAD}Resources:
  Registry:
    Type: ALIYUN::CR::Instance
    Properties: { InstanceName: !Ref Name }
  Log:
    Type: ALIYUN::SLS::Project
  "Second one":
    Type: 'ALIYUN::CR::Instance'
`;

function told(text: string): readonly string[] | string {
  const found = rosInstances(text);
  if ('wrong' in found) return found.wrong;
  return found.declared.map(({ id, range: { line, column, endColumn } }) => `${id}@${line}:${column}-${endColumn}`);
}

describe('a ROS template declares an instance', () => {
  test.each<readonly [string, string, readonly string[] | string]>([
    ['by each resource of its type', TWO, ['Resources.Registry@3:3-11', 'Resources.Second one@8:3-15']],
    [
      'as JSON',
      JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: { R: { Type: 'ALIYUN::CR::Instance' } } }),
      ['Resources.R@1:55-58'],
    ],
    [
      'as the member of every object',
      `${HEAD}Resources:\n  __proto__: { Type: ALIYUN::CR::Instance }\n`,
      ['Resources.__proto__@3:3-12'],
    ],
    ['not without its version', TWO.slice(HEAD.length), []],
    ['not in a comment', `${HEAD}Resources:\n#  R: { Type: ALIYUN::CR::Instance }\n`, []],
    ['not in a text', `${HEAD}Resources:\n  R:\n    Type: X\n    Script: |\n      Type: ALIYUN::CR::Instance\n`, []],
    [
      'not as a property of another resource',
      `${HEAD}Resources:\n  R: { Type: X, Properties: { Type: ALIYUN::CR::Instance } }\n`,
      [],
    ],
    [
      'not by an alias, which stands for what is read where it is',
      `${HEAD}a: &a { Type: ALIYUN::CR::Instance }\nResources: { R: *a }\n`,
      [],
    ],
    ['not as a list', `- ${HEAD}`, []],
    ['not in an empty file', '', []],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test.each<readonly [string, string, string]>([
    ['no YAML', `${HEAD}Resources: { R: { Type: ALIYUN::CR::Instance }\n`, 'the ROS template is not valid YAML ('],
    ['nested beyond the stack', `${HEAD}a: ${'['.repeat(20_000)}`, 'the ROS template is n'],
    ['too large', `${HEAD}a: [${'0,'.repeat(250_000)}]`, 'the ROS template has more than 400000 parts'],
  ])('one that is %s says so', (_, text, says) => {
    const found = told(text);
    expect(typeof found === 'string' && found.startsWith(says)).toBe(true);
  });

  test('an alias that stands for much is not followed', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
    expect(told(`${HEAD}a0: &a0 [x]\n${lines.join('\n')}\n${TWO.slice(HEAD.length)}`)).toHaveLength(2);
  });
});
