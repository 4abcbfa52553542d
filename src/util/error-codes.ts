/*
 * The codes that results show. `docs/troubleshooting.md` says of each what happened and what to do, and a test compares the
 * page with these lists.
 */

/** Of the errors of a run: what could not be read, evaluated or written. */
export const ERROR_CODES = [
  'after-end',
  'ambiguous-name',
  'baseline-not-written',
  'bicep',
  'broken-link',
  'cut-off',
  'deployment-depth',
  'duplicate',
  'empty-list',
  'evaluation-depth',
  'evaluation-limit',
  'incomplete-setting',
  'internal-error',
  'invalid-encoding',
  'json-syntax',
  'json-too-deep',
  'more-pages',
  'more-problems',
  'name-encoding',
  'no-registries',
  'no-template',
  'not-a-file',
  'not-a-resource',
  'not-a-template',
  'not-parameters',
  'not-recognised',
  'not-written',
  'output-limit',
  'outside-root',
  'region-inaccessible',
  'registry-not-listed',
  'report-not-written',
  'resource-kind',
  'resource-limit',
  'resource-type',
  'rule-crash',
  'scan-incomplete',
  'scan-interrupted',
  'sign-in',
  'subscription-inaccessible',
  'too-large',
  'too-long',
  'torn',
  'unpaired-parameters',
  'unreadable',
  'walk-limit',
  'wrong-shape',
] as const;

/** Of what Azure would refuse in a template; an error of the run where it keeps resources from being seen. */
export const FAULT_CODES = [
  'arguments',
  'circular-reference',
  'condition',
  'copy-count',
  'copy-limit',
  'copy-name',
  'copy-shape',
  'empty-segment',
  'expression-syntax',
  'expression-too-long',
  'fail',
  'format',
  'index-out-of-range',
  'lambda',
  'limit',
  'missing',
  'missing-parameter',
  'missing-property',
  'name-segments',
  'no-lambda-variable',
  'no-loop',
  'no-member',
  'no-parameter',
  'no-resource',
  'no-variable',
  'null-member',
  'overflow',
  'parameter-expression',
  'resource-id',
  'scope',
  'scope-segments',
  'type',
  'unknown-function',
  'unsupported',
  'value',
  'wrong-arguments',
  'wrong-type',
] as const;

/** Of what is said of a template that is read all the same: the warnings of `expand`. */
export const WARNING_CODES = ['child-without-scope', 'expression-too-long', 'parameter-value'] as const;

/** Of single reads that failed, in saved scans and in what a result depends on. Azure's own codes come besides. */
export const READ_CODES = [
  'AnswerTooLarge',
  'BrokenAnswer',
  'BrokenLink',
  'EndlessPages',
  'ForeignLink',
  'Interrupted',
  'LinkRefused',
  'NoBlobEndpoint',
  'NoLogsEndpoint',
  'NoSubscription',
  'PartialResult',
  'ProxyLogin',
  'RepeatedLink',
  'ResourceGroupNotFound',
  'ResultTruncated',
  'RowsChanged',
  'RowsMissing',
  'SignIn',
  'SubscriptionNotInGroup',
  'SubscriptionNotVisible',
  'TableNotReadable',
  'Timeout',
  'TooManyItems',
  'TooManyRequests',
  'UnexpectedAnswer',
  'UntrustedCertificate',
  'conflicting-answers',
  'more-pages',
  'not-in-export',
  'old-azure-cli',
  'single-setting',
  'unreadable-setting',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];
export type ReadCode = (typeof READ_CODES)[number];
export type WarningCode = (typeof WARNING_CODES)[number];
/** A code of `docs/troubleshooting.md`, or the operating system's own, such as `EACCES`. */
export type ErrorCode = (typeof ERROR_CODES)[number] | FaultCode | SystemErrorCode;
export type SystemErrorCode = `E${string}`;

/** Whether a code is one of the operating system: those of Node begin with `ERR_`. */
export function isSystemErrorCode(code: string | undefined): code is SystemErrorCode {
  return code !== undefined && /^E[A-Z\d]+$/.test(code);
}
