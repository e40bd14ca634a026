import { describe, expect, it } from 'vitest';
import { dying, meanwhile, withMethods } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { knowledgeFilesInMemory } from '../../../test/support/knowledge.ts';
import { pdfOf } from '../../../test/support/pdf.ts';
import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import { HeldIndex } from '../adapters/fts/held-index.ts';
import { unpdfReader } from '../adapters/pdf/unpdf-reader.ts';
import { type DocumentBody, documentBodySchema } from '../contract/knowledge.ts';
import type { KnowledgeMessage } from '../contract/messages.ts';
import type { FetchedPage } from './ports/knowledge.ts';
import { putDocument } from './put-document.ts';
import { workDocument } from './read-document.ts';
import { listDocuments, listPassages } from './read-documents.ts';
import { removeDocument } from './remove-document.ts';
import { searchKnowledge } from './search-knowledge.ts';
import { sweepKnowledge } from './sweep-knowledge.ts';

const CAUSE = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const RETURNS = `# Returns

Anything can be returned within 30 days of delivery.

## Refunds

The money comes back to the card within five working days.`;

function open() {
  const { ports, ...rest } = openRex();
  const queued: KnowledgeMessage[] = [];
  const uploaded = new Map<string, Uint8Array>();
  const web = new Map<string, FetchedPage>();
  const deps = {
    documents: ports.documents,
    clock: ports.clock,
    knowledgeFiles: knowledgeFilesInMemory(),
    knowledgeQueue: { send: async (messages: readonly KnowledgeMessage[]) => void queued.push(...messages) },
    uploads: { read: async (_: string, id: string) => uploaded.get(id) },
    pages: {
      read: async (address: string): Promise<FetchedPage> =>
        web.get(address) ?? { kind: 'refused', reason: `${address} answered 404.` },
    },
    pdf: unpdfReader,
  };
  const passageIndex = new HeldIndex(deps);
  const put = (body: Partial<DocumentBody> & { readonly title: string }) =>
    putDocument(deps, {
      workspace: WORKSPACE,
      role: 'owner',
      body: documentBodySchema.parse({ category: 'process-documentation', ...body }),
      cause: CAUSE,
    });
  const work = async () => {
    for (const message of queued.splice(0)) await workDocument(deps, message);
  };
  return {
    ...rest,
    deps,
    queued,
    uploaded,
    web,
    passageIndex,
    put,
    work,
    /** Puts it and reads it. */
    async add(body: Partial<DocumentBody> & { readonly title: string }) {
      const { id } = await put(body);
      await work();
      return deps.documents.get(WORKSPACE, id);
    },
    async find(question: string, more: { readonly role?: Role; readonly audience?: 'customers' } = {}) {
      const asked = { workspace: WORKSPACE, role: more.role ?? 'viewer', question, limit: 5 } as const;
      const { passages } = await searchKnowledge({ passageIndex }, { ...asked, audience: more.audience });
      return passages.map(({ document, passage }) => `${document} ${passage}`);
    },
    remove: (id: string) =>
      removeDocument(deps, { workspace: WORKSPACE, id, role: 'operator', cause: CAUSE }),
  };
}

