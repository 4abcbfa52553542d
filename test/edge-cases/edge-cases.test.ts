import { describe, expect, test } from 'vitest';
import { broken, declared } from './broken.ts';
import { conditions } from './conditions.ts';
import { destinations } from './destinations.ts';
import {
  destinationsInEveryCase,
  faultyLists,
  faultyListsElsewhere,
  givenValues,
  lengths,
  merges,
  off,
  sameResource,
  segments,
} from './every-case.ts';
import { answerTo, type Case, expected } from './harness.ts';
import { logs } from './logs.ts';
import { loops } from './loops.ts';
import { modules } from './modules.ts';
import { namesAndIds } from './names-and-ids.ts';

const groups: Readonly<Record<string, readonly Case[]>> = {
  conditions,
  destinations,
  'names and ids': namesAndIds,
  loops,
  logs,
  modules,
  'broken and declared': broken,
  'declared members and linked values': declared,
  'destinations in every case': destinationsInEveryCase,
  merges,
  lengths,
  'what is off': off,
  segments,
  'one resource by several names': sameResource,
  'values that are given': givenValues,
  'faulty lists': [...faultyLists, ...faultyListsElsewhere],
};

for (const [group, cases] of Object.entries(groups)) {
  describe(`Azure.ACR.Logs between certain and unknown: ${group}`, () => {
    // Not test.each, which cuts the names of cases short.
    for (const edgeCase of cases) {
      test(edgeCase.name, () => {
        expect(answerTo(edgeCase)).toEqual(expected(edgeCase));
      });
    }
  });
}

test('no two cases have the same name', () => {
  const names = Object.values(groups).flatMap((cases) => cases.map(({ name }) => name));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
