import { describe, expect, test } from 'vitest';
import { countFits, countFitsAnyway } from '../../../src/engine/yaml-rules/count-answers.ts';
import { isUnknown, type Value } from '../../../src/value/value.ts';
import { BROKEN, parameter } from '../../support/spec-expressions.ts';

const OPEN = parameter('open', 'bool');

describe('how many answers are yes', () => {
  test.each<[string, Parameters<typeof countFits>[0], readonly Value[], boolean | 'open' | 'fault']>([
    ['is known', { name: 'count', count: 1 }, [true, false], true],
    ['is open', { name: 'count', count: 1 }, [true, OPEN], 'open'],
    ['is too many, whatever one is', { name: 'lessOrEqual', count: 1 }, [true, true, OPEN], false],
    ['is enough, whatever one is', { name: 'greater', count: 0 }, [OPEN, true], true],
    ['can never be enough', { name: 'greaterOrEqual', count: 3 }, [OPEN, true], false],
    ['is enough, whatever is wrong with one', { name: 'greaterOrEqual', count: 1 }, [BROKEN, true], true],
    ['depends on what is wrong', { name: 'less', count: 1 }, [OPEN, BROKEN, false], 'fault'],
  ])('%s', (_, quantifier, answers, expected) => {
    const answer = countFits(quantifier, answers);
    expect(isUnknown(answer) ? 'open' : answer === BROKEN ? 'fault' : answer).toBe(expected);
  });

  test.each<[string, Parameters<typeof countFits>[0], readonly Value[], boolean | undefined]>([
    ['is enough', { name: 'greaterOrEqual', count: 1 }, [true], true],
    ['is not enough yet', { name: 'greater', count: 1 }, [true, OPEN], undefined],
    ['is too many', { name: 'less', count: 1 }, [true], false],
    ['is not too many yet', { name: 'lessOrEqual', count: 1 }, [true, OPEN], undefined],
    ['is more than is counted', { name: 'count', count: 1 }, [true, true], false],
    ['is what is counted, so far', { name: 'count', count: 1 }, [true], undefined],
    ['is less than is counted', { name: 'count', count: 1 }, [], undefined],
  ])('%s, however many others there are', (_, quantifier, answers, expected) => {
    expect(countFitsAnyway(quantifier, answers)).toBe(expected);
  });

  test('is asked again when more is known', () => {
    const question = countFits({ name: 'count', count: 2 }, [true, OPEN]);
    const again = (value: Value): Value =>
      isUnknown(question) && 'operation' in question ? question.operation.apply([true, value]) : null;
    expect([again(true), again(false)]).toEqual([true, false]);
  });
});
