import { readFileSync } from 'node:fs';
import { markdownTable } from './markdown-table.ts';

/** What is read of a JSON Schema of this package. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly then?: Schema;
  readonly else?: Schema;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** One of the schemas in the package. */
export function schemaOf(name: string): Schema {
  return JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as Schema;
}

interface Section {
  readonly name: string;
  readonly schema: Schema;
}

/** The members of a schema and of what it is made of, a table each, in the order in which they are met. */
function schemaTables(root: Schema, name: string): readonly string[] {
  const queue: Section[] = [{ name, schema: root }];
  const lines: string[] = [];
  const told = new Set<string>();
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (told.has(next.name)) continue;
    told.add(next.name);
    lines.push(...(lines.length > 0 ? [''] : []), ...sectionOf(root, next));
    queue.push(...membersOf(next.schema).flatMap(({ member }) => objectsIn(root, member)));
  }
  return lines;
}

function sectionOf(root: Schema, { name, schema }: Section): readonly string[] {
  const rows = membersOf(schema).map(({ path, member, isRequired }) => [
    `\`${path}\``,
    typeText(root, member),
    isRequired ? 'yes' : '',
    member.description ?? '',
  ]);
  return [`### \`${name}\``, '', ...markdownTable(['Member', 'Is', 'Always', 'Says'], rows)];
}

interface Member {
  readonly path: string;
  readonly member: Schema;
  readonly isRequired: boolean;
}

/** With the members of objects that have no name of their own, as `a.b` and `a[].b`. */
function membersOf({ properties = {}, required = [] }: Schema, before = ''): readonly Member[] {
  return Object.entries(properties).flatMap(([key, member]) => {
    const path = `${before}${key}`;
    const inner = isSchema(member.additionalProperties) ? member.additionalProperties : undefined;
    return [
      { path, member, isRequired: required.includes(key) },
      ...membersOf(member, `${path}.`),
      ...(inner === undefined ? [] : membersOf(inner, `${path}.*.`)),
      ...(member.items === undefined ? [] : membersOf(member.items, `${path}[].`)),
    ];
  });
}

/** The objects that a member is made of, by their names. */
function objectsIn(root: Schema, schema: Schema): readonly Section[] {
  const parts = [...partsOf(schema), schema.items, schema.additionalProperties].filter(isSchema);
  const name = nameIn(schema);
  const named = name === undefined ? undefined : root.definitions?.[name];
  const own = named !== undefined && name !== undefined && membersOf(named).length > 0 ? [{ name, schema: named }] : [];
  const through = named === undefined || own.length > 0 ? [] : objectsIn(root, named);
  return [...own, ...through, ...parts.flatMap((part) => objectsIn(root, part))];
}

function typeText(root: Schema, schema: Schema): string {
  const { enum: values, const: value, items, additionalProperties, type } = schema;
  if (values !== undefined) return values.map((one) => `\`${String(one)}\``).join(', ');
  if (value !== undefined) return `\`${String(value)}\``;
  const name = nameIn(schema);
  if (name !== undefined) return nameText(root, name);
  if (items !== undefined) return `list of ${typeText(root, items)}`;
  if (isSchema(additionalProperties)) return `object of ${typeText(root, additionalProperties)}`;
  const parts = partsOf(schema).map((part) => typeText(root, part));
  if (parts.length > 0 && (type === undefined || type === 'array')) return [...new Set(parts)].join(' or ');
  return `${[type ?? 'any'].flat().join(' or ')}${boundsText(schema)}`;
}

function nameText(root: Schema, name: string): string {
  const named = root.definitions?.[name] ?? {};
  return membersOf(named).length > 0 ? `[\`${name}\`](#${name.toLowerCase()})` : typeText(root, named);
}

function boundsText({ minimum, maximum }: Schema): string {
  if (minimum === undefined) return '';
  return maximum === undefined ? `, from ${minimum}` : ` from ${minimum} to ${maximum}`;
}

function partsOf({ allOf = [], oneOf = [], anyOf = [], then, else: otherwise }: Schema): readonly Schema[] {
  return [...allOf, ...oneOf, ...anyOf, then, otherwise].filter(isSchema);
}

function nameIn({ $ref }: Schema): string | undefined {
  return $ref?.split('/').at(-1);
}

function isSchema(value: Schema | boolean | undefined): value is Schema {
  return typeof value === 'object';
}

const BLOCK = /(<!-- begin schema: written by tools\/build-docs\.ts -->\n)[\s\S]*?(<!-- end -->\n)/;

/** A page with the tables of a schema between its two marks. */
export function withSchema(page: string, root: Schema, name: string): string {
  return page.replace(BLOCK, (_, begin: string, end: string) =>
    [begin, ...schemaTables(root, name), '', end].join('\n'),
  );
}
