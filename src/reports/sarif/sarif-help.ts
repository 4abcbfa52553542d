import type { RuleInfo } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { truncate } from '../../util/truncate.ts';
import { joinSentences, sectionTable, sectionText, sentencesOf } from '../page-sections.ts';

/** Characters; every rule brings its help along, whatever a file holds of it. */
const MAX_HELP = 3000;
/** Of one section, so that none leaves no room for the others. */
const MAX_SECTION = 700;

/** §3.49.12: what a rule asks for, why, what to do and what can be set; its page has the examples. */
export function shortHelp({ name, help, synopsis }: RuleInfo): { readonly text: string; readonly markdown: string } {
  const parts = (['page.summary', 'page.why', 'page.fix'] as const).flatMap((id) => {
    const heading = message(id);
    const text = fitting(sentencesOf(sectionText(help, heading)));
    return text === '' ? [] : [{ id, heading, text }];
  });
  if (parts.length === 0) return { text: synopsis, markdown: synopsis };
  const more = message('page.more', { command: `\`acraudit rules ${name} --full\`` });
  const start = parts.map(({ id, heading, text }) =>
    id === 'page.summary' ? text : message('page.part', { heading, text }),
  );
  const table = sectionTable(help, message('page.options')).join('\n');
  const options =
    table === '' ? [] : [`${message('page.part', { heading: message('page.options'), text: '' }).trim()}\n\n${table}`];
  const whole = [...start, ...options, more].join('\n\n');
  const markdown = whole.length <= MAX_HELP ? whole : [...start, more].join('\n\n');
  return { text: plain([...start, more].join('\n\n')), markdown: truncate(markdown, MAX_HELP) };
}

/** As many whole sentences as fit. */
function fitting(sentences: readonly string[]): string {
  let text = '';
  for (const sentence of sentences) {
    const longer = text === '' ? sentence : joinSentences([text, sentence]);
    if (longer.length > MAX_SECTION) return text === '' ? truncate(sentence, MAX_SECTION) : text;
    text = longer;
  }
  return text;
}

function plain(markdown: string): string {
  return truncate(markdown.replaceAll('**', '').replaceAll('`', ''), MAX_HELP);
}
