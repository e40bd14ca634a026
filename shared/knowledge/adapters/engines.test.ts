import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dying, meanwhile, withMethods } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { knowledgeFilesInMemory } from '../../../test/support/knowledge.ts';
import { CREDENTIALS, INDEX_ARN, startS3Vectors } from '../../../test/support/s3-vectors-server.ts';
import { ROLES, type Role } from '../../kernel/contract/common.ts';
import type { Asking, FetchedPage, PassageIndex } from '../app/ports/knowledge.ts';
import { putDocument } from '../app/put-document.ts';
import { workDocument } from '../app/read-document.ts';
import { removeDocument } from '../app/remove-document.ts';
import { sweepKnowledge } from '../app/sweep-knowledge.ts';
import { type DocumentBody, documentBodySchema } from '../contract/knowledge.ts';
import type { KnowledgeMessage } from '../contract/messages.ts';
import { HeldIndex } from './fts/held-index.ts';
import { unpdfReader } from './pdf/unpdf-reader.ts';
import { VectorsClient } from './s3-vectors/vectors-client.ts';
import { VectorsIndex } from './s3-vectors/vectors-index.ts';
import { VectorsPublisher } from './s3-vectors/vectors-publisher.ts';

const CAUSE = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const DIMENSIONS = 3;
const RETURNS = `# Returns

Anything can be returned within 30 days of delivery.

## Refunds

The money comes back to the card within five working days.`;

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

