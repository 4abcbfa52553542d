/** The one rule that there are fixes for. */
export { logs as fixedRule } from '../../../rules/Azure.ACR.Logs.ts';
