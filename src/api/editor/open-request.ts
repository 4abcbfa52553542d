import type { Overlay } from '../../util/bounded-read.ts';
import type { DeploymentRequest, InFolder, RuleRequest } from '../requests.ts';

/** What is asked of a document as an editor has it. */
export interface OpenRequest
  extends InFolder,
    Pick<RuleRequest, 'ruleFiles' | 'today'>,
    Pick<DeploymentRequest, 'environment'> {
  /** The document, absolute. */
  readonly file: string;
  /** Contents of all documents that are open, by absolute path. */
  readonly overlay: Overlay;
}
