import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const ISC = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the
above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY
DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;

/** The one text of the Apache License, as a package that has it ships it. */
const APACHE_FILE = 'node_modules/ecdsa-sig-formatter/LICENSE';

/** Packages that name a licence and ship no text of it: each was looked at. The text of the licence that they name goes with them. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set([
  '@alicloud/gateway-spi',
  '@alicloud/openapi-core',
  '@alicloud/tea-typescript',
  '@darabonba/typescript',
  'httpx',
]);

/** The licence that a package's own words mean. */
export function spdxOf(licence: string): string {
  return licence === 'Apache License 2.0' ? 'Apache-2.0' : licence;
}

/** The text of a licence for a package that ships none; '' where that was not looked at, which is a problem. */
export function textWithout(name: string, licence: string, folder: string): string {
  const ofReadme = readmeText(folder);
  if (ofReadme !== '') return ofReadme;
  if (!WITHOUT_TEXT.has(name)) return '';
  const text = { MIT, ISC, 'Apache-2.0': apacheText() }[licence] ?? '';
  return text === '' ? '' : `The package names the licence ${licence} and ships no text of it, which is:\n\n${text}`;
}

function apacheText(): string {
  return readFileSync(APACHE_FILE, 'utf8').replaceAll('\r\n', '\n').trim();
}

/** A whole licence in a README: its section, if that grants something. */
function readmeText(folder: string): string {
  let readme = '';
  try {
    readme = readFileSync(join(folder, 'README.md'), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return '';
  }
  const section = /^(?:#+ licen[cs]e|licen[cs]e\n-+)\s*\n([\s\S]*)$/im.exec(readme)?.[1]?.trim() ?? '';
  return /permission is hereby granted/i.test(section) ? section : '';
}
