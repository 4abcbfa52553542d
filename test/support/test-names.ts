/** What is wrong with the full names of tests: one that occurs twice, one that the runner cut, one with its own code in it. */
export function nameProblems(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const problems = [
      ...(seen.has(name) ? [`twice: ${name}`] : []),
      ...(name.endsWith("…'") ? [`cut, for which '%s' is the remedy: ${name}`] : []),
      ...(name.includes('__vite_ssr_') ? [`with code of the runner: ${name}`] : []),
    ];
    seen.add(name);
    return problems;
  });
}
