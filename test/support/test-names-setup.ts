import type { TestProject } from 'vitest/node';
import { nameProblems } from './test-names.ts';

/** When all tests are over, fails the run if the full names of two of them are the same, or one is cut. */
export function setup({ vitest }: TestProject): () => void {
  return () => {
    const tests = vitest.state.getTestModules().flatMap((file) => [...file.children.allTests()]);
    const problems = nameProblems(tests.map(({ fullName }) => fullName));
    if (problems.length === 0) return;
    // The runner tells of an error that is thrown here, but would end with 0.
    process.exitCode = 1;
    throw new Error(`names of tests:\n${problems.join('\n')}`);
  };
}
