import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ACCOUNT, ACCOUNT_ID } from '../alibaba/account.ts';
import { type CloudFault, type CloudOptions, type RunningCloud, startCloud } from '../alibaba/cloud.ts';
import { KEY, type SeenRequest, TOKEN } from '../alibaba/signatures.ts';
import { scanAlibaba, signInToAlibaba } from '../support/alibaba-scan.ts';
import { acraudit, acrauditIn, folderOf } from '../support/cli.ts';
import { assertResults } from '../support/results-schema.ts';

const running: RunningCloud[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cloud of running.splice(0)) await cloud.stop();
});

async function cloudOf(options: CloudOptions = {}): Promise<RunningCloud> {
  const cloud = await startCloud(ACCOUNT, options);
  running.push(cloud);
  return cloud;
}

const CORE = ['--pack', 'core'] as const;
const SCHEMA = JSON.parse(readFileSync('schemas/scan.schema.json', 'utf8'));

describe('scan --provider alibaba', () => {
  test('ends with 1 where an instance fails, and shows instances by region', async () => {
    const { code, out, err } = await scanAlibaba(await cloudOf(), { cwd: folderOf({}) });
    expect([code, err]).toEqual([1, '']);
    expect(out.split('\n').filter((line) => /^(?:region|\d)|✗|\?/.test(line))).toEqual([
      `region cn-beijing of account ${ACCOUNT_ID}`,
      '  ✗ fail      new  Alibaba.ACR.InstanceAudit ACRA-0015',
      `region cn-hangzhou of account ${ACCOUNT_ID}`,
      '  ? unknown   idle  Alibaba.ACR.InstanceAudit ACRA-0015',
      '3 instances: 1 pass, 1 fail, 1 unknown; 3 regions read',
    ]);
    expect(out).toContain(
      'acraudit scan --provider alibaba --save scan.json && acraudit fix --from scan.json --out fix-up',
    );
  });

  test('a saved scan gives the same results, whatever --from is told besides, and is for its owner alone', async () => {
    const cwd = folderOf({});
    const live = await scanAlibaba(await cloudOf(), { cwd }, '-f', 'json', '--save', 'scan.json');
    assertResults(live.out);
    for (const more of [[], ['--provider', 'alibaba']]) {
      const saved = await acraudit(cwd, 'scan', ...CORE, '-f', 'json', '--from', 'scan.json', ...more);
      expect([saved.out, saved.code]).toEqual([live.out, live.code]);
    }
    expect(statSync(join(cwd, 'scan.json')).mode & 0o077).toBe(0);
    const reordered = JSON.parse(readFileSync(join(cwd, 'scan.json'), 'utf8'));
    const fits = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(SCHEMA);
    expect([fits(reordered), fits.errors]).toEqual([true, null]);
    reordered.records.reverse();
    writeFileSync(join(cwd, 'other.json'), JSON.stringify(reordered));
    expect((await acraudit(cwd, 'scan', ...CORE, '-f', 'json', '--from', 'other.json')).out).toBe(live.out);
  });

  test('a baseline takes what is known, and says what is fixed', async () => {
    const cwd = folderOf({ 'baseline.json': '' });
    const cloud = await cloudOf();
    const write = await scanAlibaba(cloud, { cwd }, '--baseline', 'known.json', '--update-baseline');
    expect(write.code).toBe(0);
    const again = await scanAlibaba(cloud, { cwd }, '--baseline', 'known.json');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('1 fail (1 known)')]);
  });

  test('a suppression of the configuration accepts an instance by its name', async () => {
    const config = [
      'suppressions:',
      '  - { rule: Alibaba.ACR.InstanceAudit, registry: new, reason: to be deleted }',
      '',
    ].join('\n');
    const { code, out } = await scanAlibaba(await cloudOf(), { cwd: folderOf({ 'acraudit.yaml': config }) });
    expect([code, out]).toEqual([0, expect.stringContaining('1 suppressed')]);
  });

  test.each([['json'], ['ndjson'], ['sarif'], ['junit'], ['markdown'], ['csv'], ['html'], ['github'], ['azdo']])(
    'is reported as %s',
    async (format) => {
      const { out, err } = await scanAlibaba(await cloudOf(), { cwd: folderOf({}) }, '-f', format);
      expect(err).toBe('');
      expect(out).toContain('Alibaba.ACR.InstanceAudit');
    },
  );
});

