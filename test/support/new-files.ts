import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What something new consists of: whole files, and files that change, by path. */
interface Plan {
  readonly files: Readonly<Record<string, string>>;
  readonly edits: Readonly<Record<string, (text: string) => string>>;
  /** What a person has to do now. */
  readonly next: readonly string[];
}

/** Reads a file of the project; undefined where there is none. */
type Read = (path: string) => string | undefined;

export const MAKERS: ReadonlyMap<string, (name: string, read: Read) => Plan> = new Map<
  string,
  (name: string, read: Read) => Plan
>([
  ['agent', agent],
  ['route', route],
  ['guard', guard],
  ['event', event],
  ['queue', queue],
]);

/**
 * Makes it below `root`, all or nothing. @returns the paths, and what is left to do
 * @throws Error for a name of another form, a file that is there already, and a place that is not found
 */
export function makeNew(
  root: string,
  kind: string,
  name: string,
): { made: string[]; next: readonly string[] } {
  const maker = MAKERS.get(kind);
  if (!maker) throw new Error(`There is no kind "${kind}": ${[...MAKERS.keys()].join(', ')}.`);
  const read: Read = (path) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
  const { files, edits, next } = maker(name, read);
  for (const path of Object.keys(files)) {
    if (existsSync(join(root, path))) throw new Error(`${path} is there already.`);
  }
  const edited = Object.entries(edits).map(([path, edit]): [string, string] => {
    if (!existsSync(join(root, path))) throw new Error(`There is no ${path}.`);
    return [path, edit(readFileSync(join(root, path), 'utf8'))];
  });
  const all = [...Object.entries(files), ...edited];
  for (const [path, text] of all) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { made: all.map(([path]) => path), next };
}

function agent(name: string): Plan {
  const id = matched(/^[a-z][a-z0-9]*$/, name, 'An agent is named by one word in small letters, as "scout"');
  const folder = `shared/agents/${id}`;
  return {
    files: {
      [`${folder}/manifest.ts`]: `import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const ${id}Manifest = {
  name: '${upper(id)}Agent',
  version: 1,
  purpose: 'TODO: what it is for, in one sentence.',
  steps: {},
  routes: [],
  events: [],
  providers: [],
  prompts: [],
} as const satisfies AgentManifest;
`,
      [`${folder}/steps.ts`]: `import type { StartersOf } from '../../coordination/app/agent-steps.ts';
import type { ${id}Manifest } from './manifest.ts';

export const ${id}Starters = {} satisfies StartersOf<typeof ${id}Manifest>;
`,
      [`${folder}/README.md`]: `# ${upper(id)}Agent

TODO: what it does, in one or two sentences.

## Words

- **TODO**: a word that a reader has to know.

## Promises

- It works without a language model.

## To extend

- **A step** (three places): see \`shared/agents/README.md\`.
`,
    },
    edits: {
      'shared/agents/registry.ts': listed(
        `import { ${id}Manifest } from './${id}/manifest.ts';`,
        `  ${id}Manifest,`,
        '\n] as const;',
      ),
      'shared/agents/starters.ts': listed(
        `import { ${id}Starters } from './${id}/steps.ts';`,
        `  ...${id}Starters,`,
        '\n} satisfies',
      ),
    },
    next: [
      `${folder}/manifest.ts: its purpose and its steps. A step is first named in shared/missions/domain/workflows/actions.ts.`,
      `${folder}/steps.ts: what starts each step; the compiler asks for it. Workers go into shared/agents/workers.ts.`,
      `${folder}/README.md: what it does, its words, its promises.`,
      'test/support/contexts.ts: its line, and its name in the line of agents.',
      'npm run format, npm run docs, npm run check',
    ],
  };
}

function guard(name: string): Plan {
  const file = matched(/^[a-z]+(?:-[a-z]+)*$/, name, 'A guard is named in small letters, as "weather-alarm"');
  const id = camel(file);
  return {
    files: {
      [`shared/sending/domain/guards/${file}.ts`]: `import { type Guard, pass } from './guard.ts';

export const ${id}: Guard = {
  code: '${file.toUpperCase().replaceAll('-', '_')}',
  check: () => pass('TODO: what was looked at and is as it should be. Else \`wait\` or \`block\`.'),
};
`,
    },
    edits: {
      'shared/sending/domain/guards/guards.ts': listed(
        `import { ${id} } from './${file}.ts';`,
        `  ${id},`,
        '\n];\n',
      ),
    },
    next: [
      `shared/sending/domain/guards/${file}.ts: what it looks at, of SendContext alone.`,
      'guards.ts: its place. What blocks for good stands before what only waits.',
      'guards.test.ts: a case for each of its verdicts; the list and its order are pinned there. explanations.test.ts: what it says.',
      'npm run format, npm run docs, npm run check',
    ],
  };
}

