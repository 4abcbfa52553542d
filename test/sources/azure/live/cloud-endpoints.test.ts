import { describe, expect, test } from 'vitest';
import type { CloudName } from '../../../../src/model/azure/clouds.ts';
import { endpointsOf } from '../../../../src/sources/azure/live/cloud-endpoints.ts';

describe('the addresses of a cloud are those of', () => {
  test.each<readonly [CloudName, string, string, string, string]>([
    [
      'AzureCloud',
      'https://management.azure.com',
      'https://login.microsoftonline.com',
      'https://api.loganalytics.io',
      'blob.core.windows.net',
    ],
    [
      'AzureUSGovernment',
      'https://management.usgovcloudapi.net',
      'https://login.microsoftonline.us',
      'https://api.loganalytics.us',
      'blob.core.usgovcloudapi.net',
    ],
    [
      'AzureChinaCloud',
      'https://management.chinacloudapi.cn',
      'https://login.chinacloudapi.cn',
      'https://api.loganalytics.azure.cn',
      'blob.core.chinacloudapi.cn',
    ],
  ])('%s', (name, armEndpoint, authorityHost, logsEndpoint, blobHost) => {
    const tokenScope = `${armEndpoint}/.default`;
    const addresses = { armEndpoint, authorityHost, tokenScope, logsEndpoint, blobHost };
    expect(endpointsOf(name)).toEqual({ name, ...addresses, isKnown: true });
  });

  test.each<readonly [string, string, string, string]>([
    [
      'https://arm.contoso.local',
      'https://login.contoso.local',
      'https://arm.contoso.local',
      'https://login.contoso.local',
    ],
    [
      'https://arm.contoso.local:8443/',
      'https://login.contoso.local/adfs/',
      'https://arm.contoso.local:8443',
      'https://login.contoso.local/adfs',
    ],
  ])('another one, at %s and %s', (given, givenHost, armEndpoint, authorityHost) => {
    expect(endpointsOf('AzureCloud', { armEndpoint: given, authorityHost: givenHost })).toEqual({
      name: armEndpoint,
      armEndpoint,
      authorityHost,
      tokenScope: `${armEndpoint}/.default`,
      isKnown: false,
    });
  });
});
