import { DatabaseSync } from 'node:sqlite';
import type { Asking, QuestionVector, RankedPassage } from '../../app/ports/knowledge.ts';
import type { Category } from '../../contract/knowledge.ts';
import { type Edition, forCustomers, type KnowledgeDocument } from '../../domain/document.ts';
import type { Passage } from '../../domain/passages.ts';
import { questionTerms, termsOf } from '../../domain/terms.ts';

const CAN_COPY = 'deserialize' in DatabaseSync.prototype;
/** Grows when the tables change: a copy of another layout is not opened. */
const LAYOUT = 2;

/**
 * Headings count twice (chosen on the odd questions of Cranfield, see README.md). `bm25` of FTS5 has the field's
 * parameters, k1 = 1.2 and b = 0.75, and takes both columns as one text (BM25F).
 */
const HEADINGS_COUNT = 2;

const TABLES = `
  create table document (
    id text primary key, mark text not null, content text not null, edition int not null, title text not null,
    category text not null, language text, customers int not null, readers text not null, expires text
  ) without rowid;
  create table passage (
    id integer primary key, document text not null, n int not null, headings text not null, page int, line int, text text not null
  );
  create index passage_document on passage (document);
  create virtual table term using fts5 (
    headings, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
  );
  create table vector (id integer primary key, model text not null, floats blob not null);
  pragma user_version = ${LAYOUT};`;

/** Documents that a caller may read now; the parameters come in the order of \`scopeOf\`. */
const IN_SCOPE = `(:all or instr(d.readers, :role) > 0) and (d.expires is null or d.expires > :now)
  and (:category is null or d.category = :category) and (not :customers or d.customers)`;

const scopeOf = ({ role, category, customers }: Asking, now: Date) => ({
  all: Number(role === 'owner' || role === 'admin'),
  role: ` ${role} `,
  now: now.toISOString(),
  category: category ?? null,
  customers: Number(customers === true),
});

export interface Known {
  /** Of the state of the record. */
  readonly mark: string;
  /** The hash of the content. */
  readonly content: string;
}

/** Another one for each state of a document, also of one that was removed and came again under its name. */
export const markOf = ({ createdAt, version }: KnowledgeDocument): string => `${createdAt} ${version}`;

/** Another one for each content, for vectors of another model, and for a title, which is searched with the passages. */
export const contentOf = ({ title }: KnowledgeDocument, { sha256, vectors }: Edition): string =>
  `${sha256} ${vectors ?? ''} ${title}`;

