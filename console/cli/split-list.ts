/** A part of a list that one request takes. */
export interface ListPart {
  readonly content: string;
  /** Number of its first row, as a spreadsheet counts. */
  readonly firstRow: number;
}

/** The key of the array in the answer of SES to `ListSuppressedDestinations`. */
const SES_ARRAY = 'SuppressedDestinationSummaries';
/** A line with an address or a hash is no header. */
const VALUE = /@|(^|[",;\t])[0-9a-f]{32,64}($|[",;\t])/i;

/**
 * Splits a suppression list, CSV or JSON, into parts of at most so many characters of whole rows; each part of a CSV begins with
 * the header. A quoted cell may have line breaks.
 */
export function splitList(text: string, most: number): ListPart[] {
  const content = text.replace(/^\ufeff/, '');
  if (/^\s*[[{]/.test(content)) return partsOf(jsonLines(content), '', 1, most);
  const rows = wholeRows(content);
  const [first = ''] = rows;
  return VALUE.test(first) ? partsOf(rows, '', 1, most) : partsOf(rows.slice(1), first, 2, most);
}

function partsOf(rows: readonly string[], header: string, firstRow: number, most: number): ListPart[] {
  const parts: ListPart[] = [];
  let content = header;
  let from = firstRow;
  for (const [i, row] of rows.entries()) {
    if (content.length + row.length > most && content !== header) {
      parts.push({ content, firstRow: from });
      content = header;
      from = firstRow + i;
    }
    content += row;
  }
  if (content.trim() !== '') parts.push({ content, firstRow: from });
  return parts;
}

/** Lines with their ends; a line within quotes belongs to the row where they began. */
function wholeRows(text: string): string[] {
  const rows: string[] = [];
  let open = '';
  for (const line of text.split(/(?<=\n)/)) {
    open += line;
    if ((open.split('"').length - 1) % 2 === 0) {
      rows.push(open);
      open = '';
    }
  }
  return open === '' ? rows : [...rows, open];
}

function jsonLines(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    const inside =
      value !== null && typeof value === 'object' && SES_ARRAY in value ? value[SES_ARRAY] : value;
    return (Array.isArray(inside) ? inside : [inside]).map((item) => `${JSON.stringify(item)}\n`);
  } catch {
    return text.split(/(?<=\n)/);
  }
}
