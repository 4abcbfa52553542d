import { describe, expect, test } from 'vitest';
import { expiryOf, isFinal, taskRunOf } from '../../../../src/sources/azure/decode/task-run.ts';

const runWith = (properties: Readonly<Record<string, unknown>>): ReturnType<typeof taskRunOf> =>
  taskRunOf({ name: 'ca1', properties });
const EMPTY = { runId: 'ca1', status: '', images: [], trigger: 'manual' };

describe('a run as Azure lists it', () => {
  test.each<[string, unknown]>([
    ['no object', null],
    ['a list', []],
    ['an id that is a path', { name: 'ca1', properties: { runId: '../ca1' } }],
    ['an id that is no text', { name: 'ca1', properties: { runId: 1 } }],
    ['no id', { properties: {} }],
    ['an id in its prototype', JSON.parse('{"__proto__":{"name":"ca1"}}')],
  ])('is none with %s', (_, body) => {
    expect(taskRunOf(body)).toBeUndefined();
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['a status with an address', { status: 'https://a?sig=b' }],
    ['a type that is no word', { runType: 'Quick Build' }],
    ['a task with a query', { task: 'a?sig=b' }],
    ['a time that is none', { finishTime: '2026-13-01T00:00:00Z' }],
    ['a time too far', { createTime: '9999-01-01T00:00:00Z' }],
    ['a day', { createTime: '2026-01-01' }],
    ['images that are no list', { outputImages: {} }],
    ['an image with an address', { outputImages: [{ repository: 'https://a?sig=b' }, null, 'x', {}] }],
    ['a log artifact without a name', { logArtifact: { tag: 'x' } }],
    ['triggers that are empty', { sourceTrigger: null, imageUpdateTrigger: '', timerTrigger: 1 }],
  ])('goes without %s', (_, properties) => {
    expect(runWith(properties)).toEqual(EMPTY);
  });

  test.each<[string, string]>([
    ['sourceTrigger', 'source'],
    ['imageUpdateTrigger', 'baseImage'],
    ['timerTrigger', 'timer'],
  ])('that has %s was started by %s', (member, trigger) => {
    expect(runWith({ [member]: {} })).toEqual({ ...EMPTY, trigger });
  });

  test('has images by tag, by digest, by both and by neither, and no more than a hundred', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const images = [{ tag: 'v1' }, { digest }, { tag: 'v1', digest }, {}, { tag: 'a b', digest: 'sha256:x' }];
    const outputImages = images.map((one) => ({ repository: 'a/b', ...one }));
    expect(runWith({ outputImages })?.images).toEqual(['a/b:v1', `a/b@${digest}`, `a/b:v1@${digest}`, 'a/b', 'a/b']);
    expect(runWith({ outputImages: Array(200).fill({ repository: 'a' }) })?.images.length).toBe(100);
    expect(runWith({ logArtifact: { repository: 'logs', tag: 'ca1' } })?.logArtifact).toBe('logs:ca1');
  });

  test.each<[string, string | undefined, boolean]>([
    ['Succeeded', undefined, true],
    ['Failed', undefined, true],
    ['Canceled', undefined, true],
    ['Error', undefined, true],
    ['Timeout', undefined, true],
    ['Queued', undefined, false],
    ['Started', undefined, false],
    ['Running', '2026-01-01T00:00:00Z', false],
    ['running', '2026-01-01T00:00:00Z', false],
    ['Retired', undefined, false],
    ['Retired', '2026-01-01T00:00:00Z', true],
    ['', undefined, false],
  ])('with status %s that ended at %s is final: %s', (status, finishTime, expected) => {
    const run = runWith({ status, finishTime });
    expect(run !== undefined && isFinal(run)).toBe(expected);
  });

  test('is kept 30 days from its end, else from its beginning', () => {
    const createTime = '2026-01-01T10:00:00.1234567+02:00';
    expect(runWith({ createTime })).toEqual({ ...EMPTY, createTime: '2026-01-01T08:00:00.123Z' });
    expect([
      expiryOf(runWith({ createTime }) ?? {}),
      expiryOf(runWith({ createTime, finishTime: '2026-01-02T00:00:00Z' }) ?? {}),
      expiryOf({}),
    ]).toEqual(['2026-01-31T08:00:00.123Z', '2026-02-01T00:00:00.000Z', undefined]);
  });
});
