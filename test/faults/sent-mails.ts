import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

/** What one e-mail says of itself, read from its bytes and nothing else. */
export interface SentMail {
  readonly file: string;
  readonly to: string;
  readonly workspace: string;
  readonly leadId: string;
  readonly step: number;
  readonly at: Date;
}

/** Workspace, lead, mission and step are in the address that answers go to. */
const REPLY_TO = /^reply\+([a-z0-9]+)-([0-9a-z]{20})-[0-9a-z]{6}-([1-9])-[0-9a-z]{10}@/;

export const mailFiles = async (home: string): Promise<string[]> =>
  (await readdir(join(home, 'mail'))).filter((file) => file.endsWith('.eml'));

/** @throws for a mail that is cut off or does not say which message it is */
export async function readSentMails(home: string, from: string): Promise<SentMail[]> {
  const files = await mailFiles(home);
  const mails = await Promise.all(
    files.map(async (file) => parse(file, await readFile(join(home, 'mail', file)))),
  );
  return mails.filter(({ workspace }) => workspace === from);
}

async function parse(file: string, bytes: Buffer): Promise<SentMail> {
  const mail = await PostalMime.parse(bytes);
  const to = mail.to?.[0]?.address;
  const [, workspace, lead, step] = REPLY_TO.exec(mail.replyTo?.[0]?.address ?? '') ?? [];
  if (!to || !workspace || !lead || !step || !mail.date || !mail.text)
    throw new Error(`${file} is not a whole message.`);
  return {
    file,
    to: to.toLowerCase(),
    workspace,
    leadId: `l_${lead}`,
    step: Number(step),
    at: new Date(mail.date),
  };
}
