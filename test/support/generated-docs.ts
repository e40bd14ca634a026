import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { MANIFESTS } from '../../shared/agents/registry.ts';
import { OTHER_DEAD, QUEUE_ROWS } from '../../shared/api/contract/queues.ts';
import { type AgentManifest, PERSON } from '../../shared/coordination/domain/agent-manifest.ts';
import { ruleSettingsSchema } from '../../shared/decisions/contract/settings.ts';
import { RULES } from '../../shared/decisions/domain/rules/rules.ts';
import { GUARDS } from '../../shared/sending/domain/guards/guards.ts';
import { CONTEXTS, drawContexts } from './contexts.ts';

/** Parts of documents that are copies of data. `npm run docs` writes them; a test fails when one is stale. */
interface Section {
  /** Below the root of the project. */
  readonly file: string;
  /** Between `<!-- generated: NAME -->` and `<!-- end of generated -->`. */
  readonly name: string;
  readonly text: () => string;
}

const DOERS: readonly AgentManifest[] = [...MANIFESTS, PERSON];
const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || '-';

export const SECTIONS: readonly Section[] = [
  {
    file: 'shared/agents/README.md',
    name: 'agents',
    text: () =>
      markdown([
        ['agent', 'version', 'purpose', 'calls', 'prompts', 'routes', 'events'],
        ...MANIFESTS.map((each: AgentManifest) => [
          each.name,
          String(each.version),
          each.purpose,
          each.providers.join(', ') || '-',
          each.prompts.map(({ name, version }) => `${name} ${version}`).join(', ') || '-',
          listed(each.routes),
          listed(each.events),
        ]),
      ]),
  },
  {
    file: 'shared/agents/README.md',
    name: 'steps',
    text: () =>
      markdown([
        ['step', 'agent', 'parts', 'its start uses', 'a part uses', 'comes to'],
        ...DOERS.flatMap(({ name, steps }) =>
          Object.entries(steps).map(([step, { start, parts, result }]) => [
            `\`${step}\``,
            name,
            parts ? `${parts.of}, by \`${parts.queue}\`` : '-',
            listed(start.uses),
            parts?.queue === 'batches' ? listed(parts.uses) : '-',
            listed(Object.keys(result?.shape ?? {})),
          ]),
        ),
      ]),
  },
  {
    file: 'shared/decisions/README.md',
    name: 'rules',
    text: () =>
      markdown([
        ['rule', 'situation', 'priority', 'answer', 'says'],
        ...RULES.map((rule) => [
          rule.name,
          rule.situation,
          String(rule.priority),
          rule.action,
          rule.explanation,
        ]),
      ]),
  },
  {
    file: 'shared/decisions/README.md',
    name: 'thresholds',
    text: () =>
      markdown([
        ['setting', 'default', 'means'],
        ...Object.entries(ruleSettingsSchema.parse({})).map(([name, value]) => [
          `\`${name}\``,
          String(value),
          descriptionOf(name),
        ]),
      ]),
  },
  {
    file: 'infra/README.md',
    name: 'queues',
    text: () =>
      markdown([
        ['queue', 'works at most', 'batch', 'at once', 'effect of its dead letters'],
        ...Object.entries(QUEUE_ROWS).map(([name, row]) => [
          `\`rex-${name}\``,
          `${row.workSeconds} s`,
          String(row.batchSize),
          String(row.maxConcurrency ?? '-'),
          row.impact,
        ]),
      ]),
  },
  {
    file: 'infra/README.md',
    name: 'other dead letters',
    text: () =>
      markdown([
        ['dead letters', 'effect until they are replayed'],
        ...Object.entries(OTHER_DEAD).map(([name, impact]) => [`\`rex-${name}-dead\``, impact]),
      ]),
  },
  {
    file: 'shared/README.md',
    name: 'contexts',
    text: () => `${drawContexts(CONTEXTS)}\n`,
  },
  {
    file: 'shared/README.md',
    name: 'purposes',
    text: () => markdown([['folder', 'holds'], ...CONTEXTS.map((row) => [`\`${row.name}\``, row.for])]),
  },
  {
    file: 'shared/sending/README.md',
    name: 'guards',
    text: () =>
      markdown([
        ['guard', 'asked of'],
        ...GUARDS.map(({ code, channels }) => [`\`${code}\``, channels?.join(', ') ?? 'every channel']),
      ]),
  },
];

const described = z.toJSONSchema(ruleSettingsSchema, { io: 'input' }).properties ?? {};
function descriptionOf(name: string): string {
  const property = described[name];
  return (typeof property === 'object' && property.description) || '';
}

const ROOT = new URL('../../', import.meta.url);
const pathOf = (file: string): string => fileURLToPath(new URL(file, ROOT));

/**
 * A document with its generated tables as they should be.
 * @throws Error that names the mark which is missing
 */
export function withGenerated(file: string): string {
  return SECTIONS.filter((section) => section.file === file).reduce((whole, { name, text }) => {
    const marked = new RegExp(`(<!-- generated: ${name} -->\n)[^]*?(<!-- end of generated -->)`);
    if (!marked.test(whole)) throw new Error(`${file} has no mark "<!-- generated: ${name} -->"`);
    return whole.replace(marked, (_, begin: string, end: string) => `${begin}\n${text()}\n${end}`);
  }, read(file));
}

export const read = (file: string): string => readFileSync(pathOf(file), 'utf8');

/** Rows of cells, the first of them the head. A column of numbers is set to the right. */
function markdown(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const columns = head.map((_, at) => ({
    width: Math.max(3, ...[head, ...body].map((row) => (row[at] ?? '').length)),
    right: body.every((row) => /^[\d.,]+$/.test(row[at] ?? '')),
  }));
  const line = (row: readonly string[]): string =>
    `| ${columns.map(({ width, right }, at) => (right ? (row[at] ?? '').padStart(width) : (row[at] ?? '').padEnd(width))).join(' | ')} |`;
  const rule = columns.map(({ width, right }) => (right ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return `${[line(head), line(rule), ...body.map(line)].join('\n')}\n`;
}

if (import.meta.main) {
  for (const file of new Set(SECTIONS.map((section) => section.file))) {
    writeFileSync(pathOf(file), withGenerated(file));
    console.log(`wrote the tables of ${file}`);
  }
}
