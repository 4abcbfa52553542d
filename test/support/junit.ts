import type { XmlElement } from './xml.ts';

interface Definition {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly children?: readonly string[];
  readonly hasText?: boolean;
}

const COUNTS = ['tests', 'failures', 'errors', 'skipped', 'time'];
const PROBLEM: Definition = { required: ['message', 'type'], hasText: true };

/** What Jenkins (junit-10.xsd of its xunit plugin), GitLab and Azure DevOps all take. */
const DEFINITIONS: Readonly<Record<string, Definition>> = {
  testsuites: { required: ['name', ...COUNTS], children: ['testsuite'] },
  testsuite: { required: ['name', ...COUNTS], children: ['testcase'] },
  testcase: {
    required: ['name', 'classname', 'time'],
    optional: ['file'],
    children: ['failure', 'error', 'skipped'],
  },
  failure: PROBLEM,
  error: PROBLEM,
  skipped: { required: ['message'] },
};

/** What is wrong with a JUnit document, one line each. */
export function junitProblems(root: XmlElement): readonly string[] {
  if (root.name !== 'testsuites') return [`the root is ${root.name}`];
  return [...elementProblems(root), ...countProblems(root), ...root.children.flatMap(countProblems)];
}

function elementProblems(element: XmlElement): readonly string[] {
  const { name, attributes, children, text } = element;
  const definition = DEFINITIONS[name];
  if (definition === undefined) return [`unknown element ${name}`];
  const { required, optional = [], children: allowed = [], hasText = false } = definition;
  const cases = children.filter((child) => child.name === 'testcase').map((child) => child.attributes.name ?? '');
  return [
    ...required
      .filter((key) => attributes[key] === undefined || attributes[key] === '')
      .map((key) => `${name}: no ${key}`),
    ...Object.keys(attributes)
      .filter((key) => ![...required, ...optional].includes(key))
      .map((key) => `${name}: unknown ${key}`),
    ...children.filter((child) => !allowed.includes(child.name)).map((child) => `${name}: holds ${child.name}`),
    ...(name === 'testcase' && children.length > 1 ? ['testcase: more than one outcome'] : []),
    ...(!hasText && text.trim() !== '' ? [`${name}: has text`] : []),
    ...cases.filter((one, i) => cases.indexOf(one) !== i).map((one) => `testcase twice: ${one}`),
    ...children.flatMap(elementProblems),
  ];
}

/** The counts of an element are those of the cases below it. */
function countProblems(element: XmlElement): readonly string[] {
  const cases = casesOf(element);
  const having = (kind: string): number =>
    cases.filter(({ children }) => children.some(({ name }) => name === kind)).length;
  const expected = {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time: 0,
  };
  return Object.entries(expected).flatMap(([key, count]) =>
    element.attributes[key] === String(count)
      ? []
      : [`${element.name}: ${key} is ${element.attributes[key]}, not ${count}`],
  );
}

function casesOf(element: XmlElement): readonly XmlElement[] {
  return element.name === 'testcase' ? [element] : element.children.flatMap(casesOf);
}
