import { getDocumentProxy } from 'unpdf';
import { RexError } from '../../../kernel/errors.ts';
import type { PdfReader } from '../../app/ports/knowledge.ts';
import type { Block, ReadText } from '../../domain/blocks.ts';
import { type Line, linesToBlocks } from '../../domain/read-lines.ts';

const MOST_PAGES = 2_000;

/** Reads the text of a PDF by PDF.js, in the build for servers of `unpdf`. */
export const unpdfReader: PdfReader = {
  async read(bytes: Uint8Array): Promise<ReadText> {
    const pdf = await opened(bytes);
    try {
      if (pdf.numPages > MOST_PAGES)
        throw unfit(`The PDF has ${pdf.numPages} pages; ${MOST_PAGES} is the most. Divide it.`);
      const lines: Line[] = [];
      for (let number = 1; number <= pdf.numPages; number++) {
        const page = await pdf.getPage(number);
        lines.push(...linesOf((await page.getTextContent()).items, number));
        page.cleanup();
      }
      const blocks: Block[] = linesToBlocks(lines);
      if (blocks.length === 0)
        throw unfit('The PDF has no text: it may be a scan. Recognise its text first.');
      return { blocks, pages: pdf.numPages };
    } catch (error) {
      throw error instanceof RexError ? error : unfit('A part of the PDF cannot be read.', error);
    } finally {
      await pdf.loadingTask.destroy();
    }
  },
};

async function opened(bytes: Uint8Array) {
  try {
    // A copy, since it takes the bytes away from whoever else has them; a Buffer is refused.
    return await getDocumentProxy(new Uint8Array(bytes));
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw unfit(
      name === 'PasswordException' ? 'The PDF is locked by a password.' : 'It is no PDF that can be read.',
      error,
    );
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;
type Items = Awaited<ReturnType<Page['getTextContent']>>['items'];

/** Pieces of text on one height are a line; PDF.js says where a line ends. */
function linesOf(items: Items, page: number): Line[] {
  const lines: Line[] = [];
  let text = '';
  let height = 0;
  let y = 0;
  const close = () => {
    const line = text.replace(/\s+/g, ' ').trim();
    if (line !== '') lines.push({ text: line, height, y, page });
    [text, height] = ['', 0];
  };
  for (const item of items) {
    if (!('str' in item)) continue;
    const [, , , , , at = 0] = item.transform as number[];
    if (text !== '' && Math.abs(at - y) > Math.max(height, item.height) / 2) close();
    if (text === '') y = at;
    text += item.str;
    height = Math.max(height, item.height);
    if (item.hasEOL) close();
  }
  close();
  return lines;
}

const unfit = (message: string, cause?: unknown): RexError =>
  new RexError('VALIDATION_FAILED', message, { cause });
