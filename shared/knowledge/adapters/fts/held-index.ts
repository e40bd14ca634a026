import type { Clock } from '../../../kernel/clock.ts';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import type {
  Asking,
  DocumentStore,
  KnowledgeFiles,
  PassageIndex,
  RankedPassage,
} from '../../app/ports/knowledge.ts';
import { fuse } from '../../domain/fuse.ts';
import { contentOf, FtsFile, markOf } from './fts-file.ts';

export interface HeldIndexDeps {
  readonly documents: Pick<DocumentStore, 'copy' | 'head' | 'list' | 'noteCopy'>;
  readonly knowledgeFiles: Pick<KnowledgeFiles, 'copy' | 'passages' | 'putCopy' | 'removeCopy' | 'vectors'>;
  readonly clock: Clock;
}

interface Held {
  readonly file: FtsFile;
  /** The version of the head up to which it knows everything. */
  version: number;
}

/** Workspaces whose index a process keeps open. */
const MOST_HELD = 8;
/** A process that starts reads so many passages of documents beside the copy at most. */
const COPY_AFTER = 200;
/** Of each list, for their ranks to be joined. */
const LISTED = 200;

/**
 * Indexes that a process opens when they are asked, from the newest copy and what has changed since, and keeps. Each question
 * reads the head of its workspace, so it is answered from what is published by then.
 */
export class HeldIndex implements PassageIndex {
  private readonly deps: HeldIndexDeps;
  private readonly held = new Map<string, Promise<Held>>();

  constructor(deps: HeldIndexDeps) {
    this.deps = deps;
  }

  async search(
    asking: Asking,
    question: string,
    { limit, vector }: Parameters<PassageIndex['search']>[2],
  ): Promise<RankedPassage[]> {
    const { file } = await this.upToDate(asking.workspace);
    const now = this.deps.clock.now();
    const most = Math.max(limit, LISTED);
    const words = file.byWords(asking, question, now, most);
    const meaning = vector ? file.byMeaning(asking, vector, now, most) : [];
    const best = fuse([words, meaning]).slice(0, limit);
    const placeIn = (list: readonly number[], id: number): number | null => list.indexOf(id) + 1 || null;
    return file.passages(best.map(({ id }) => id)).map((passage, n) => {
      const { id = -1, score = 0 } = best[n] ?? {};
      return { ...passage, score, ranks: { words: placeIn(words, id), meaning: placeIn(meaning, id) } };
    });
  }

  /** Writes a copy when much has changed since the last one. Two at once write two; the first one noted stays. */
  async copyWhenWorthIt(workspace: string): Promise<void> {
    const { documents, knowledgeFiles } = this.deps;
    const [head, last] = await Promise.all([documents.head(workspace), documents.copy(workspace)]);
    if (Math.abs(head.passages - (last?.passages ?? 0)) < Math.max(COPY_AFTER, head.passages / 10)) return;
    const { file, version: of } = await this.upToDate(workspace);
    if (last && last.of >= of) return;
    const bytes = file.bytes();
    if (bytes === undefined) return;
    const key = await knowledgeFiles.putCopy(workspace, of, bytes);
    await documents.noteCopy({
      workspace,
      version: (last?.version ?? 0) + 1,
      key,
      of,
      passages: head.passages,
    });
    if (last && last.key !== key) await knowledgeFiles.removeCopy(last.key);
  }

  private async upToDate(workspace: string): Promise<Held> {
    // Read first: whatever is published later makes it grow, and is looked at with the next question.
    const head = await this.deps.documents.head(workspace);
    // One at a time: a file is brought up to date by one at a time.
    const before = this.held.get(workspace) ?? this.opened(workspace);
    const next = before.then((held) =>
      held.version === head.version ? held : this.follow(workspace, held, head.version),
    );
    this.held.delete(workspace);
    this.held.set(workspace, next);
    try {
      const held = await next;
      this.letGo();
      return held;
    } catch (error) {
      if (this.held.get(workspace) === next) this.held.delete(workspace);
      throw error;
    }
  }

  private async opened(workspace: string): Promise<Held> {
    const copy = await this.deps.documents.copy(workspace);
    const file = copy && FtsFile.from(await this.deps.knowledgeFiles.copy(copy.key));
    return { file: file ?? FtsFile.empty(), version: -1 };
  }

  private async follow(workspace: string, held: Held, version: number): Promise<Held> {
    const { documents, knowledgeFiles } = this.deps;
    const listed = (await documents.list(workspace)).filter(({ current }) => current !== null);
    const known = held.file.known();
    const there = new Set(listed.map(({ id }) => id));
    for (const id of known.keys()) if (!there.has(id)) held.file.remove(id);
    const changed = listed.filter((document) => known.get(document.id)?.mark !== markOf(document));
    await mapConcurrent(changed, 8, async (document) => {
      const { id, current } = document;
      if (current === null) return;
      const isNew = known.get(id)?.content !== contentOf(document, current);
      if (!isNew) held.file.put(document);
      else
        held.file.put(
          document,
          await knowledgeFiles.passages(workspace, id, current),
          current.vectors === null
            ? undefined
            : await knowledgeFiles.vectors(workspace, id, current, current.passages),
        );
    });
    held.version = version;
    return held;
  }

  private letGo(): void {
    for (const [workspace, held] of this.held) {
      if (this.held.size <= MOST_HELD) return;
      this.held.delete(workspace);
      void held.then(({ file }) => file.close());
    }
  }
}
