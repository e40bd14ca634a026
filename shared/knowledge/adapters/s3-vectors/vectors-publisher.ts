import { chunksOf } from '../../../kernel/concurrency.ts';
import type { EditionRef, PassagePublisher } from '../../app/ports/knowledge.ts';
import type { Edition, KnowledgeDocument } from '../../domain/document.ts';
import type { Passage } from '../../domain/passages.ts';
import { fitting } from './dimensions.ts';
import { keyOf, storedPassage } from './stored-passages.ts';
import type { VectorsClient } from './vectors-client.ts';

const MOST_A_PUT = 500;
/** A request is at most 20 MiB: so many bytes are one number of a vector, and all else of a passage, at most. */
const [A_PUT, A_NUMBER, ALL_ELSE] = [20_000_000, 24, 20_000];

/** Writes the passages of an edition into the index, and takes them away. */
export class VectorsPublisher implements PassagePublisher {
  private readonly client: Pick<VectorsClient, 'put' | 'delete'>;
  private readonly dimensions: number;

  constructor(client: Pick<VectorsClient, 'put' | 'delete'>, dimensions: number) {
    this.client = client;
    this.dimensions = dimensions;
  }

  async publish(
    document: KnowledgeDocument,
    edition: Edition,
    passages: readonly Passage[],
    vectors: readonly Float32Array[] | undefined,
  ): Promise<void> {
    const { dimensions } = this;
    const atOnce = Math.min(MOST_A_PUT, Math.floor(A_PUT / (dimensions * A_NUMBER + ALL_ELSE)));
    for (const some of chunksOf(passages, atOnce))
      await this.client.put(
        some.map((passage) => {
          const vector = vectors?.[passage.n];
          return storedPassage(document, edition, passage, vector && fitting(vector, dimensions), dimensions);
        }),
      );
  }

  async withdraw(
    workspace: string,
    id: string,
    edition: EditionRef & { readonly passages: number },
  ): Promise<void> {
    await this.client.delete(
      Array.from({ length: edition.passages }, (_, n) => keyOf(workspace, id, edition, n)),
    );
  }
}
