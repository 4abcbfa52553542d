import { consolePage, logHost } from '../../model/alibaba/alibaba-apis.ts';
import { ACCESS_LOGSTORE, FOREVER_DAYS, INDEXED_FIELDS, INSTANCE_FIELD } from '../../model/alibaba/instance-audit.ts';
import { escapeJson } from '../../util/escape.ts';
import { markdownBlock, markdownCode, markdownText } from '../../util/markdown.ts';
import { safePage } from '../../util/safe-text.ts';

/** Instances of a region that are not known to be audited, and the logstore that they share. */
export interface AuditedRegion {
  readonly region: string;
  readonly project: string;
  /** Only where it is there and was read. */
  readonly logstore?: {
    readonly days: number;
    readonly settings: Readonly<Record<string, string | number | boolean>>;
  };
  /** The logstore has no index at all. */
  readonly hasNoIndex: boolean;
  /** It has one, without the field that tells instances apart. */
  readonly lacksField: boolean;
  readonly instances: readonly {
    /** `cri-…`. */
    readonly id: string;
    readonly name: string;
    /** What the rule says of it, without a full stop. */
    readonly wrong: string;
    /** It fails, and is not merely unknown. */
    readonly isCertain: boolean;
  }[];
}

/**
 * A page with the steps in the console, and where a logstore is there the bodies of the requests that change it. The same regions give
 * the same bytes. Paths are names of regions, which hold letters, digits and hyphens.
 *
 * @param minimumDays The days that events have to be kept.
 */
export function* auditFixFiles(
  regions: readonly AuditedRegion[],
  minimumDays: number,
): Generator<readonly [string, string]> {
  for (const region of regions) {
    const logstore = logstoreBody(region, minimumDays);
    if (logstore !== undefined) yield [`${region.region}/logstore.json`, jsonText(logstore)];
    if (region.hasNoIndex) yield [`${region.region}/index.json`, jsonText(INDEX)];
  }
  yield ['README.md', safePage(`${pageSections(regions, minimumDays).join('\n\n')}\n`)];
}

/** The logstore as it is, with a longer retention; undefined where it is long enough, or not known. */
function logstoreBody({ logstore }: AuditedRegion, minimumDays: number): object | undefined {
  if (logstore === undefined || logstore.days >= minimumDays) return undefined;
  return { logstoreName: ACCESS_LOGSTORE, ...logstore.settings, ttl: Math.min(minimumDays, FOREVER_DAYS) };
}

/** A field of text that can be asked for and counted by. */
const FIELD = { type: 'text', caseSensitive: false, doc_value: true, token: [',', ' ', '"', ';', '=', '(', ')', '/'] };
const INDEX = { keys: Object.fromEntries(INDEXED_FIELDS.map((name) => [name, FIELD])) };

function jsonText(value: object): string {
  return `${escapeJson(JSON.stringify(value, null, 2))}\n`;
}

function pageSections(regions: readonly AuditedRegion[], minimumDays: number): readonly string[] {
  return [
    '# Instance audit',
    'The instance audit is switched on in the console alone: no API and no template can do it. For each instance below:',
    [
      '1. Open its page and choose **Audit Center** in the navigation on the left.',
      '2. Open the tab **Instance Audit** and choose **Enable**.',
      '3. Push or pull an image, wait some minutes, and run `acraudit scan --provider alibaba` again: it passes when events arrive.',
    ].join('\n'),
    'Enabling it creates the project and the logstore of Log Service. Do not create them by hand. Log Service has to be activated, and is billed.',
    ...regions.flatMap((region) => regionSection(region, minimumDays)),
  ];
}

function regionSection(region: AuditedRegion, minimumDays: number): readonly string[] {
  const rows = region.instances.map(
    ({ id, name, wrong, isCertain }) =>
      `- ${markdownText(name)} (${markdownCode(id)}), ${isCertain ? 'fails' : 'not known'}: ${markdownText(wrong)}\n  <${consolePage(region.region, id)}>`,
  );
  return [`## ${region.region}`, rows.join('\n'), ...retentionSection(region, minimumDays), ...indexSection(region)];
}

function retentionSection(region: AuditedRegion, minimumDays: number): readonly string[] {
  if (logstoreBody(region, minimumDays) === undefined) return [];
  return [
    `Logstore ${markdownCode(ACCESS_LOGSTORE)} keeps events ${region.logstore?.days} days, for all instances of the region. What the body does not repeat may be reset, so compare it with what is there:`,
    markdownBlock('sh', [
      command(region, 'GetLogStore'),
      `${command(region, 'UpdateLogStore')} --body "$(cat ${region.region}/logstore.json)"`,
    ]),
    `The request is \`PUT https://${logHost(region.project, region.region)}/logstores/${ACCESS_LOGSTORE}\`, with the same body.`,
  ];
}

function indexSection(region: AuditedRegion): readonly string[] {
  if (region.lacksField)
    return [
      `The index of the logstore lacks field ${markdownCode(INSTANCE_FIELD)}. Add it in the console of Log Service, of type text and with statistics on, or read the index, add it and write it back with UpdateIndex.`,
    ];
  if (!region.hasNoIndex) return [];
  return [
    'The logstore has no index, so its events cannot be asked for. An index holds for events that arrive after it was made:',
    markdownBlock('sh', [`${command(region, 'CreateIndex')} --body "$(cat ${region.region}/index.json)"`]),
    `The request is \`POST https://${logHost(region.project, region.region)}/logstores/${ACCESS_LOGSTORE}/index\`, with the same body.`,
  ];
}

/** Of the command line of Alibaba Cloud; no part of it comes from an answer but the project, whose form is checked. */
function command({ region, project }: AuditedRegion, operation: string): string {
  return `aliyun sls ${operation} --region ${region} --project ${project} --logstore ${ACCESS_LOGSTORE}`;
}