describe('a document', () => {
  it('is read into passages that say where they stand, and answers', async () => {
    const rex = open();
    const added = await rex.add({ id: 'returns', title: 'Returns policy', content: RETURNS });
    expect(added).toMatchObject({ state: 'ready', current: { edition: 1, passages: 2, language: 'en' } });
    const { passages } = await listPassages(rex.deps, {
      workspace: WORKSPACE,
      role: 'viewer',
      id: 'returns',
    });
    expect(passages).toMatchObject([
      { passage: 0, headings: ['Returns'], line: 3 },
      { passage: 1, headings: ['Returns', 'Refunds'], line: 7 },
    ]);
    expect(await rex.find('When do I get the money?')).toEqual(['returns 1']);
    expect(await rex.find('helicopter')).toEqual([]);
  });

  it('twice changes nothing, and without a name it has one that follows from its content', async () => {
    const rex = open();
    const first = await rex.add({ title: 'Returns', content: RETURNS });
    const events = rex.told();
    const again = await rex.add({ title: 'Returns', content: RETURNS });
    expect(again).toEqual(first);
    expect(rex.told()).toEqual(events);
    expect(rex.queued).toEqual([]);
  });

  it('answers with its old edition until the new one is read, and with the new one from then on', async () => {
    const rex = open();
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    await rex.put({ id: 'returns', title: 'Returns', content: 'Parcels go back to the warehouse in Leeds.' });
    expect(await rex.find('refund of money')).toEqual(['returns 1']);
    expect(await rex.find('warehouse')).toEqual([]);
    await rex.work();
    expect(await rex.find('refund of money')).toEqual([]);
    expect(await rex.find('warehouse')).toEqual(['returns 0']);
    expect((await rex.deps.documents.get(WORKSPACE, 'returns'))?.current?.edition).toBe(2);
    expect((await rex.deps.documents.head(WORKSPACE)).passages).toBe(1);
  });

  it('changes who may read it without being read again', async () => {
    const rex = open();
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    expect(await rex.find('refunds')).toHaveLength(1);
    await rex.put({ id: 'returns', title: 'Returns', content: RETURNS, readers: ['operator'] });
    expect(rex.queued).toEqual([]);
    expect(await rex.find('refunds')).toEqual([]);
    expect(await rex.find('refunds', { role: 'operator' })).toEqual(['returns 1']);
    expect(await rex.find('refunds', { role: 'owner' })).toEqual(['returns 1']);
    const seen = await listDocuments(rex.deps, { workspace: WORKSPACE, role: 'viewer', limit: 10 });
    expect(seen.documents).toEqual([]);
    const hidden = listPassages(rex.deps, { workspace: WORKSPACE, role: 'viewer', id: 'returns' });
    await expect(hidden).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is for members unless it says otherwise, and answers nothing when it has expired', async () => {
    const rex = open();
    await rex.add({
      id: 'returns',
      title: 'Returns',
      content: RETURNS,
      expiresAt: '2026-03-06T00:00:00.000Z',
    });
    await rex.add({
      id: 'delivery',
      title: 'Delivery',
      content: 'Refunds of delivery: none.',
      audience: 'customers',
    });
    expect((await rex.find('refunds')).toSorted()).toEqual(['delivery 0', 'returns 1']);
    expect(await rex.find('refunds', { audience: 'customers' })).toEqual(['delivery 0']);
    rex.pass(2 * 86_400_000);
    expect(await rex.find('refunds')).toEqual(['delivery 0']);
  });

  it('that a role may not read cannot be replaced by it, and no name tells what is there', async () => {
    const rex = open();
    await rex.add({
      id: 'salaries',
      title: 'Salaries',
      content: 'The director earns much.',
      readers: ['approver'],
    });
    const before = rex.records();
    const body = documentBodySchema.parse({
      id: 'salaries',
      title: 'Mine',
      category: 'best-practices',
      content: 'Other words.',
      audience: 'customers',
    });
    const taken = putDocument(rex.deps, { workspace: WORKSPACE, role: 'operator', body, cause: CAUSE });
    await expect(taken).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(rex.records()).toEqual(before);
  });

  it('is opened to others only with the content that it was opened for', async () => {
    const rex = open();
    await rex.add({
      id: 'prices',
      title: 'Prices',
      content: 'The floor price is a narwhal.',
      readers: ['operator'],
    });
    const wider = {
      id: 'prices',
      title: 'Prices',
      audience: 'customers',
      upload: `ku_${'0'.repeat(26)}`,
    } as const;
    expect(await rex.add(wider)).toMatchObject({
      state: 'failed',
      audience: 'customers',
      current: { edition: 1 },
    });
    expect(await rex.find('narwhal', { role: 'owner', audience: 'customers' })).toEqual([]);
    expect(await rex.find('narwhal', { role: 'viewer' })).toEqual([]);
    const hidden = listPassages(rex.deps, { workspace: WORKSPACE, role: 'viewer', id: 'prices' });
    await expect(hidden).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await rex.add({
      id: 'prices',
      title: 'Prices',
      audience: 'customers',
      content: 'Prices are on the narwhal page.',
    });
    expect(await rex.find('narwhal', { audience: 'customers' })).toEqual(['prices 0']);
  });

  it('with another title is found by that one', async () => {
    const rex = open();
    await rex.add({ id: 'animal', title: 'Walrus', content: 'It swims.' });
    expect(await rex.find('walrus')).toEqual(['animal 0']);
    await rex.add({ id: 'animal', title: 'Pelican', content: 'It swims.' });
    expect(await rex.find('walrus')).toEqual([]);
    expect(await rex.find('pelican')).toEqual(['animal 0']);
  });

  it('that cannot be had for half an hour says why', async () => {
    const rex = open();
    const address = 'https://acme.example/slow';
    rex.web.set(address, { kind: 'failed', reason: 'It gave no answer.' });
    const { id } = await rex.put({ id: 'slow', title: 'Slow', address });
    await expect(workDocument(rex.deps, { workspace: WORKSPACE, id })).rejects.toThrow('no answer');
    rex.pass(31 * 60_000);
    await workDocument(rex.deps, { workspace: WORKSPACE, id });
    expect(await rex.deps.documents.get(WORKSPACE, id)).toMatchObject({
      state: 'failed',
      failure: 'Tried for half an hour: It gave no answer.',
    });
  });

  it('that was removed answers nothing at once, its files go, and its name is free again', async () => {
    const rex = open();
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    expect(await rex.find('refunds')).toHaveLength(1);
    await rex.remove('returns');
    expect(await rex.find('refunds')).toEqual([]);
    await expect(rex.put({ id: 'returns', title: 'Returns', content: 'New.' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await rex.work();
    rex.pass(1_000);
    expect([...rex.deps.knowledgeFiles.files.keys()]).toEqual([]);
    await rex.add({ id: 'returns', title: 'Returns', content: 'Another text about refunds and more.' });
    expect(await rex.find('refunds')).toEqual(['returns 0']);
    await rex.remove('returns');
    await rex.work();
    rex.pass(1_000);
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    expect(await rex.find('refunds')).toEqual(['returns 1']);
  });

  it('of the web is read again each time, and is a new edition when it has changed', async () => {
    const rex = open();
    const page = (html: string): FetchedPage => ({
      kind: 'fetched',
      contentType: 'text/html; charset=utf-8',
      bytes: Buffer.from(html),
    });
    const at = { id: 'help', title: 'Help', address: 'https://acme.example/help' };
    rex.web.set(at.address, page('<nav>Home</nav><h1>Help</h1><p>Call us before noon.</p>'));
    expect(await rex.add(at)).toMatchObject({ state: 'ready', current: { edition: 1, format: 'html' } });
    expect(await rex.add(at)).toMatchObject({ state: 'ready', current: { edition: 1 } });
    rex.web.set(at.address, page('<h1>Help</h1><p>Call us after noon.</p>'));
    expect(await rex.add(at)).toMatchObject({ current: { edition: 2 } });
    rex.web.delete(at.address);
    expect(await rex.add(at)).toMatchObject({
      state: 'failed',
      failure: 'https://acme.example/help answered 404.',
      current: { edition: 2 },
    });
    expect(await rex.find('noon')).toEqual(['help 0']);
    rex.web.set(at.address, { kind: 'failed', reason: 'It gave no answer.' });
    await rex.put(at);
    await expect(rex.work()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  it('that is a PDF has pages; what is no PDF, or has no text, says so', async () => {
    const rex = open();
    const upload = (id: string, bytes: Uint8Array) => {
      rex.uploaded.set(id, bytes);
      return rex.add({ id: 'handbook', title: 'Handbook', format: 'pdf', upload: id });
    };
    const id = (n: number): string => `ku_${String(n).padStart(26, '0')}`;
    const pages = [
      ['Opening hours', 'We are open from nine to five.'],
      ['Holidays', 'Closed on the first of May.'],
    ];
    expect(await upload(id(1), pdfOf(pages))).toMatchObject({
      state: 'ready',
      current: { pages: 2, passages: 2 },
    });
    const { passages } = await listPassages(rex.deps, {
      workspace: WORKSPACE,
      role: 'viewer',
      id: 'handbook',
    });
    expect(passages).toMatchObject([
      { page: 1, headings: ['Opening hours'], text: 'We are open from nine to five.' },
      { page: 2, headings: ['Holidays'], text: 'Closed on the first of May.' },
    ]);
    expect(await upload(id(2), Buffer.from('%PDF-1.7 and then nothing'))).toMatchObject({
      state: 'failed',
      failure: 'It is no PDF that can be read.',
    });
    expect(await upload(id(3), pdfOf([[]]))).toMatchObject({ failure: /no text/ });
    const nothing = await rex.add({ id: 'none', title: 'None', format: 'pdf', upload: id(9) });
    expect(nothing).toMatchObject({ state: 'failed', failure: 'Nothing was uploaded with that form.' });
    const broken = await rex.put({ id: 'broken', title: 'Broken', upload: id(4), format: 'text' });
    rex.uploaded.set(id(4), Buffer.from([0xff, 0xfe, 0x00]));
    await rex.work();
    expect(await rex.deps.documents.get(WORKSPACE, broken.id)).toMatchObject({
      failure: 'It is no text in UTF-8.',
    });
  });
});

describe('the consumer', () => {
  it('a repeated message, or two at once, publish one edition', async () => {
    const rex = open();
    const { id } = await rex.put({ title: 'Returns', content: RETURNS });
    const message = { workspace: WORKSPACE, id };
    await Promise.all([workDocument(rex.deps, message), workDocument(rex.deps, message)]);
    await workDocument(rex.deps, message);
    const published = rex.told().filter(({ name }) => name === 'knowledge.published');
    expect(published).toHaveLength(1);
    expect(await rex.deps.documents.head(WORKSPACE)).toMatchObject({ version: 1, passages: 2 });
  });

  it('lets what is given meanwhile be read too, and not what it replaced', async () => {
    const rex = open();
    await rex.put({ id: 'returns', title: 'Returns', content: RETURNS });
    const files = meanwhile(rex.deps.knowledgeFiles, 'putPassages', () =>
      rex.put({ id: 'returns', title: 'Returns', content: 'The warehouse is in Leeds.' }),
    );
    await workDocument({ ...rex.deps, knowledgeFiles: files }, { workspace: WORKSPACE, id: 'returns' });
    expect(await rex.find('refunds')).toEqual([]);
    await rex.work();
    expect(await rex.find('warehouse')).toEqual(['returns 0']);
  });

  it('takes up what a death left, and the sweep finds what a lost message left', async () => {
    const rex = open();
    const { id } = await rex.put({ title: 'Returns', content: RETURNS });
    const dead = { ...rex.deps, documents: dying(rex.deps.documents, 'save') };
    await expect(workDocument(dead, { workspace: WORKSPACE, id })).rejects.toThrow('dies');
    rex.queued.splice(0);
    expect(await sweepKnowledge(rex.deps)).toBe(0);
    rex.pass(11 * 60_000);
    expect(await sweepKnowledge(rex.deps)).toBe(1);
    await rex.work();
    expect(await rex.find('refunds')).toHaveLength(1);
    expect(await sweepKnowledge(rex.deps)).toBe(0);
  });
});

describe('the index', () => {
  it('of a process that starts comes from the newest copy and what has changed since', async () => {
    const rex = open();
    const long = Array.from(
      { length: 250 },
      (_, n) => `# Part ${n}\n\nThe sprocket of part ${n} is blue.`,
    ).join('\n\n');
    await rex.add({ id: 'parts', title: 'Parts', content: long });
    await rex.passageIndex.copyWhenWorthIt(WORKSPACE);
    await rex.passageIndex.copyWhenWorthIt(WORKSPACE);
    expect([...rex.deps.knowledgeFiles.files.keys()].filter((key) => key.endsWith('.db'))).toHaveLength(1);
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    let read = 0;
    const knowledgeFiles = withMethods(rex.deps.knowledgeFiles, {
      passages: (...of) => {
        read += 1;
        return rex.deps.knowledgeFiles.passages(...of);
      },
    });
    const fresh = new HeldIndex({ ...rex.deps, knowledgeFiles });
    const ask = async (question: string) =>
      (await fresh.search({ workspace: WORKSPACE, role: 'viewer' }, question, { limit: 3 })).map(
        ({ document }) => document,
      );
    expect(await ask('sprocket 17')).toEqual(['parts', 'parts', 'parts']);
    expect(await ask('refunds')).toEqual(['returns']);
    expect(read).toBe(1);
  });

  it('keeps workspaces apart', async () => {
    const rex = open();
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    const other = await rex.passageIndex.search({ workspace: 'other', role: 'owner' }, 'refunds', {
      limit: 3,
    });
    expect(other).toEqual([]);
  });
});

describe('an embedding model', () => {
  /** Meanings of words, as a model would know them: of money, of places, of the rest. */
  const MEANINGS = [/money|refund|cash|paid/i, /warehouse|leeds|address/i, /./];
  const embedder = {
    model: 'meanings-1',
    embed: async ({ texts }: { readonly texts: readonly string[] }) =>
      texts.map((text) => {
        const values = MEANINGS.map((meaning, n) => (meaning.test(text) ? (n === 2 ? 0.1 : 1) : 0));
        return Float32Array.from(values, (value) => value / Math.hypot(...values));
      }),
  };
  const PAGES = { refunds: 'Money comes back within five days.', place: 'The warehouse is in Leeds.' };

  it('finds what is said in other words, and both lists are joined', async () => {
    const rex = open();
    const deps = { ...rex.deps, embedder };
    for (const [id, content] of Object.entries(PAGES)) {
      await rex.put({ id, title: id, content });
      for (const message of rex.queued.splice(0)) await workDocument(deps, message);
    }
    const ask = (question: string, more: object = { embedder }) =>
      searchKnowledge(
        { passageIndex: rex.passageIndex, ...more },
        { workspace: WORKSPACE, role: 'viewer', question, limit: 5 },
      );
    const found = await ask('When is cash paid out?');
    expect(found).toMatchObject({ by: ['words', 'meaning'], notice: null });
    expect(found.passages.map(({ document, ranks }) => [document, ranks.words, ranks.meaning])).toEqual([
      ['refunds', null, 1],
      ['place', null, 2],
    ]);
    expect((await ask('When is cash paid out?', {})).passages).toEqual([]);
    const copied = await new HeldIndex(rex.deps).search({ workspace: WORKSPACE, role: 'viewer' }, 'cash', {
      limit: 1,
      vector: { model: embedder.model, values: Float32Array.of(1, 0, 0) },
    });
    expect(copied.map(({ document }) => document)).toEqual(['refunds']);
    const another = { model: 'another', embed: embedder.embed };
    expect((await ask('When is cash paid out?', { embedder: another })).passages).toEqual([]);
  });

  it('that cannot be asked leaves words, which say so', async () => {
    const rex = open();
    const away = {
      model: 'away',
      embed: async () => {
        throw new RexError('PROVIDER_UNAVAILABLE', 'It is away.');
      },
    };
    await rex.put({ id: 'refunds', title: 'Refunds', content: PAGES.refunds });
    for (const message of rex.queued.splice(0)) await workDocument({ ...rex.deps, embedder: away }, message);
    const read = async () => (await rex.deps.documents.get(WORKSPACE, 'refunds'))?.current;
    expect(await read()).toMatchObject({ edition: 1, vectors: null });
    const asked = { workspace: WORKSPACE, role: 'viewer', question: 'money', limit: 5 } as const;
    const found = await searchKnowledge({ passageIndex: rex.passageIndex, embedder: away }, asked);
    expect(found).toMatchObject({ by: ['words'], notice: expect.stringContaining('It is away.') });
    expect(found.passages).toHaveLength(1);
    const back = { ...rex.deps, embedder };
    const body = documentBodySchema.parse({
      id: 'refunds',
      title: 'Refunds',
      category: 'process-documentation',
      content: PAGES.refunds,
    });
    await putDocument(back, { workspace: WORKSPACE, role: 'owner', body, cause: CAUSE });
    for (const message of rex.queued.splice(0)) await workDocument(back, message);
    expect(await read()).toMatchObject({ edition: 2, vectors: embedder.model });
    await putDocument(back, { workspace: WORKSPACE, role: 'owner', body, cause: CAUSE });
    expect(rex.queued).toEqual([]);
  });
});
