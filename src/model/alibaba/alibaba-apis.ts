/*
 * Addresses and operations of Alibaba Cloud. Operations of Container Registry are those of its public SDK (product `cr`), those of
 * Log Service of `@alicloud/sls20201230` 5.9.0.
 */

/** Versions of the interfaces that a scan asks, by name. */
export const ALIBABA_API_VERSIONS = { cr: '2018-12-01', sts: '2015-04-01', sls: '0.6.0' } as const;

/** Answers who asks, whatever the region. */
export const STS_HOST = 'sts.aliyuncs.com';

/** The region whose Container Registry is asked which regions there are. */
export const FIRST_REGION = 'cn-hangzhou';

export function registryHost(region: string): string {
  return `cr.${region}.aliyuncs.com`;
}

/** Log Service has a host for each project. */
export function logHost(project: string, region: string): string {
  return `${project}.${region}.log.aliyuncs.com`;
}

/** Whether text can be the name of a region: it becomes part of a host. */
export function isRegion(text: unknown): text is string {
  return typeof text === 'string' && /^[a-z]{2,}(?:-[a-z0-9]+){1,5}$/.test(text) && text.length <= 40;
}

/** Whether text can be the id of an account: it becomes part of the name of a project. */
export function isAccountId(text: unknown): text is string {
  return typeof text === 'string' && /^\d{1,20}$/.test(text);
}

/** Whether text can be the id of an instance. */
export function isInstanceId(text: unknown): text is string {
  return typeof text === 'string' && /^[\w-]{1,64}$/.test(text);
}

/** The page of an instance in the console. */
export function consolePage(region: string, instance: string): string {
  return `https://cr.console.aliyun.com/${region}/instance/${instance}/dashboard`;
}
