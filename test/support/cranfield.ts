import { existsSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../shared/data/retrieval/cranfield/', import.meta.url);
export const hasCranfield = existsSync(FOLDER);

const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const line = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** Entries begin with `.I`. */
const entries = (name: string): string[] => read(name).split(/^\.I /m).slice(1);

export interface CranfieldDocument {
  readonly id: number;
  readonly title: string;
  readonly text: string;
}

export interface CranfieldQuery {
  /** Its place in the file, from 1: what the judgements name. */
  readonly id: number;
  readonly text: string;
  readonly relevant: ReadonlySet<number>;
}

/** 1,400 abstracts of aerodynamics (Cleverdon 1967). */
export const cranfieldDocuments = (): CranfieldDocument[] =>
  entries('cran.all.1400').map((entry) => {
    const part = (name: string, next: string): string =>
      new RegExp(`^\\.${name}\\s*\\n([\\s\\S]*?)(?=^\\.${next}\\s*$|(?![\\s\\S]))`, 'm').exec(entry)?.[1] ??
      '';
    return { id: Number.parseInt(entry, 10), title: line(part('T', 'A')), text: line(part('W', 'X')) };
  });

/** 225 questions; documents of the codes 1 to 4 and -1 are relevant, those of 5 are not. */
export function cranfieldQueries(): CranfieldQuery[] {
  const relevant = new Map<number, Set<number>>();
  for (const row of read('cranqrel').trim().split('\n')) {
    const [query = 0, document = 0, code = 0] = row.trim().split(/\s+/).map(Number);
    if (code !== 5) relevant.set(query, (relevant.get(query) ?? new Set()).add(document));
  }
  return entries('cran.qry').map((entry, n) => ({
    id: n + 1,
    text: line(entry.split(/\.W\s*\n/)[1] ?? ''),
    relevant: relevant.get(n + 1) ?? new Set(),
  }));
}

/** Normalised discounted cumulative gain at 10 (Järvelin and Kekäläinen 2002), with binary relevance. */
export function ndcg10(ranked: readonly number[], relevant: ReadonlySet<number>): number {
  const gain = (n: number): number => 1 / Math.log2(n + 2);
  const got = ranked.slice(0, 10).reduce((sum, id, n) => sum + (relevant.has(id) ? gain(n) : 0), 0);
  const best = Array.from({ length: Math.min(10, relevant.size) }, (_, n) => gain(n)).reduce(
    (a, b) => a + b,
    0,
  );
  return best === 0 ? 0 : got / best;
}
