/** A part of a document, as its reader found it: a heading, or a text that belongs together. */
export interface Block {
  /** 1 (outermost) to 6 for a heading; absent for a text. */
  readonly level?: number;
  readonly text: string;
  /** The page of a PDF, from 1. */
  readonly page?: number;
  /** The first line in the source, from 1. */
  readonly line?: number;
}

/** What a reader made of a document. */
export interface ReadText {
  readonly blocks: readonly Block[];
  readonly pages: number | null;
}
