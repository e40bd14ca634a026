import type { IncomingMessage, ServerResponse } from 'node:http';
import PostalMime from 'postal-mime';
import { sendJson } from '../net.ts';
import type { MailStore } from './mail-store.ts';

const PAGE_SIZE = 100;

/** The mailbox: a page, and its JSON. Nothing of a mail runs: its HTML is in a sandboxed frame, all else is escaped. */
export function createMailboxPages(mails: MailStore) {
  return {
    async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      if (request.method !== 'GET') return sendJson(response, 405, { message: 'Method Not Allowed' });
      const [, , kind, id, part] = url.pathname.split('/');
      if (kind === undefined || kind === '') return sendHtml(response, PAGE);
      if (kind !== 'messages') return sendJson(response, 404, { message: 'Not Found' });
      if (id === undefined) {
        const limit = Math.min(Number(url.searchParams.get('limit')) || PAGE_SIZE, 1000);
        return sendJson(response, 200, mails.list(limit, Number(url.searchParams.get('offset')) || 0));
      }
      const raw = await mails.raw(id);
      if (raw === undefined) return sendJson(response, 404, { message: 'There is no such mail.' });
      if (part === 'source') {
        response.writeHead(200, {
          'content-type': 'text/plain; charset=utf-8',
          'x-content-type-options': 'nosniff',
        });
        response.end(raw);
        return;
      }
      const { headers, subject, from, to, text, html } = await PostalMime.parse(raw);
      sendJson(response, 200, { id, subject, from, to, headers, text, html });
    },
  };
}

/** The page may run its own script and nothing else; frames and images of mails get no network. */
export function sendHtml(response: ServerResponse, html: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'; img-src data:",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  response.end(html);
}

const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mailbox</title>
<style>
  body { font: 14px system-ui, sans-serif; margin: 0; display: grid; grid-template-columns: minmax(18rem, 2fr) 3fr; height: 100vh; }
  nav { overflow: auto; border-right: 1px solid #ccc; }
  nav button { display: block; width: 100%; text-align: left; border: 0; border-bottom: 1px solid #eee; background: none; padding: .5rem 1rem; cursor: pointer; }
  nav button:hover, nav button[aria-current] { background: #eef3fb; }
  nav small { color: #555; display: block; }
  main { overflow: auto; padding: 1rem; }
  iframe { width: 100%; height: 50vh; border: 1px solid #ccc; background: #fff; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: .5rem; }
</style>
<nav aria-label="Sent mails"><p style="padding:0 1rem"><a href="/">Home</a> · <span id="total"></span> <button id="more" style="display:inline;width:auto;border:1px solid #ccc">Older</button></p><div id="list"></div></nav>
<main id="mail" aria-live="polite">Choose a mail.</main>
<script>
  const list = document.getElementById('list'), view = document.getElementById('mail');
  let offset = 0;
  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  async function load() {
    const page = await (await fetch('/mailbox/messages?offset=' + offset)).json();
    document.getElementById('total').textContent = page.total + ' sent';
    offset += page.messages.length;
    document.getElementById('more').hidden = offset >= page.total;
    for (const mail of page.messages) {
      const button = element('button', mail.subject || '(no subject)');
      button.append(element('small', mail.to.join(', ')), element('small', mail.at));
      button.onclick = () => show(mail.id, button);
      list.append(button);
    }
  }
  async function show(id, button) {
    document.querySelector('[aria-current]')?.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
    const mail = await (await fetch('/mailbox/messages/' + encodeURIComponent(id))).json();
    view.replaceChildren(element('h2', mail.subject || '(no subject)'));
    const source = element('a', 'Source');
    source.href = '/mailbox/messages/' + encodeURIComponent(id) + '/source';
    view.append(source, element('pre', mail.headers.map((h) => h.key + ': ' + h.value).join('\\n')));
    if (mail.html) {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', '');
      frame.title = 'HTML part';
      frame.srcdoc = mail.html;
      view.append(element('h3', 'HTML'), frame);
    }
    if (mail.text) view.append(element('h3', 'Text'), element('pre', mail.text));
  }
  document.getElementById('more').onclick = load;
  load();
</script></html>`;
