import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Paths of the one-click unsubscribe addresses of the first so many e-mails of a home, one of each.
 * @throws when there are not so many
 */
export async function unsubscribeLinks(home: string, count: number): Promise<string[]> {
  const folder = join(home, 'mail');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.eml')).toSorted();
  const mails = await Promise.all(
    files.slice(0, count).map((file) => readFile(join(folder, file), 'latin1')),
  );
  const links = mails.flatMap((mail) => {
    // Long headers are folded: a line break and white space, which is not part of the value.
    const header = /^List-Unsubscribe:((?:.|\r?\n[ \t])*)/im.exec(mail)?.[1] ?? '';
    const link = /<(https?:[^>]+)>/i.exec(header.replaceAll(/\s/g, ''))?.[1];
    return link === undefined ? [] : [new URL(link).pathname];
  });
  if (links.length < count) throw new Error(`Only ${links.length} e-mails with a link, of ${count}.`);
  return links;
}