describe('wrong usage ends with 2 and asks nothing:', () => {
  test.each<readonly [string, readonly string[], string]>([
    [
      'options of Azure',
      ['--provider', 'alibaba', '-s', 'x', '--tenant', 't'],
      '--subscription, --tenant: for Azure only, not with --provider alibaba',
    ],
    [
      'going on with a scan',
      ['--provider', 'alibaba', '--save', 's.json', '--resume'],
      '--resume: for Azure only, not with --provider alibaba',
    ],
    ['options of Alibaba Cloud', ['--region', 'cn-hangzhou'], '--region: for Alibaba Cloud; add --provider alibaba'],
    [
      'an endpoint without its provider',
      ['--alibaba-endpoint', 'https://x.example'],
      '--alibaba-endpoint: for Alibaba Cloud; add --provider alibaba',
    ],
    [
      'an endpoint that is not https',
      ['--provider', 'alibaba', '--alibaba-endpoint', 'http://x.example'],
      '--alibaba-endpoint: expected an address such as',
    ],
    [
      'a region that is none',
      ['--provider', 'alibaba', '--region', 'a/../b'],
      '--region a/../b: expected the id of a region, such as cn-hangzhou',
    ],
    ['a provider that is none', ['--provider', 'aws'], 'Allowed choices are azure, alibaba'],
    [
      'rules of Azure alone',
      ['--provider', 'alibaba', '--rule', 'Azure.ACR.Logs'],
      'no rule is left to run: none of those that are chosen is for Alibaba Cloud',
    ],
    [
      'rules of Alibaba Cloud alone',
      ['--rule', 'Alibaba.ACR.InstanceAudit'],
      'no rule is left to run: those that are chosen are for Alibaba Cloud',
    ],
  ])('%s', async (_, argv, says) => {
    signInToAlibaba();
    const rules = argv.includes('--rule') ? [] : CORE;
    const { code, out, err } = await acraudit(folderOf({}), 'scan', ...rules, ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });

  test('files of the other provider, and what only a scan asks, beside --from', async () => {
    const cwd = folderOf({});
    await scanAlibaba(await cloudOf(), { cwd }, '--save', 'scan.json');
    const says = async (...argv: readonly string[]) => {
      const { code, err } = await acraudit(cwd, ...argv);
      expect(code).toBe(2);
      return err;
    };
    expect(await says('scan', ...CORE, '--from', 'scan.json', '--provider', 'azure')).toContain(
      '--from scan.json holds a scan of Alibaba Cloud, and --provider asks for another',
    );
    expect(await says('verify', '--from', 'scan.json')).toContain('verify is for registries of Azure');
    expect(await says('scan', ...CORE, '--from', 'scan.json', '--region', 'cn-hangzhou')).toContain(
      '--from reads files and asks no cloud: --region cannot go with it',
    );
    expect(await says('fix', '--from', 'scan.json', '--out', 'o', '--workspace-id', '/subscriptions/x')).toContain(
      '--workspace-id: for Azure, and --from scan.json is of Alibaba Cloud',
    );
    expect(await says('lint', '--with-scan', 'scan.json', '--allow-empty')).toContain(
      'scan.json: a saved scan of Alibaba Cloud, where one of Azure is asked for',
    );
  });
});

describe('a sign-in that fails is explained', () => {
  test('where there are no credentials', async () => {
    const cloud = await cloudOf();
    signInToAlibaba({
      ALIBABA_CLOUD_ACCESS_KEY_ID: '',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
      ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true',
      ALIBABA_CLOUD_CREDENTIALS_FILE: '/nowhere',
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    });
    const argv = ['--provider', 'alibaba', '--alibaba-endpoint', cloud.endpoint, ...CORE];
    const { code, out } = await acrauditIn({ cwd: folderOf({}) }, 'scan', ...argv);
    expect(code).toBe(3);
    expect(out).toContain(
      'cannot sign in to Alibaba Cloud: no credentials were found; set ALIBABA_CLOUD_ACCESS_KEY_ID',
    );
    expect(cloud.requests).toEqual([]);
  });

  test('where the key is refused, with nothing saved', async () => {
    const cwd = folderOf({});
    const cloud = await cloudOf();
    signInToAlibaba({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'another' });
    const argv = ['--provider', 'alibaba', '--alibaba-endpoint', cloud.endpoint, ...CORE, '--save', 's.json'];
    const { code, out } = await acrauditIn({ cwd }, 'scan', ...argv);
    expect(code).toBe(3);
    expect(out).toContain('cannot sign in to Alibaba Cloud: HTTP 400 SignatureDoesNotMatch on GetCallerIdentity');
    expect([existsSync(join(cwd, 's.json')), cloud.requests]).toEqual([false, ['sts.aliyuncs.com GetCallerIdentity']]);
  });
});

describe('a saved scan', () => {
  const broken: readonly (readonly [string, (lines: string[]) => string[], string])[] = [
    [
      'a record of Azure',
      (lines) => lines.toSpliced(1, 0, '{"kind":"subscription","id":"x","name":"x","state":"read","listedBy":"arm"},'),
      'the record has an unknown kind',
    ],
    [
      'a region that is none',
      (lines) => lines.map((line) => line.replace('"id":"cn-beijing"', '"id":"a/b"')),
      'the record of a region is not as acraudit writes it',
    ],
    [
      'an instance of another form',
      (lines) => lines.map((line) => line.replace('instance/cri-new', 'instance/../x')),
      'its id is not that of an instance of Container Registry',
    ],
    [
      'a project that could be a command',
      (lines) => lines.map((line) => line.replace(/"project":"[^"]+-cn-beijing"/, '"project":"x; rm -rf /"')),
      'the record of a region is not as acraudit writes it',
    ],
    [
      'a record twice',
      (lines) => lines.toSpliced(2, 0, lines[1] ?? ''),
      'a second record of the same region; the first one counts',
    ],
  ];

  test.each(broken)('with %s says so, and the rest is evaluated', async (_, change, says) => {
    const cwd = folderOf({});
    await scanAlibaba(await cloudOf(), { cwd }, '--save', 'scan.json');
    const file = join(cwd, 'scan.json');
    writeFileSync(file, change(readFileSync(file, 'utf8').split('\n')).join('\n'));
    const { out, code } = await acraudit(cwd, 'scan', ...CORE, '--from', 'scan.json');
    expect(out).toContain(says);
    expect([out, code]).toEqual([expect.stringContaining('idle  Alibaba.ACR.InstanceAudit'), expect.any(Number)]);
    expect(code).not.toBe(0);
  });

  test.each<readonly [string, (text: string) => string, string]>([
    [
      'of a provider that is not known',
      (text) => text.replace('"alibaba"', '"aws"'),
      'a saved scan of a provider that is not known',
    ],
    [
      'without its account',
      (text) => text.replace(`"account":"${ACCOUNT_ID}"`, '"account":"x"'),
      'the header of the saved scan is not as acraudit writes it',
    ],
  ])('%s is refused', async (_, change, says) => {
    const cwd = folderOf({});
    await scanAlibaba(await cloudOf(), { cwd }, '--save', 'scan.json');
    const file = join(cwd, 'scan.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const { err, code } = await acraudit(cwd, 'scan', ...CORE, '--from', 'scan.json');
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test('that was cut off says so', async () => {
    const cwd = folderOf({});
    await scanAlibaba(await cloudOf(), { cwd }, '--save', 'scan.json');
    const file = join(cwd, 'scan.json');
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 3).join('\n'));
    const { out, code } = await acraudit(cwd, 'scan', ...CORE, '--from', 'scan.json');
    expect([code, out]).toEqual([3, expect.stringContaining('the file is truncated')]);
  });
});

/** An answer that says all that the request said, as some services do in their errors. */
const echo = (status: number) => (request: SeenRequest) => {
  const said = JSON.stringify(request.headers);
  return {
    status,
    headers: { 'x-echo': 'yes' },
    body: { Code: said, errorCode: said, Message: said, errorMessage: said },
  };
};
const PLACES = [/GetCallerIdentity/, /ListInstanceRegion/, /ListInstance$/, /log\.aliyuncs\.com/, /GetLogs/, /index/];

test('no secret reaches an output or a file, whatever the services answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PLACES), fc.constantFrom(200, 400, 401, 403, 404), async (at, status) => {
      const faults: CloudFault[] = [{ at, answer: echo(status) }];
      const cloud = await cloudOf({ faults });
      const cwd = folderOf({});
      signInToAlibaba({ ALIBABA_CLOUD_SECURITY_TOKEN: TOKEN });
      const argv = ['--provider', 'alibaba', '--alibaba-endpoint', cloud.endpoint, ...CORE];
      const { out, err } = await acrauditIn({ cwd }, 'scan', ...argv, '-f', 'json', '--save', 's.json', '--debug');
      const file = existsSync(join(cwd, 's.json')) ? readFileSync(join(cwd, 's.json'), 'utf8') : '';
      for (const secret of [KEY.secret, KEY.id, TOKEN, 'Signature', 'authorization'])
        expect(`${out}${err}${file}`).not.toContain(secret);
    }),
    { numRuns: PLACES.length * 5 },
  );
});

