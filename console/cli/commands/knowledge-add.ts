import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { roleSchema } from '../../../shared/kernel/contract/common.ts';
import {
  CATEGORIES,
  documentBodySchema,
  documentIdSchema,
  FORMATS,
  type Format,
  TEMPLATE_NAMES,
} from '../../../shared/knowledge/contract/knowledge.ts';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { type Connection, call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, flag, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { upload } from '../import-file.ts';
import { renderDocument } from '../knowledge-text.ts';

const BY_ENDING: Readonly<Record<string, Format>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.pdf': 'pdf',
};
/** Larger texts are uploaded, as PDFs are. */
const IN_THE_REQUEST = 90_000;
const LOOK_EVERY_MS = 500;

export const knowledgeAdd = defineCommand({
  name: 'knowledge add',
  summary: 'Add a document to the knowledge base, or a new edition of it',
  details:
    'Takes a file (Markdown, text, HTML, PDF) or the address of a public page, and waits until it is read. The same document again\n' +
    'changes nothing. With --customers, what it says may stand in messages to people outside.',
  examples: [
    'rex knowledge add returns.md --title "Returns policy" --category process-documentation --customers',
    'rex knowledge add handbook.pdf --title Handbook --category best-practices --readers operator',
    'rex knowledge add https://acme.example/delivery --title Delivery --category customer-insights --id delivery',
  ],
  positionals: ['from'],
  input: z.strictObject({
    from: value('FILE|ADDRESS', z.string().min(1), 'A file, or the address of a public page'),
    title: value('TEXT', z.string(), 'Its title'),
    category: value('CATEGORY', z.enum(CATEGORIES), `One of ${CATEGORIES.join(', ')}`),
    id: value('NAME', documentIdSchema.optional(), 'Its name (it follows from the content)'),
    template: value(
      'TEMPLATE',
      z.enum(TEMPLATE_NAMES).optional(),
      `The template that it follows: ${TEMPLATE_NAMES.join(', ')}`,
    ),
    customers: flag('What it says may stand in messages to people outside'),
    readers: values(
      'ROLE',
      z.array(roleSchema).optional(),
      'Who may read it besides owners and admins; several may be given (all)',
    ),
    expires: value(
      'INSTANT',
      z.string().optional(),
      'From then on it answers nothing, such as 2027-01-01T00:00:00Z',
    ),
    format: value('FORMAT', z.enum(FORMATS).optional(), `${FORMATS.join(', ')} (by the ending of the file)`),
  }),
  async run(context, { from, customers, expires: expiresAt, format, ...given }) {
    const connection = await connect(context);
    const isAddress = /^https?:\/\//.test(from);
    const kind = format ?? BY_ENDING[extname(from).toLowerCase()] ?? 'markdown';
    const content = isAddress ? { address: from } : await contentOf(connection, from, kind, context.signal);
    const body = documentBodySchema.safeParse({
      ...given,
      ...(given.id === undefined && !isAddress ? { id: nameOf(from) } : {}),
      expiresAt,
      format: isAddress ? 'html' : kind,
      audience: customers ? 'customers' : 'members',
      ...content,
    });
    if (!body.success) throw refusedBody(body.error.issues);
    let document = await call(connection, knowledgeRoutes.putDocument, { body: body.data });
    while (document.state === 'reading') {
      await delay(LOOK_EVERY_MS, undefined, { signal: context.signal });
      document = await call(connection, knowledgeRoutes.getDocument, { params: { id: document.id } });
    }
    return { json: document, text: renderDocument(document), exitCode: document.state === 'failed' ? 1 : 0 };
  },
});

/** A text goes in the request, a PDF and a long text by the form. */
async function contentOf(
  connection: Connection,
  file: string,
  format: Format,
  signal: AbortSignal,
): Promise<{ readonly content: string } | { readonly upload: string }> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) throw usageError(`The file ${file} cannot be read.`);
  if (format !== 'pdf' && bytes.length <= IN_THE_REQUEST) return { content: textOf(bytes, file) };
  const form = await call(connection, knowledgeRoutes.createUpload, { body: { format } });
  await upload(form, new Blob([new Uint8Array(bytes)]), signal);
  return { upload: form.upload };
}

/** The name of the file, where that can be one of a document. */
function nameOf(file: string): string | undefined {
  const name = basename(file, extname(file))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return documentIdSchema.safeParse(name).data;
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw usageError(`${file} is no text in UTF-8.`);
  }
}
