import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { ImportStore } from '../../leads/app/ports/imports.ts';
import { importOfFileKey } from '../../leads/contract/file-key.ts';
import { readThreadToken } from '../../sending/domain/thread-token.ts';
import type { Person, Progress } from '../domain/erasure.ts';
import type { Scrubber } from '../domain/scrub.ts';
import type { PersonFiles } from './ports/person-data.ts';

const WIDTH = 8;
/** Large files are read piece by piece, which overlap by more than the longest address. */
const PIECE = 8 * 1024 * 1024;
const OVERLAP = 1024;
const LOOK_AGAIN_SECONDS = 60;
const TOKEN = /[a-z][a-z0-9]{1,15}-[0-9a-z]{20}-[0-9a-z]{6}-[1-9]-[0-9a-z]{10}/gi;
/** A soft line break of quoted-printable may stand within an address or a token. */
const SOFT_BREAK = /=\r?\n/g;

/** Deletes uploaded files with the person in them. A file that is being imported is looked at again later. */
export async function eraseUploads(
  { uploads, imports }: { readonly uploads: PersonFiles; readonly imports: Pick<ImportStore, 'get'> },
  workspace: string,
  scrubber: Scrubber,
  cursor: string | undefined,
): Promise<Progress> {
  const page = await uploads.list(`uploads/${workspace}/`, cursor);
  let files = 0;
  for (const key of page.keys) {
    if (!(await mentionedIn(uploads, key, scrubber))) continue;
    const ref = importOfFileKey(key);
    const record = ref && (await imports.get(ref.workspace, ref.importId));
    if (record?.state === 'RUNNING' || record?.state === 'AWAITING_UPLOAD')
      return { counts: { files }, cursor: cursor ?? null, againIn: LOOK_AGAIN_SECONDS };
    await uploads.delete(key);
    files += 1;
  }
  return { counts: { files }, cursor: page.cursor };
}

async function mentionedIn(files: PersonFiles, key: string, scrubber: Scrubber): Promise<boolean> {
  const size = (await files.size(key)) ?? 0;
  for (let start = 0; start < size; start += PIECE) {
    const bytes = await files.read(key, { start, end: Math.min(size, start + PIECE + OVERLAP) });
    if (scrubber.mentions(textOf(bytes))) return true;
  }
  return false;
}

/** Addresses are ASCII: so they are found in every encoding of eight bits, and in UTF-16 without its zeros. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').replaceAll('\u0000', '');

/**
 * Deletes mails with the person in them that came to this workspace, as the signed token of the thread says: bounces, answers
 * from other addresses. The mails of threads that Rex does not know belong to no workspace, and expire.
 */
export async function eraseMails(
  { mails, threadSecret }: { readonly mails: PersonFiles; readonly threadSecret: string },
  { workspace, person, scrubber }: { workspace: string; person: Person; scrubber: Scrubber },
  cursor: string | undefined,
): Promise<Progress> {
  const page = await mails.list('mail/', cursor);
  const erased = await mapConcurrent(page.keys, WIDTH, async (key) => {
    const text = textOf(await mails.read(key)).replace(SOFT_BREAK, '');
    const threads = (text.match(TOKEN) ?? []).flatMap((token) => readThreadToken(threadSecret, token) ?? []);
    const isOurs = threads.some((thread) => thread.workspace === workspace);
    const isTheirs = threads.some(({ leadId }) => leadId === person.leadId);
    if (!isTheirs && !(isOurs && scrubber.mentions(text))) return false;
    await mails.delete(key);
    return true;
  });
  return { counts: { files: erased.filter((each) => each).length }, cursor: page.cursor };
}
