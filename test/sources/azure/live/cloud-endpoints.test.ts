import { describe, expect, test } from 'vitest';
import type { CloudName } from '../../../../src/model/azure/clouds.ts';
import { endpointsOf } from '../../../../src/sources/azure/live/cloud-endpoints.ts';

describe('the addresses of a cloud are those of', () => {
  test.each<readonly [CloudName, string, string, string]>([
    ['AzureCloud', 'https://management.azure.com', 'https://login.microsoftonline.com', 'https://api.loganalytics.io'],
    [
      'AzureUSGovernment',
      'https://management.usgovcloudapi.net',
      'https://login.microsoftonline.us',
      'https://api.loganalytics.us',
    ],
    [
      'AzureChinaCloud',
      'https://management.chinacloudapi.cn',
      'https://login.chinacloudapi.cn',
      'https://api.loganalytics.azure.cn',
    ],
  ])('%s', (name, armEndpoint, authorityHost, logsEndpoint) => {
    const tokenScope = `${armEndpoint}/.default`;
    expect(endpointsOf(name)).toEqual({ name, armEndpoint, authorityHost, tokenScope, logsEndpoint, isKnown: true });
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