/** The passages of one workspace in a database of SQLite in memory: their texts, where they stand, and an index of their words (FTS5). */
export class FtsFile {
  private readonly db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.db = db;
  }

  static empty(): FtsFile {
    const db = new DatabaseSync(':memory:');
    db.exec(TABLES);
    return new FtsFile(db);
  }

  /** Undefined for a copy of another layout, and where Node.js is older than 24.16: then documents are read one by one. */
  static from(bytes: Uint8Array): FtsFile | undefined {
    if (!CAN_COPY) return undefined;
    const db = new DatabaseSync(':memory:');
    db.deserialize(bytes);
    if (db.prepare('pragma user_version').get()?.['user_version'] === LAYOUT) return new FtsFile(db);
    db.close();
    return undefined;
  }

  /** A copy of it all; undefined where Node.js is older than 24.16. */
  bytes(): Uint8Array | undefined {
    if (!CAN_COPY) return undefined;
    this.db.exec("insert into term (term) values ('optimize'); vacuum");
    return this.db.serialize();
  }

  close(): void {
    this.db.close();
  }

  /** What it knows of each document. */
  known(): Map<string, Known> {
    const rows = this.db.prepare('select id, mark, content from document').all();
    return new Map(
      rows.map(({ id, mark, content }) => [String(id), { mark: String(mark), content: String(content) }]),
    );
  }

  /** Takes a document as it is now. Without passages those that it has stay. Vectors are in the order of passages. */
  put(document: KnowledgeDocument, passages?: readonly Passage[], vectors?: readonly Float32Array[]): void {
    const { id, title, category, readers, expiresAt, current } = document;
    if (current === null) {
      this.remove(id);
      return;
    }
    this.whole(() => {
      if (passages) this.removeRows(id);
      this.db
        .prepare('insert or replace into document values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          id,
          markOf(document),
          contentOf(document, current),
          current.edition,
          title,
          category,
          current.language,
          Number(forCustomers(document)),
          ` ${readers.filter((role) => current.readers.includes(role)).join('  ')} `,
          expiresAt,
        );
      const addPassage = this.db.prepare(
        'insert into passage (document, n, headings, page, line, text) values (?, ?, ?, ?, ?, ?)',
      );
      const addVector = this.db.prepare('insert into vector (id, model, floats) values (?, ?, ?)');
      const addTerms = this.db.prepare('insert into term (rowid, headings, body) values (?, ?, ?)');
      for (const { n, headings, page, line, text } of passages ?? []) {
        const { lastInsertRowid: row } = addPassage.run(id, n, JSON.stringify(headings), page, line, text);
        const words = (of: string): string => termsOf(of, current.language).join(' ');
        const vector = vectors?.[n];
        if (vector && current.vectors !== null)
          addVector.run(
            row,
            current.vectors,
            new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
          );
        addTerms.run(row, words([title, ...headings].join(' ')), words(text));
      }
    });
  }

  remove(id: string): void {
    this.whole(() => {
      this.removeRows(id);
      this.db.prepare('delete from document where id = ?').run(id);
    });
  }

  private removeRows(id: string): void {
    this.db.prepare('delete from term where rowid in (select id from passage where document = ?)').run(id);
    this.db.prepare('delete from vector where id in (select id from passage where document = ?)').run(id);
    this.db.prepare('delete from passage where document = ?').run(id);
  }

  private whole(work: () => void): void {
    this.db.exec('begin');
    try {
      work();
      this.db.exec('commit');
    } catch (error) {
      this.db.exec('rollback');
      throw error;
    }
  }

  /** Ids of passages by BM25, the best first. */
  byWords(asking: Asking, question: string, now: Date, limit: number): number[] {
    const languages = this.db.prepare('select distinct language from document').all();
    const terms = questionTerms(
      question,
      languages.map(({ language }) => (language === null ? null : String(language))),
    );
    if (terms.length === 0) return [];
    const rows = this.db
      .prepare(
        `select p.id from term join passage p on p.id = term.rowid join document d on d.id = p.document
         where term match :terms and ${IN_SCOPE} order by bm25(term, ${HEADINGS_COUNT}, 1), p.id limit :limit`,
      )
      .all({ ...scopeOf(asking, now), terms: terms.map((term) => `"${term}"`).join(' OR '), limit });
    return rows.map(({ id }) => Number(id));
  }

  /** Ids of passages by the cosine of their vectors with that of the question, the best first. All are looked at. */
  byMeaning(asking: Asking, { model, values }: QuestionVector, now: Date, limit: number): number[] {
    const rows = this.db
      .prepare(
        `select v.id, v.floats from vector v join passage p on p.id = v.id join document d on d.id = p.document
         where v.model = :model and ${IN_SCOPE}`,
      )
      .iterate({ ...scopeOf(asking, now), model });
    const near: { readonly id: number; readonly cosine: number }[] = [];
    for (const { id, floats } of rows) {
      const { buffer, byteOffset, byteLength } = floats as Uint8Array;
      const vector = new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT);
      if (vector.length === values.length) near.push({ id: Number(id), cosine: dot(vector, values) });
    }
    return near
      .toSorted((a, b) => b.cosine - a.cosine || a.id - b.id)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  passages(ids: readonly number[]): Omit<RankedPassage, 'ranks' | 'score'>[] {
    const read = this.db.prepare(
      `select p.n, p.headings, p.page, p.line, p.text, d.id document, d.edition, d.title, d.category, d.language
       from passage p join document d on d.id = p.document where p.id = ?`,
    );
    return ids.flatMap((id) => {
      const row = read.get(id);
      if (!row) return [];
      return [
        {
          document: String(row['document']),
          edition: Number(row['edition']),
          title: String(row['title']),
          category: row['category'] as Category,
          language: row['language'] === null ? null : String(row['language']),
          passage: {
            n: Number(row['n']),
            headings: JSON.parse(String(row['headings'])),
            page: row['page'] === null ? null : Number(row['page']),
            line: row['line'] === null ? null : Number(row['line']),
            text: String(row['text']),
          },
        },
      ];
    });
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += (a[n] ?? 0) * (b[n] ?? 0);
  return sum;
}
