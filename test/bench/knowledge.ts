import MiniSearch from 'minisearch';
import { chunksOf } from '../../shared/kernel/concurrency.ts';
import { FtsFile } from '../../shared/knowledge/adapters/fts/fts-file.ts';
import { passagesOf } from '../../shared/knowledge/domain/passages.ts';
import { readHtml } from '../../shared/knowledge/domain/read-html.ts';
import { readMarkdown } from '../../shared/knowledge/domain/read-markdown.ts';
import { termsOf } from '../../shared/knowledge/domain/terms.ts';
import {
  type CranfieldDocument,
  type CranfieldQuery,
  cranfieldDocuments,
  cranfieldQueries,
  ndcg10,
} from '../support/cranfield.ts';
import { documentOf } from '../support/knowledge.ts';
import type { Table } from './table.ts';

const SIZES = [1_000, 50_000];
const PASSAGES_OF_ONE = 20;
const ASKING = { workspace: 'acme', role: 'viewer' } as const;
const NOW = new Date('2026-11-29T12:00:00.000Z');
/** The peer with the parameters of its field (its own are 0.7 and a lower bound of 0.5). */
const BM25 = { k: 1.2, b: 0.75, d: 0 };

/** What both searchers are asked for: documents by number, the best first. */
interface Searcher {
  readonly name: string;
  readonly find: (question: string) => number[];
  readonly bytes: () => number;
}

/** So many passages are a document. */
const fts = (documents: readonly CranfieldDocument[], together = 1): Searcher => {
  const file = FtsFile.empty();
  for (const chunk of chunksOf(documents, together)) {
    const { id = 0, title = '' } = chunk[0] ?? {};
    file.put(
      documentOf({ id: String(id), title }),
      chunk.map(({ text }, n) => ({ n, headings: [], page: null, line: null, text })),
    );
  }
  return {
    name: 'Rex (FTS5, Snowball)',
    find: (question) =>
      file.passages(file.byWords(ASKING, question, NOW, 10)).map(({ document }) => Number(document)),
    bytes: () => file.bytes()?.length ?? 0,
  };
};

const miniSearch = (documents: readonly CranfieldDocument[], stems: boolean): Searcher => {
  const options = {
    fields: ['title', 'text'],
    ...(stems
      ? { tokenize: (text: string) => termsOf(text, 'en'), processTerm: (term: string) => term }
      : {}),
  };
  const index = new MiniSearch(options);
  index.addAll([...documents]);
  return {
    name: stems ? 'MiniSearch 7.2, with the same stems' : 'MiniSearch 7.2, as it comes',
    find: (question) =>
      index
        .search(question, { bm25: BM25, combineWith: 'OR' })
        .slice(0, 10)
        .map(({ id }) => Number(id)),
    bytes: () => JSON.stringify(index).length,
  };
};

/** How well passages are found, how fast, and how large the index is, beside a library that searches in memory. */
export async function benchKnowledge(progress: (line: string) => void): Promise<Table[]> {
  const documents = cranfieldDocuments();
  const queries = cranfieldQueries();
  progress('quality on Cranfield');
  const searchers = [fts(documents), miniSearch(documents, true), miniSearch(documents, false)];
  const speed = SIZES.flatMap((size) => {
    progress(`${size} passages`);
    const many = passagesLike(documents, size);
    return [
      speedOf(size, () => fts(many, PASSAGES_OF_ONE), queries),
      speedOf(size, () => miniSearch(many, true), queries),
    ];
  });
  return [
    {
      title: 'Passages found on Cranfield (1,400 documents, 225 questions, binary relevance)',
      columns: ['searcher', 'nDCG@10, odd questions', 'even questions', 'all'],
      rows: [
        ...searchers.map((searcher) => [searcher.name, ...qualityOf(searcher, queries)]),
        ['plain BM25 with light stemming, as whoever collected the data computed it', '', '', '0.5109'],
      ],
      notes: ['The weight of headings was chosen on the odd questions.'],
    },
    {
      title: 'Search and size of the index by the number of passages (about 170 words each)',
      columns: ['passages', 'searcher', 'made in s', 'MB', 'ms p50', 'ms p99', 'MB of memory'],
      rows: speed,
      notes: [
        'Passages are put together from sentences of Cranfield. The index of Rex holds their texts, too; that of MiniSearch does not.',
      ],
    },
    readingTable(documents),
  ];
}

function qualityOf({ find }: Searcher, queries: readonly CranfieldQuery[]): string[] {
  const mean = (some: readonly CranfieldQuery[]): string => {
    const gains = some.map(({ text, relevant }) => ndcg10(find(text), relevant));
    return (gains.reduce((sum, each) => sum + each, 0) / gains.length).toFixed(4);
  };
  return [
    mean(queries.filter(({ id }) => id % 2 === 1)),
    mean(queries.filter(({ id }) => id % 2 === 0)),
    mean(queries),
  ];
}

function speedOf(size: number, make: () => Searcher, queries: readonly CranfieldQuery[]): string[] {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const searcher = make();
  const seconds = (performance.now() - started) / 1000;
  const times = queries
    .map(({ text }) => {
      const asked = performance.now();
      searcher.find(text);
      return performance.now() - asked;
    })
    .toSorted((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  const memory = (process.memoryUsage().rss - before) / 1e6;
  const megabytes = searcher.bytes() / 1e6;
  return [
    String(size),
    searcher.name,
    seconds.toFixed(1),
    megabytes.toFixed(1),
    at(0.5),
    at(0.99),
    memory.toFixed(0),
  ];
}

/** Texts with the words of the documents in the frequencies that they have there. */
function passagesLike(documents: readonly CranfieldDocument[], count: number): CranfieldDocument[] {
  const sentences = documents
    .flatMap(({ text }) => text.split(' . '))
    .filter((sentence) => sentence.length > 20);
  let state = 1;
  const draw = (below: number): number => {
    // A linear congruential generator (Park and Miller 1988): the same passages in every run.
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: count }, (_, n) => ({
    id: n + 1,
    title: documents[n % documents.length]?.title ?? '',
    text: Array.from({ length: 7 }, () => sentences[draw(sentences.length)]).join('. '),
  }));
}

/** Pages of about 3,000 characters. */
function readingTable(documents: readonly CranfieldDocument[]): Table {
  const pages = Math.ceil(documents.length / 3);
  const markdown = documents.map(({ title, text }) => `## ${title}\n\n${text}`).join('\n\n');
  const html = documents.map(({ title, text }) => `<h2>${title}</h2><p>${text}</p>`).join('');
  const rate = (read: () => unknown): string => {
    const started = performance.now();
    read();
    return (pages / ((performance.now() - started) / 1000)).toFixed(0);
  };
  return {
    title: 'Documents read into passages',
    columns: ['format', 'pages a second'],
    rows: [
      ['Markdown', rate(() => passagesOf(readMarkdown(markdown)))],
      ['HTML', rate(() => passagesOf(readHtml(html)))],
    ],
    notes: [`Three abstracts of Cranfield count as a page: ${pages} pages.`],
  };
}
