import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

/** A column of a table, as Kusto writes schemas: `name:type`. */
export type Schemas = Readonly<Record<string, readonly string[]>>;

/** What Kusto's own analyser says of a query. */
export interface Analysis {
  readonly diagnostics: readonly string[];
  /** Of the result, as `name:type`. */
  readonly columns: readonly string[];
}

interface List<Item> {
  readonly Count: number;
  getItem(index: number): Item;
}

interface Code {
  GetDiagnostics(): List<{ readonly Code: string; readonly Message: string }>;
  readonly ResultType: { readonly Columns: List<{ readonly Name: string; readonly Type: { readonly Name: string } }> };
}

interface Globals {
  WithDatabase(database: object): Globals;
}

/** The part of `@kusto/language-service-next` that is used. Its own types describe globals, as scripts of a page have them. */
interface Kusto {
  readonly Language: {
    readonly GlobalState: { readonly Default: Globals };
    readonly KustoCode: { ParseAndAnalyze(text: string, globals: Globals): Code };
    readonly Symbols: {
      readonly TableSymbol: { readonly $ctor7: new (name: string, schema: string, description: null) => object };
      readonly DatabaseSymbol: { readonly $ctor1: new (name: string, members: readonly object[]) => object };
    };
  };
}

/** Reads queries as Kusto does, over these tables. It takes seconds to load, so it is made once. */
export function kustoAnalyzer(schemas: Schemas): (query: string) => Analysis {
  const { GlobalState, KustoCode, Symbols } = loaded().Language;
  const tables = Object.entries(schemas).map(
    ([name, columns]) => new Symbols.TableSymbol.$ctor7(name, `(${columns.join(', ')})`, null),
  );
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('workspace', tables));
  return (query) => {
    const code = KustoCode.ParseAndAnalyze(query, globals);
    return {
      diagnostics: itemsOf(code.GetDiagnostics()).map((one) => `${one.Code}: ${one.Message}`),
      columns: itemsOf(code.ResultType.Columns).map((column) => `${column.Name}:${column.Type.Name}`),
    };
  };
}

function itemsOf<Item>(list: List<Item>): readonly Item[] {
  return Array.from({ length: list.Count }, (_, i) => list.getItem(i));
}

/** The package has no modules: its scripts make globals. */
function loaded(): Kusto {
  const scope = globalThis as { Kusto?: Kusto };
  for (const script of scope.Kusto === undefined ? ['bridge.min.js', 'Kusto.Language.Bridge.min.js'] : [])
    runInThisContext(readFileSync(join('node_modules/@kusto/language-service-next', script), 'utf8'));
  if (scope.Kusto === undefined) throw new Error('the language service did not load');
  return scope.Kusto;
}
