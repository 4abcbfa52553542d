/** Bicep files and the modules that they name, before any of them is lowered: what is wrong does not depend on where a run begins. */
export interface ModuleGraph {
  /** The files that lead from a module back to the file that names it, the module first; undefined where none does. */
  readonly cycle: (file: string, module: string) => readonly string[] | undefined;
  /** Modules within modules of a file; a cycle counts as one file. */
  readonly levels: (file: string) => number;
}

/** Files that lead to one another; most often one alone. */
interface Component {
  readonly members: ReadonlySet<string>;
  readonly levels: number;
}

interface Visit {
  readonly file: string;
  readonly order: number;
  /** The first file that is visited and that this one leads to. */
  low: number;
  next: number;
  levels: number;
}

/** @param modulesOf The files of the modules that a file names, each once; all absolute. */
export function moduleGraph(modulesOf: (file: string) => readonly string[]): ModuleGraph {
  const known = new Map<string, Component>();
  const componentOf = (file: string): Component => {
    if (!known.has(file)) addComponents(file, modulesOf, known);
    return known.get(file) ?? { members: new Set([file]), levels: 0 };
  };
  return {
    cycle: (file, module) => {
      const { members } = componentOf(file);
      return members.has(module) ? pathBack(module, file, members, modulesOf) : undefined;
    },
    levels: (file) => componentOf(file).levels,
  };
}

/** The strongly connected components below a file, by the algorithm of Tarjan with a stack of its own. */
function addComponents(
  root: string,
  modulesOf: (file: string) => readonly string[],
  known: Map<string, Component>,
): void {
  const orders = new Map<string, number>();
  const open: string[] = [];
  const path: Visit[] = [];
  const enter = (file: string): void => {
    const order = orders.size;
    orders.set(file, order);
    open.push(file);
    path.push({ file, order, low: order, next: 0, levels: 0 });
  };
  enter(root);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const module = modulesOf(top.file)[top.next++];
    const order = module === undefined ? undefined : orders.get(module);
    const done = module === undefined ? undefined : known.get(module);
    if (module === undefined) {
      path.pop();
      leave(top, path.at(-1), open, known);
    } else if (done !== undefined) top.levels = Math.max(top.levels, done.levels + 1);
    else if (order !== undefined) top.low = Math.min(top.low, order);
    else enter(module);
  }
}

function leave(visit: Visit, parent: Visit | undefined, open: string[], known: Map<string, Component>): void {
  const { file, order, low, levels } = visit;
  const isWhole = low === order;
  if (isWhole) {
    const members = new Set(open.splice(open.lastIndexOf(file)));
    for (const member of members) known.set(member, { members, levels });
  }
  if (parent === undefined) return;
  parent.low = Math.min(parent.low, low);
  parent.levels = Math.max(parent.levels, isWhole ? levels + 1 : levels);
}

/** The shortest way from one file to another of its component; of a file to itself, that file. */
function pathBack(
  from: string,
  to: string,
  members: ReadonlySet<string>,
  modulesOf: (file: string) => readonly string[],
): readonly string[] {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const file of cameFrom.keys()) {
    if (cameFrom.has(to)) break;
    for (const module of modulesOf(file)) if (members.has(module) && !cameFrom.has(module)) cameFrom.set(module, file);
  }
  const path: string[] = [];
  for (let at: string | undefined = to; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
  return path;
}
