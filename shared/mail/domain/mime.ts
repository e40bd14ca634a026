/** How the plain text of a mail is flowed (RFC 3676). */
export interface Flow {
  /** Whether the space at the end of a soft line is not part of the text (DelSp). */
  readonly deleteSpace: boolean;
}

interface MendedMime {
  readonly bytes: Uint8Array;
  readonly flowed?: Flow;
  /** Whether a part declares ASCII. */
  readonly ascii: boolean;
}

/** A Content-Type header, its folded lines included. */
const CONTENT_TYPE = /^content-type[ \t]*:[^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,20}/gim;
const FLOWED = /;(\s*)format[ \t]*=[ \t]*"?flowed"?/i;
const DELETE_SPACE = /;\s*delsp[ \t]*=[ \t]*"?yes/i;
const ASCII =
  /(;\s*charset[ \t]*=[ \t]*)"?(?:us-ascii|ascii|ansi_x3\.4-1968|unknown-8bit|x-unknown|unknown)"?/i;
const UTF_8 = /(;\s*charset[ \t]*=[ \t]*)"?utf-?8"?/i;
const TEXT = /^(content-type[ \t]*:[ \t]*text\/[a-z]+)/i;
/** A parameter on a line of its own without the leading space of a folded header. */
const UNFOLDED = /^(content-type[ \t]*:[ \t]*multipart\/[^\n]{1,200};)[ \t]*\r?\n(?=boundary=)/gim;
const BOUNDARY = /;\s*boundary[ \t]*=[ \t]*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))/i;
/** The complete Content-Type header of a multipart mail. */
const MULTIPART = /^content-type[ \t]*:[ \t]*multipart\/[^\n]*(?:\n[ \t][^\n]*)*/im;
/** A line that can only begin a part: a delimiter with a MIME header below it. */
const PART_BEGINS = /^--(\S[^\r\n]{0,199}?)[ \t]*\r?\n(?=content-[a-z-]{2,30}[ \t]*:)/im;

/**
 * Corrects headers that the parser would misread, before it parses. Text that declares ASCII is read as UTF-8, which includes
 * ASCII, or as windows-1252 when it is no valid UTF-8. A delimiter that differs from the one in the header replaces it.
 * `format=flowed` is removed, because the parser would join a quoted line with the answer below it.
 */
export function mendMime(bytes: Uint8Array, unsaid: 'utf-8' | 'windows-1252'): MendedMime {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let flowed: Flow | undefined;
  let ascii = false;
  const mended = withItsOwnBoundary(source.replace(UNFOLDED, '$1 ')).replace(CONTENT_TYPE, (header) => {
    if (FLOWED.test(header)) flowed ??= { deleteSpace: DELETE_SPACE.test(header) };
    ascii ||= ASCII.test(header);
    const own = header.replace(FLOWED, '').replace(ASCII, `$1${unsaid}`);
    if (unsaid === 'utf-8') return own;
    return /;\s*charset/i.test(own)
      ? own.replace(UTF_8, `$1${unsaid}`)
      : own.replace(TEXT, `$1; charset=${unsaid}`);
  });
  return { bytes: mended === source ? bytes : new Uint8Array(Buffer.from(mended, 'latin1')), flowed, ascii };
}

function withItsOwnBoundary(source: string): string {
  const headEnd = source.search(/\r?\n\r?\n/);
  if (headEnd < 0) return source;
  const named = [...source.slice(0, headEnd).matchAll(CONTENT_TYPE)].map(([header]) => BOUNDARY.exec(header));
  const boundary = named[0]?.[1] ?? named[0]?.[2];
  if (boundary === undefined || source.includes(`\n--${boundary}`, headEnd)) return source;
  const own = PART_BEGINS.exec(source.slice(headEnd))?.[1];
  // A mail without any part is a single text.
  if (own === undefined)
    return source.slice(0, headEnd).replace(MULTIPART, 'Content-Type: text/plain') + source.slice(headEnd);
  return source.slice(0, headEnd).replace(boundary, () => own) + source.slice(headEnd);
}

interface FlowedLine {
  readonly depth: number;
  readonly text: string;
}

/**
 * The text without soft line breaks (RFC 3676, section 4). A soft break joins only lines of the same quote depth, because the
 * sender may have written the answer below a quoted line that ends in a space.
 */
export function unflow(text: string, { deleteSpace }: Flow): string {
  const paragraphs: { depth: number; parts: string[]; open: boolean }[] = [];
  for (const line of text.split(/\r?\n/).map(flowedLine)) {
    const last = paragraphs.at(-1);
    const open = line.text.endsWith(' ') && line.text !== '-- ';
    const part = open && deleteSpace ? line.text.slice(0, -1) : line.text;
    if (last?.open && last.depth === line.depth && line.text !== '-- ') {
      last.parts.push(part);
      last.open = open;
    } else paragraphs.push({ depth: line.depth, parts: [part], open });
  }
  return paragraphs
    .map(({ depth, parts }) => (depth > 0 ? `${'>'.repeat(depth)} ${parts.join('')}` : parts.join('')))
    .join('\n');
}

function flowedLine(line: string): FlowedLine {
  const depth = /^>*/.exec(line)?.[0].length ?? 0;
  // A sender stuffs lines that begin with a space, `>` or `From ` with one more space.
  return { depth, text: line.slice(depth).replace(/^ /, '') };
}