test('fix writes a page with the way to each switch, and the requests that change a logstore', async () => {
  const cwd = folderOf({});
  const account = {
    id: ACCOUNT_ID,
    regions: {
      'cn-hangzhou': { instances: ['cri-a', 'cri-b'], log: { days: 30, index: 'none' as const, events: {} } },
      'cn-beijing': { instances: ['cri-new'] },
      'cn-shanghai': { instances: ['cri-fine'], log: { days: 3650, events: { 'cri-fine': [1] } } },
    },
  };
  const cloud = await startCloud(account);
  running.push(cloud);
  await scanAlibaba(cloud, { cwd }, '--save', 'scan.json');
  const { code, out, err } = await acraudit(cwd, 'fix', '--from', 'scan.json', '--out', 'fix-up');
  const read = (name: string): string => readFileSync(join(cwd, 'fix-up', name), 'utf8');
  expect([code, err]).toEqual([1, 'no change, 3 instances need manual action; see fix-up/README.md\n']);
  expect(out.split('\n').map((line) => line.replace(/^.*instance\/([^:]+): .* Next step: /, '$1: '))).toEqual([
    'cri-new: switch the instance audit on in the console, Audit Center, Instance Audit: https://cr.console.aliyun.com/cn-beijing/instance/cri-new/dashboard',
    'cri-a: make the calls for region cn-hangzhou of the page that is written',
    'cri-b: make the calls for region cn-hangzhou of the page that is written',
    '',
  ]);
  expect(JSON.parse(read('cn-hangzhou/logstore.json'))).toEqual({
    logstoreName: 'acr_access_log',
    mode: 'standard',
    shardCount: 2,
    ttl: 365,
  });
  expect(Object.keys(JSON.parse(read('cn-hangzhou/index.json')).keys)).toContain('instance_id');
  expect(existsSync(join(cwd, 'fix-up', 'cn-beijing'))).toBe(false);
  const page = read('README.md');
  const project = `aliyun-product-data-${ACCOUNT_ID}-cn-hangzhou`;
  for (const line of [
    '## cn-beijing',
    '  <https://cr.console.aliyun.com/cn-hangzhou/instance/cri-a/dashboard>',
    `aliyun sls UpdateLogStore --region cn-hangzhou --project ${project} --logstore acr_access_log --body "$(cat cn-hangzhou/logstore.json)"`,
    `aliyun sls CreateIndex --region cn-hangzhou --project ${project} --logstore acr_access_log --body "$(cat cn-hangzhou/index.json)"`,
  ])
    expect(page.split('\n')).toContain(line);
  expect(page).not.toContain('cri-fine');
});

test('fix writes nothing where every instance passes', async () => {
  const cwd = folderOf({});
  const log = { days: 365, events: { 'cri-a': [1] } };
  const cloud = await startCloud({ id: ACCOUNT_ID, regions: { 'cn-hangzhou': { instances: ['cri-a'], log } } });
  running.push(cloud);
  await scanAlibaba(cloud, { cwd }, '--save', 'scan.json');
  const { code, err } = await acraudit(cwd, 'fix', '--from', 'scan.json', '--out', 'fix-up');
  expect([code, existsSync(join(cwd, 'fix-up'))]).toEqual([0, false]);
  expect(err).toBe('nothing to fix in 1 instance; no folder is written\n');
});
