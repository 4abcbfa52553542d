import { rules } from '../../rules/index.ts';
import { configSet } from '../config/config-set.ts';
import { message } from '../messages/message.ts';
import { namedFile } from '../sources/arm/arm-source.ts';
import { KNOWN_MODULE } from '../sources/arm/module-remarks.ts';
import { asError, isProblem, type LocatedProblem } from '../sources/arm/read-json-file.ts';
import { problemsIn, readTemplate } from '../sources/arm/read-template.ts';
import type { InventoryProblem } from '../sources/arm/template-inventory.ts';
import { DEFAULT_MAX_SIZE } from '../sources/discover/discover.ts';
import { UsageError } from '../util/errors.ts';
import { isBicepName, isBicepParamName } from '../util/paths.ts';
import { checkTemplateFile } from './check-template-file.ts';
import { loadBicep } from './lint/load-bicep.ts';
import type { BuildRequest } from './requests.ts';
import type { Built } from './results.ts';
import { withWrittenTypes } from './written-types.ts';

/**
 * Makes the template of a Bicep file, as far as the file is right.
 *
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function buildFile({
  cwd,
  file: given,
  maxSize = DEFAULT_MAX_SIZE,
  environment,
}: BuildRequest): Promise<Built> {
  const name = typeof given === 'string' ? given : given.file;
  const found = namedFile(cwd, name);
  if (typeof given === 'string') checkTemplateFile(name, { cwd, command: 'build' });
  if (!isBicepName(name) || isBicepParamName(name))
    throw new UsageError(`build takes a .bicep file, and ${name} is none`);
  const { rootOf } = configSet({ none: true, cwd, knownRules: rules });
  const content = typeof given === 'string' ? undefined : await given.read(maxSize);
  if (content !== undefined && 'problem' in content)
    return failed({ ...content.problem, location: { file: found.file } });
  const overlay = content && new Map([[found.absolute, content.bytes]]);
  const createBicep = await loadBicep([found], { ...(environment && { environment }) });
  const read = readTemplate(found, { maxSize, overlay, bicep: createBicep?.({ cwd, rootOf, maxSize, overlay }) });
  return isProblem(read)
    ? failed(read)
    : { template: withWrittenTypes(read.json), problems: problemsIn(read).map(asPrinted) };
}

/** What is evaluated in place of a module is no template to deploy. */
function asPrinted(problem: InventoryProblem): InventoryProblem {
  return problem.code === KNOWN_MODULE ? { ...problem, message: message('note.stand-in-printed') } : problem;
}

function failed(problem: LocatedProblem): Built {
  return { problems: [asError(problem)] };
}
