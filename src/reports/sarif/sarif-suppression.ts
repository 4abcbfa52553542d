import type { AppliedSuppression } from '../../engine/finding.ts';
import { escapeInvisible } from '../../util/escape.ts';
import { suppressionText } from '../phrases.ts';
import { physicalLocation } from './sarif-location.ts';

/** §3.35: what stands in the template itself is in the source, a configuration or a tag is not. Justifications are plain text. */
export function sarifSuppression(suppression: AppliedSuppression): object {
  const { source, location } = suppression;
  return {
    kind: source === 'comment' || source === 'metadata' ? 'inSource' : 'external',
    status: 'accepted',
    justification: escapeInvisible(suppressionText(suppression)),
    location: location === undefined ? undefined : { physicalLocation: physicalLocation(location, 'as given') },
  };
}
