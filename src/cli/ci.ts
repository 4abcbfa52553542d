/** Set by the systems that keep a log of what is printed, and may read commands in it. */
const VARIABLES = [
  'CI',
  'GITHUB_ACTIONS',
  'TF_BUILD',
  'GITLAB_CI',
  'TEAMCITY_VERSION',
  'JENKINS_URL',
  'BUILDKITE',
  'CODEBUILD_BUILD_ID',
];

/** Whether the output goes to the log of a CI system, by its environment variables. */
export function runsInCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return VARIABLES.some((name) => {
    const value = env[name] ?? '';
    return value !== '' && value.toLowerCase() !== 'false';
  });
}