let server: Awaited<ReturnType<typeof startS3Vectors>>;
beforeAll(async () => {
  server = await startS3Vectors({ dimensions: DIMENSIONS, pageSize: 40 });
});
afterAll(() => server.stop());
beforeEach(() => {
  server.stored.clear();
  server.calls.splice(0);
  server.fail([]);
  vi.stubEnv('AWS_ENDPOINT_URL_S3VECTORS', server.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', CREDENTIALS.secretAccessKey);
  vi.stubEnv('AWS_SESSION_TOKEN', '');
});
afterEach(() => vi.unstubAllEnvs());

const clientOf = () => new VectorsClient({ indexArn: INDEX_ARN, firstPauseMs: 1 });

function open(engine: 'embedded' | 's3vectors') {
  const { ports, ...rest } = openRex();
  const queued: KnowledgeMessage[] = [];
  const outside = engine === 's3vectors';
  const deps = {
    documents: ports.documents,
    clock: ports.clock,
    knowledgeFiles: knowledgeFilesInMemory(),
    knowledgeQueue: { send: async (messages: readonly KnowledgeMessage[]) => void queued.push(...messages) },
    uploads: { read: async () => undefined },
    pages: {
      read: async (): Promise<FetchedPage> => ({
        kind: 'fetched',
        contentType: 'text/html',
        bytes: Buffer.from('<p>Call us before noon.</p>'),
      }),
    },
    pdf: unpdfReader,
    publisher: outside ? new VectorsPublisher(clientOf(), DIMENSIONS) : undefined,
    indexIsOutside: outside,
  };
  const index: PassageIndex = outside ? new VectorsIndex(deps, clientOf(), DIMENSIONS) : new HeldIndex(deps);
  const put = (
    body: Partial<DocumentBody> & { readonly title: string },
    workspace: string = WORKSPACE,
    more: object = {},
  ) =>
    putDocument(
      { ...deps, ...more },
      {
        workspace,
        role: 'owner',
        body: documentBodySchema.parse({ category: 'process-documentation', ...body }),
        cause: CAUSE,
      },
    );
  const work = async (more: object = {}) => {
    for (const message of queued.splice(0)) await workDocument({ ...deps, ...more }, message);
  };
  return {
    ...rest,
    deps,
    queued,
    put,
    work,
    async add(body: Partial<DocumentBody> & { readonly title: string }, workspace: string = WORKSPACE) {
      await put(body, workspace);
      await work();
    },
    async find(question: string, asking: Partial<Asking> & { readonly role?: Role } = {}) {
      const found = await index.search({ workspace: WORKSPACE, role: 'viewer', ...asking }, question, {
        limit: 5,
      });
      return found.map(({ document, passage }) => `${document} ${passage.n}`);
    },
    index,
    get: (id: string) => deps.documents.get(WORKSPACE, id),
    remove: (id: string) => removeDocument(deps, { workspace: WORKSPACE, id, role: 'owner', cause: CAUSE }),
  };
}

describe.each(['embedded', 's3vectors'] as const)('the engine %s', (engine) => {
  it('finds passages by their stems, the best first, with text and place', async () => {
    const rex = open(engine);
    await rex.add({ id: 'returns', title: 'Returns policy', content: RETURNS });
    await rex.add({
      id: 'places',
      title: 'Places',
      content: 'Our warehouses are in Leeds. Refunds are not paid there.',
    });
    expect(await rex.find('warehouse in Leeds')).toEqual(['places 0']);
    expect(await rex.find('refund of the money to my card')).toEqual(['returns 1', 'places 0']);
    await rex.add({
      id: 'preise',
      title: 'Preise',
      content: 'Die Häuser sind teuer, und wir verkaufen sie trotzdem jeden Tag.',
    });
    expect(await rex.find('Was kosten teure Häuser?')).toEqual(['preise 0']);
    expect(await rex.find('helicopter')).toEqual([]);
    const [best] = await rex.index.search({ workspace: WORKSPACE, role: 'viewer' }, 'refund', { limit: 1 });
    expect(best).toMatchObject({
      document: 'returns',
      edition: 1,
      title: 'Returns policy',
      language: 'en',
      passage: {
        headings: ['Returns', 'Refunds'],
        line: 7,
        text: expect.stringContaining('five working days'),
      },
      ranks: { words: 1, meaning: null },
    });
  });

  it('answers from the old edition until the new one is read, and then from that alone', async () => {
    const rex = open(engine);
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    await rex.put({ id: 'returns', title: 'Returns', content: 'Parcels go back to the warehouse.' });
    expect(await rex.find('refund')).toEqual(['returns 1']);
    expect(await rex.find('warehouse')).toEqual([]);
    await rex.work();
    expect(await rex.find('refund')).toEqual([]);
    expect(await rex.find('warehouse')).toEqual(['returns 0']);
  });

  it('finds nothing that is not for the role, has expired, is for members, or of another category', async () => {
    const rex = open(engine);
    await rex.add({
      id: 'salaries',
      title: 'Salaries',
      content: 'The narwhal earns much.',
      readers: ['approver'],
    });
    await rex.add({
      id: 'brief',
      title: 'Brief',
      content: 'The narwhal swims.',
      expiresAt: '2026-03-06T00:00:00.000Z',
    });
    await rex.add({
      id: 'public',
      title: 'Public',
      content: 'The narwhal sings.',
      audience: 'customers',
      category: 'best-practices',
    });
    const found = async (asking = {}) => (await rex.find('narwhal', asking)).toSorted();
    expect(await found()).toEqual(['brief 0', 'public 0']);
    expect(await found({ role: 'approver' })).toEqual(['brief 0', 'public 0', 'salaries 0']);
    expect(await found({ role: 'owner' })).toEqual(['brief 0', 'public 0', 'salaries 0']);
    expect(await found({ customers: true })).toEqual(['public 0']);
    expect(await found({ category: 'best-practices' })).toEqual(['public 0']);
    rex.pass(7 * 86_400_000);
    expect(await found()).toEqual(['public 0']);
  });

  it('follows a change of readers and of the title without a new edition', async () => {
    const rex = open(engine);
    await rex.add({ id: 'animal', title: 'Walrus', content: 'It swims.' });
    await rex.put({ id: 'animal', title: 'Walrus', content: 'It swims.', readers: ['operator'] });
    // Narrower from the next question on, before any message is worked on.
    expect(await rex.find('walrus')).toEqual([]);
    await rex.work();
    expect(await rex.find('walrus')).toEqual([]);
    expect(await rex.find('walrus', { role: 'operator' })).toEqual(['animal 0']);
    await rex.add({ id: 'animal', title: 'Pelican', content: 'It swims.' });
    expect(await rex.find('walrus')).toEqual([]);
    expect(await rex.find('pelican')).toEqual(['animal 0']);
    expect((await rex.get('animal'))?.current?.edition).toBe(1);
  });

  it('opens a page that says the same to others, once it was read again', async () => {
    const rex = open(engine);
    const at = { id: 'help', title: 'Help', address: 'https://acme.example/help' };
    await rex.add(at);
    expect(await rex.find('noon', { customers: true })).toEqual([]);
    await rex.put({ ...at, audience: 'customers' });
    expect(await rex.find('noon', { customers: true })).toEqual([]);
    await rex.work();
    expect(await rex.find('noon', { customers: true })).toEqual(['help 0']);
  });

  it('forgets a removed document at once, and its name is free again', async () => {
    const rex = open(engine);
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    await rex.remove('returns');
    expect(await rex.find('refunds')).toEqual([]);
    await rex.work();
    expect(server.stored.size).toBe(0);
    rex.pass(1_000);
    await rex.add({ id: 'returns', title: 'Returns', content: 'Another text about refunds.' });
    expect(await rex.find('refunds')).toEqual(['returns 0']);
  });

  it('never lets two workspaces meet', async () => {
    const rex = open(engine);
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    await rex.add({ id: 'returns', title: 'Returns', content: 'The refund of the other one.' }, 'other');
    expect(await rex.find('refund', { role: 'owner' })).toEqual(['returns 1']);
    expect(await rex.find('refund', { role: 'owner', workspace: 'other' })).toEqual(['returns 0']);
    expect(await rex.find('refund', { role: 'owner', workspace: 'third' })).toEqual([]);
  });

  it('looks for the best among what the caller may read, however much there is beside it', async () => {
    const rex = open(engine);
    const many = Array.from({ length: 120 }, (_, n) => `# Narwhal ${n}\n\nNarwhal.`).join('\n\n');
    const hidden = [{ readers: ['approver'] }, { expiresAt: '2026-01-01T00:00:00.000Z' }] as const;
    for (const [n, more] of hidden.entries())
      await rex.add({
        id: `hidden-${n}`,
        title: 'Narwhal',
        content: `${many} ${n}`,
        ...more,
        readers: [...('readers' in more ? more.readers : ROLES)],
      });
    await rex.add({ id: 'theirs', title: 'Narwhal', content: many }, 'other');
    await rex.add({
      id: 'ours',
      title: 'Whales',
      content: 'There are many whales, and one of them is called narwhal.',
    });
    expect(await rex.find('narwhal')).toEqual(['ours 0']);
    await rex.add({ id: 'members', title: 'Narwhal', content: `${many} for members` });
    await rex.add({
      id: 'everyone',
      title: 'Whales',
      content: 'Everyone may know the narwhal.',
      audience: 'customers',
      category: 'best-practices',
    });
    expect(await rex.find('narwhal', { customers: true })).toEqual(['everyone 0']);
    expect(await rex.find('narwhal', { category: 'best-practices' })).toEqual(['everyone 0']);
  });

  it('joins words and meaning where there is a model, and leaves out vectors of another', async () => {
    const rex = open(engine);
    for (const [id, content] of [
      ['refunds', 'Money comes back.'],
      ['place', 'The warehouse is in Leeds.'],
    ] as const) {
      await rex.put({ id, title: id, content });
      await rex.work({ embedder });
    }
    await rex.add({ id: 'plain', title: 'Plain', content: 'This one was read without a model.' });
    const ask = async (model: string) => {
      const [values] = await embedder.embed({ texts: ['When is cash paid out?'] });
      return rex.index.search({ workspace: WORKSPACE, role: 'viewer' }, 'When is cash paid out?', {
        limit: 5,
        vector: { model, values: values ?? Float32Array.of(1, 0, 0) },
      });
    };
    expect((await ask(embedder.model)).map(({ document, ranks }) => [document, ranks])).toEqual([
      ['refunds', { words: null, meaning: 1 }],
      ['place', { words: null, meaning: 2 }],
    ]);
    expect(await ask('another')).toEqual([]);
  });

  it('a repeated message, or two at once, publish one edition', async () => {
    const rex = open(engine);
    const { id } = await rex.put({ title: 'Returns', content: RETURNS });
    const message = { workspace: WORKSPACE, id };
    await Promise.all([workDocument(rex.deps, message), workDocument(rex.deps, message)]);
    await workDocument(rex.deps, message);
    expect(rex.told().filter(({ name }) => name === 'knowledge.published')).toHaveLength(1);
    expect(await rex.find('refund')).toEqual([`${id} 1`]);
    expect(await rex.get(id)).toMatchObject({ state: 'ready', dueAt: null });
  });
});

describe('S3 Vectors', () => {
  const keys = () => [...server.stored.keys()].toSorted();

  it.each(['publish', 'withdraw'] as const)(
    'a death before it could %s is taken up by the sweep',
    async (method) => {
      const rex = open('s3vectors');
      await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
      await rex.put({ id: 'returns', title: 'Returns', content: 'Parcels go to the warehouse.' });
      const { publisher } = rex.deps;
      await expect(rex.work({ publisher: publisher && dying(publisher, method) })).rejects.toThrow('dies');
      expect(await rex.find(method === 'publish' ? 'refund' : 'warehouse')).toHaveLength(1);
      // What a death left in the index is of no current edition, and is not found.
      expect(await rex.find(method === 'publish' ? 'warehouse' : 'refund')).toEqual([]);
      rex.pass(11 * 60_000);
      expect(await sweepKnowledge(rex.deps)).toBe(1);
      await rex.work();
      expect(await rex.find('warehouse')).toEqual(['returns 0']);
      expect(keys()).toHaveLength(1);
      expect(await sweepKnowledge(rex.deps)).toBe(0);
    },
  );

  it('a document whose reading died is taken away whole', async () => {
    const rex = open('s3vectors');
    await rex.put({ id: 'returns', title: 'Returns', content: RETURNS });
    // Two saves: what is noted before, and what was read.
    let saves = 0;
    const documents = withMethods(rex.deps.documents, {
      save: (...of) => {
        saves += 1;
        return saves === 1
          ? rex.deps.documents.save(...of)
          : Promise.reject(new Error('The process dies here.'));
      },
    });
    await expect(rex.work({ documents })).rejects.toThrow('dies');
    expect(keys()).toHaveLength(2);
    expect(await rex.find('refund')).toEqual([]);
    await rex.remove('returns');
    await rex.work();
    expect(keys()).toEqual([]);
    expect(await rex.get('returns')).toBeUndefined();
  });

  it('what changes while it is told is told, too', async () => {
    const rex = open('s3vectors');
    await rex.add({ id: 'animal', title: 'Walrus', content: 'It swims.' });
    await rex.put({ id: 'animal', title: 'Pelican', content: 'It swims.' });
    const { publisher } = rex.deps;
    const interrupted =
      publisher &&
      meanwhile(publisher, 'publish', () =>
        rex.put({ id: 'animal', title: 'Ostrich', content: 'It swims.' }),
      );
    await workDocument({ ...rex.deps, publisher: interrupted }, { workspace: WORKSPACE, id: 'animal' });
    expect(await rex.find('ostrich')).toEqual(['animal 0']);
    expect(await rex.find('pelican')).toEqual([]);
  });

  it('a document that was read before the engine was chosen is told when it is given again', async () => {
    const rex = open('s3vectors');
    const body = { id: 'returns', title: 'Returns', content: RETURNS };
    await rex.put(body, WORKSPACE, { indexIsOutside: false });
    await rex.work({ publisher: undefined });
    expect(keys()).toEqual([]);
    await rex.add(body);
    expect(await rex.find('refund')).toEqual(['returns 1']);
    await rex.put(body);
    expect(rex.queued).toEqual([]);
  });

  it('that is no longer used leaves nothing due', async () => {
    const rex = open('s3vectors');
    await rex.add({ id: 'animal', title: 'Walrus', content: 'It swims.' });
    await rex.put({ id: 'animal', title: 'Pelican', content: 'It swims.' });
    await rex.work({ publisher: undefined });
    rex.pass(11 * 60_000);
    expect(await sweepKnowledge(rex.deps)).toBe(0);
  });

  it('has no limit of passages of a workspace', async () => {
    const rex = open('s3vectors');
    await rex.add({ id: 'first', title: 'First', content: 'A narwhal.' });
    const documents = withMethods(rex.deps.documents, {
      head: async (workspace) => ({ ...(await rex.deps.documents.head(workspace)), passages: 60_000 }),
    });
    const body = { id: 'second', title: 'Second', content: 'A second narwhal.' };
    await rex.put(body);
    await rex.work({ documents });
    expect(await rex.get('second')).toMatchObject({ state: 'ready' });
    const embedded = open('embedded');
    await embedded.put(body);
    await embedded.work({
      documents: withMethods(embedded.deps.documents, {
        head: async (workspace) => ({ workspace, version: 0, passages: 60_000 }),
      }),
    });
    expect(await embedded.get('second')).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('50000 is the most'),
    });
  });

  it('what the service should not have given is not shown: the records decide', async () => {
    const rex = open('s3vectors');
    await rex.add({
      id: 'secret',
      title: 'Secret',
      content: 'The narwhal is secret.',
      readers: ['approver'],
    });
    await rex.add({ id: 'other', title: 'Other', content: 'The narwhal of others.' }, 'other');
    const all = keys();
    const careless = new VectorsIndex(
      rex.deps,
      { query: async () => [...all, 'no key', `${WORKSPACE}/gone/1-abc/0`, `${WORKSPACE}/secret/9-abc/0`] },
      DIMENSIONS,
    );
    const ask = (role: Role) => careless.search({ workspace: WORKSPACE, role }, 'narwhal', { limit: 9 });
    expect(await ask('viewer')).toEqual([]);
    expect((await ask('approver')).map(({ document }) => document)).toEqual(['secret']);
  });

  it('puts at most 500 passages at once, and reads an answer in pages up to 100 keys', async () => {
    const rex = open('s3vectors');
    const content = Array.from({ length: 620 }, (_, n) => `# Part ${n}\n\nThe sprocket is blue.`).join(
      '\n\n',
    );
    await rex.add({ id: 'parts', title: 'Parts', content });
    const puts = server.calls.filter(({ operation }) => operation === 'PutVectors');
    expect(puts.map(({ input }) => (input['vectors'] as object[]).length)).toEqual([500, 120, 500, 120]);
    server.calls.splice(0);
    expect(
      await clientOf().query({ filter: {}, queryTexts: [{ text: 'sprocket', metadataKey: 'terms' }] }),
    ).toHaveLength(100);
    expect(server.calls).toHaveLength(3);
    await rex.remove('parts');
    await rex.work();
    expect(keys()).toEqual([]);
  });

  it.each([
    { status: 429, type: 'TooManyRequestsException' },
    { status: 503, type: 'ServiceUnavailableException' },
    'reset',
    'half',
  ] as const)('is asked again after %j, and says so when it stays', async (failure) => {
    const rex = open('s3vectors');
    server.fail([failure, failure]);
    await rex.add({ id: 'returns', title: 'Returns', content: RETURNS });
    server.fail([failure]);
    expect(await rex.find('refund')).toEqual(['returns 1']);
    server.fail([failure, failure, failure, failure]);
    await expect(rex.find('refund')).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  it('what is refused for good is not asked again', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    await expect(clientOf().delete(['a'])).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('signature'),
    });
    expect(server.calls).toHaveLength(0);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', CREDENTIALS.secretAccessKey);
    await expect(
      clientOf().put([{ key: 'a', data: { float32: [0, 0, 0] }, metadata: {} }]),
    ).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(server.calls).toHaveLength(1);
  });

  it('refuses a model of another number of dimensions, and a partition that it does not know', async () => {
    const rex = open('s3vectors');
    const wide = { model: 'wide', embed: async () => [Float32Array.of(1, 0, 0, 0)] };
    await rex.put({ id: 'returns', title: 'Returns', content: 'Refunds.' });
    await expect(rex.work({ embedder: wide })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('knowledgeDimensions=4'),
    });
    expect(() => new VectorsClient({ indexArn: INDEX_ARN.replace('aws', 'aws-cn') })).toThrow('aws-cn');
  });
});
