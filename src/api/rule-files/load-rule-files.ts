import { dirname, join, resolve } from 'node:path';
import { isMap } from '../../config/config-text.ts';
import { CONFIG_FILE_NAMES, findRepositoryRoot } from '../../config/find-config-file.ts';
import { readYamlValues } from '../../config/yaml-values.ts';
import type { Note } from '../../engine/finding.ts';
import type { RuleFileResource } from '../../engine/yaml-rules/rule-resource.ts';
import { message } from '../../messages/message.ts';
import { filesMatching } from '../../sources/discover/files-matching.ts';
import { UsageError } from '../../util/errors.ts';
import { packageRoot } from '../../util/package-root.ts';
import { isInside, relativePath } from '../../util/paths.ts';
import { pathProblem } from '../path-in-repository.ts';
import type { InFolder, RuleRequest } from '../requests.ts';
import { compileRuleFiles, type RuleFileSet } from './compile-rule-files.ts';
import { configFileOf, configText, WAF_PACK } from './named-rule-files.ts';
import { parseRuleFile } from './parse-rule-file.ts';
import { NO_OPTIONS, readPsRuleOptions } from './ps-rule-options.ts';
import { ruleText } from './rule-text.ts';

/** Bytes of one file, and files of a run. */
const MAX_FILES = 1000;
const RULE_FILE = /\.rule\.(?:ya?ml|jsonc?)$/i;
const NO_RULES = 'holds no *.Rule.yaml or *.Rule.jsonc';
const PSRULE_FOLDER = '.ps-rule';

interface RuleFilesRequest extends InFolder, Pick<RuleRequest, 'config' | 'pack' | 'today'> {
  /** Of `--rule-file`: files or folders, from the folder of the run. */
  readonly files: readonly string[];
}

/** What a configuration says of rule files. */
interface Configured {
  readonly root: string;
  readonly ruleFiles: readonly string[];
  readonly psrule: boolean;
  readonly pack?: string;
  readonly extendsWaf: boolean;
}

/**
 * Reads the rules of rule files: those that are named, and those of the configuration of the folder that a run starts in, which
 * hold for all of its inputs.
 *
 * @throws UsageError with everything that is wrong in one of them, a line each.
 */
export async function loadRuleFiles(request: RuleFilesRequest): Promise<RuleFileSet> {
  const configured = await configuredIn(request);
  const named = request.files.flatMap((path) => filesAt(path, request.cwd, '--rule-file'));
  const own = configured === undefined ? [] : filesOf(configured);
  const absolutes = [...new Set([...named, ...own])];
  if (absolutes.length > MAX_FILES) throw new UsageError(`more than ${MAX_FILES} rule files`);
  const resources: RuleFileResource[] = [];
  for (const absolute of absolutes) resources.push(...(await resourcesIn(absolute, request.cwd)));
  const pack = request.pack ?? configured?.pack;
  const waf = pack?.toLowerCase() === WAF_PACK || configured?.extendsWaf === true ? await wafResources() : [];
  const options = configured?.psrule === true ? await readPsRuleOptions(configured.root, request.cwd) : NO_OPTIONS;
  const set = compileRuleFiles([...resources, ...waf], {
    options,
    packaged: new Set(waf.map(({ name }) => name)),
    ...(pack !== undefined && { pack }),
    now: request.today === undefined ? Date.now() : Date.parse(request.today),
  });
  return { ...set, notes: [...folderNotes(configured, own, request.cwd), ...set.notes] };
}

/** The folder of PSRule may be misspelt, or its files be named otherwise; its options hold without it too. */
function folderNotes(configured: Configured | undefined, own: readonly string[], cwd: string): readonly Note[] {
  if (configured?.psrule !== true) return [];
  const folder = join(configured.root, PSRULE_FOLDER);
  if (own.some((file) => isInside(folder, file))) return [];
  return [{ message: message('note.ps-rule-empty', { folder: relativePath(cwd, folder) }), important: true }];
}

async function configuredIn({ cwd, config }: RuleFilesRequest): Promise<Configured | undefined> {
  const file = configFileOf(cwd, config);
  const text = file === undefined ? undefined : configText(file);
  if (file === undefined || text === undefined) return undefined;
  const { data } = await readYamlValues(text);
  // What has another shape is said when the configuration is read as a whole.
  if (!isMap(data)) return undefined;
  const { ruleFiles, psrule, pack, extends: bases } = data;
  return {
    root: config === undefined ? dirname(file) : cwd,
    ruleFiles: Array.isArray(ruleFiles) ? ruleFiles.filter((one) => typeof one === 'string') : [],
    psrule: psrule === true,
    ...(typeof pack === 'string' && { pack }),
    extendsWaf: Array.isArray(bases) && bases.some((one) => String(one).toLowerCase() === WAF_PACK),
  };
}

/** A pull request changes configurations, so what they name stays in the repository. */
function filesOf({ root, ruleFiles, psrule }: Configured): readonly string[] {
  const repository = findRepositoryRoot(root) ?? root;
  const patterns = [...ruleFiles, ...(psrule ? [`${PSRULE_FOLDER}/**`] : [])];
  const { byPattern } = filesMatching(root, patterns);
  const setting = `${CONFIG_FILE_NAMES[0]}: ruleFiles:`;
  return [...byPattern].flatMap(([pattern, { files }]) => {
    // A pattern may match other files than rules.
    const rules = rulesAmong(files, root, pattern);
    if (rules.length === 0 && ruleFiles.includes(pattern))
      throw new UsageError(`${setting} ${pattern} ${files.length > 0 ? NO_RULES : 'matches no file'}`);
    for (const file of rules) {
      const problem = pathProblem(repository, file);
      if (problem !== undefined) throw new UsageError(`${setting} ${pattern} ${problem}`);
    }
    return rules;
  });
}

function filesAt(path: string, cwd: string, flag: string): readonly string[] {
  const matched = filesMatching(cwd, [path]).byPattern.get(path);
  const files = matched?.files ?? [];
  const rules = rulesAmong(files, cwd, path);
  if (rules.length > 0) return rules;
  throw new UsageError(`${flag} ${path}: ${files.length > 0 ? NO_RULES : 'no such file or folder'}`);
}

/** Those that are named like rule files, or are named themselves. */
function rulesAmong(files: readonly string[], root: string, path: string): readonly string[] {
  return files.filter((file) => RULE_FILE.test(file) || resolve(root, path) === file);
}

async function resourcesIn(absolute: string, cwd: string): Promise<readonly RuleFileResource[]> {
  const file = relativePath(cwd, absolute);
  return parseRuleFile(ruleText(absolute, file), file);
}

/** Rules of the Well-Architected Framework for registries, which are in the package. */
async function wafResources(): Promise<readonly RuleFileResource[]> {
  const file = 'rules/yaml/acr-waf.Rule.yaml';
  const root = packageRoot();
  if (root === undefined) throw new UsageError(`pack ${WAF_PACK}: the package lacks ${file}`);
  return parseRuleFile(ruleText(join(root, file), `pack ${WAF_PACK}: ${file}`), file);
}
