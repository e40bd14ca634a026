import type { IncomingMessage, ServerResponse } from 'node:http';
import PostalMime, { type Attachment } from 'postal-mime';
import { sendJson } from '../net.ts';
import type { MailStore } from './mail-store.ts';

const PAGE_SIZE = 100;
/** The mailbox of the web console. */
const PAGE = '/local/mailbox';

/**
 * The mails as JSON: `/mailbox/messages?q=&limit=&offset=`, `/mailbox/messages/{id}`, its `/source` and
 * `/attachments/{n}`. What comes from a mail is never served as a page: sources are plain text, files are downloads.
 */
export function createMailboxPages(mails: MailStore) {
  return {
    async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      if (request.method !== 'GET') return sendJson(response, 405, { message: 'Method Not Allowed' });
      const [, , kind, id, part, number] = url.pathname.split('/');
      if (kind === undefined || kind === '') {
        response.writeHead(302, { location: PAGE }).end();
        return;
      }
      if (kind !== 'messages') return sendJson(response, 404, { message: 'Not Found' });
      if (id === undefined) {
        const { searchParams } = url;
        const limit = Math.min(Number(searchParams.get('limit')) || PAGE_SIZE, 1000);
        const offset = Number(searchParams.get('offset')) || 0;
        return sendJson(response, 200, mails.list(limit, offset, searchParams.get('q') ?? ''));
      }
      const raw = mails.raw(id);
      if (raw === undefined) return sendJson(response, 404, { message: 'There is no such mail.' });
      if (part === 'source') return sendFile(response, raw, 'text/plain; charset=utf-8');
      const mail = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
      if (part === 'attachments') {
        const file = mail.attachments[Number(number)];
        if (file === undefined) return sendJson(response, 404, { message: 'There is no such file.' });
        return sendFile(response, contentOf(file), 'application/octet-stream', file.filename ?? 'file');
      }
      const { headers, subject, from, to, text, html } = mail;
      const attachments = mail.attachments.map((file) => ({
        name: file.filename,
        type: file.mimeType,
        bytes: contentOf(file).length,
      }));
      sendJson(response, 200, { id, subject, from, to, headers, text, html, bytes: raw.length, attachments });
    },
  };
}

const contentOf = ({ content }: Attachment): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);

/** @param name with it, the browser saves the file and does not show it */
function sendFile(response: ServerResponse, content: Buffer, type: string, name?: string): void {
  response.writeHead(200, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    ...(name === undefined
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` }),
  });
  response.end(content);
}