function route(name: string): Plan {
  const form = /^([a-z]+)\/([a-z]+[A-Z][A-Za-z]*)$/;
  const [context = '', operation = ''] = parts(
    form,
    name,
    'A route is named by context and operation, as "analytics/viewChurn"',
  );
  const path = operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const row = `  ${operation}: {
    operationId: '${operation}',
    method: 'GET',
    path: '/api/rex/${path}',
    summary: 'TODO: what it gives.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({}) },
    errors: [],
  },
`;
  const file = `shared/${context}/contract/routes.ts`;
  return {
    files: {},
    edits: {
      [file]: (text) =>
        withImport(withRow(text, 'routes', operation, row), 'ANYONE', 'kernel/contract/route.ts'),
    },
    next: [
      `${file}: method, path, summary, roles, and what it takes and gives.`,
      `The handler of this context in functions/http does not compile until it has "${operation}": put it there.`,
      'test/support/route-samples.ts: a sample, when it has a body or an id in its path.',
      'npm run format, npm run docs, npm run check',
    ],
  };
}

function event(name: string): Plan {
  const form = /^([a-z]+)\/([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)$/;
  const [context = '', title = ''] = parts(
    form,
    name,
    'An event is named by context, thing and what happened to it, as "leads/lead.moved"',
  );
  const aggregate = title.slice(0, title.indexOf('.')).toUpperCase();
  const row = `  '${title}': {
    version: 1,
    channel: 'missions',
    aggregate: '${aggregate}',
    summary: 'TODO: what has happened.',
    data: z.object({}),
    example: {},
  },
`;
  const file = `shared/${context}/contract/events.ts`;
  return {
    files: {},
    edits: { [file]: (text) => withRow(text, 'events', title, row) },
    next: [
      `${file}: its channel, what it is about, its data without names and addresses, and an example.`,
      'Tell it in the transaction that makes it true (`putEvents`).',
      'npm run format, npm run docs, npm run check',
    ],
  };
}

function queue(name: string, read: Read): Plan {
  const [context = '', id = ''] = parts(
    /^([a-z]+)\/([a-z]+)$/,
    name,
    'A queue is named by context and one word, as "leads/merges"',
  );
  const contract = `shared/${context}/contract/messages.ts`;
  const table = /^export const (\w+) = queues\(/m.exec(read(contract) ?? '')?.[1];
  if (table === undefined) throw new Error(`There is no table of queues in ${contract}.`);
  const row = `  ${id}: {
    message: ${id}MessageSchema,
    impact: 'TODO: what does not happen while its messages are dead.',
    workSeconds: 60,
    batchSize: 10,
  },
`;
  const schema = `const ${id}MessageSchema = z.object({ workspace: workspaceIdSchema });\n\n`;
  return {
    files: {
      [`functions/consumers/${id}/index.ts`]: `import { ${table} } from '../../../${contract}';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';

export const handler = queueHandler(${table}.${id}.message, async () => {
  throw new Error('TODO: call the use case; a repeat must change nothing.');
});
`,
    },
    edits: {
      [contract]: (text) =>
        withImport(
          before(withRow(text, 'queues', id, row), `export const ${table} = queues(`, schema),
          'workspaceIdSchema',
          'kernel/contract/common.ts',
        ),
      'infra/stacks/workflows-stack.ts': (text) => {
        const start = text.indexOf('  #consumers(');
        return text.slice(0, start) + before(text.slice(start), '\n    };\n', `\n      ${id}: [],`);
      },
    },
    next: [
      `${contract}: its message, its impact, and how long and in what batches it is worked on.`,
      `functions/consumers/${id}/index.ts: the use case.`,
      'infra/stacks/workflows-stack.ts: what the consumer may touch beyond the tables.',
      'test/faults/repeats.test.ts: the story in which its messages come twice.',
      'npm run format, npm run docs, npm run check',
    ],
  };
}

function matched(form: RegExp, name: string, what: string): string {
  if (!form.test(name)) throw new Error(`${what}; this is "${name}".`);
  return name;
}

const parts = (form: RegExp, name: string, what: string): string[] =>
  form.exec(matched(form, name, what))?.slice(1) ?? [];

const upper = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
const camel = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Adds an import, and a line at the end of the list that `end` closes. */
const listed =
  (imported: string, line: string, end: string) =>
  (text: string): string => {
    if (text.includes(imported)) throw new Error(`There is already: ${imported}`);
    return `${imported}\n${before(text, end, `\n${line}`)}`;
  };

/** Adds a row at the end of the one table that `maker` makes. */
function withRow(text: string, maker: string, name: string, row: string): string {
  const start = text.indexOf(` = ${maker}({`);
  if (start < 0) throw new Error(`There is no table of ${maker}.`);
  if (new RegExp(`^  '?${name.replaceAll('.', '\\.')}'?: \\{`, 'm').test(text))
    throw new Error(`There is already a row "${name}".`);
  return text.slice(0, start) + before(text.slice(start), '\n});', `\n${row.trimEnd()}`);
}

function withImport(text: string, name: string, module: string): string {
  const found = new RegExp(`import \\{([^}]*)\\} from '([./]*${module.replaceAll('.', '\\.')})';`).exec(text);
  if (!found) throw new Error(`There is no import from ${module}.`);
  const [line, names = '', path = ''] = found;
  const imported = names.split(',').flatMap((each) => each.trim() || []);
  if (imported.includes(name)) return text;
  return text.replace(line, `import { ${[name, ...imported].join(', ')} } from '${path}';`);
}

function before(text: string, mark: string, added: string): string {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The place before ${JSON.stringify(mark.trim())} is not found.`);
  return text.slice(0, at) + added + text.slice(at);
}
