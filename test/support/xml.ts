/** An element of a document that was read. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What XML 1.0 §2.2 calls a character. */
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Reads the XML that reports are made of (no comments, no CDATA, no DTD), and throws at everything that is not well-formed. */
export function parseXml(xml: string): XmlElement {
  if (!CHARACTERS.test(xml)) throw new Error('a character that XML 1.0 does not have');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(declaration)) throw new Error('no declaration');
  const reader = { xml, at: declaration.length };
  const root = readElement(reader);
  if (reader.xml.slice(reader.at).trim() !== '') throw new Error(`more after the root: ${xml.slice(reader.at)}`);
  return root;
}

interface Reader {
  readonly xml: string;
  at: number;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  const sticky = new RegExp(pattern.source, 'y');
  sticky.lastIndex = reader.at;
  const [found] = sticky.exec(reader.xml) ?? [];
  if (found !== undefined) reader.at += found.length;
  return found;
}

function expectText(reader: Reader, pattern: RegExp): string {
  const found = take(reader, pattern);
  if (found === undefined)
    throw new Error(`expected ${pattern.source} at: ${reader.xml.slice(reader.at, reader.at + 60)}`);
  return found;
}

function readElement(reader: Reader): XmlElement {
  const name = expectText(reader, /<[a-z-]+/).slice(1);
  const attributes = readAttributes(reader);
  if (take(reader, /\/>/) !== undefined) return { name, attributes, children: [], text: '' };
  expectText(reader, />/);
  const children: XmlElement[] = [];
  let text = '';
  while (take(reader, new RegExp(`</${name}>`)) === undefined) {
    const found = take(reader, /[^<]+/);
    if (found === undefined) children.push(readElement(reader));
    else text += decoded(found);
  }
  return { name, attributes, children, text };
}

function readAttributes(reader: Reader): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (;;) {
    const found = take(reader, /\s+[a-z]+="[^"<]*"/);
    if (found === undefined) return attributes;
    const [, name = '', value = ''] = /^\s+([a-z]+)="(.*)"$/s.exec(found) ?? [];
    if (Object.hasOwn(attributes, name)) throw new Error(`attribute ${name} twice`);
    // §3.3.3: a reader makes blanks of them.
    if (/[\t\n\r]/.test(value)) throw new Error(`a line break in attribute ${name}`);
    attributes[name] = decoded(value);
  }
}

function decoded(text: string): string {
  return text.replaceAll(/&([^;]*;)?/g, (whole, name: string | undefined) => {
    const character = ENTITIES[name?.slice(0, -1) ?? ''];
    if (character === undefined) throw new Error(`no entity: ${whole}`);
    return character;
  });
}
