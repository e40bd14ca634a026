import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { ROLES, roleSchema, workspaceIdSchema } from '../../../shared/kernel/contract/common.ts';
import { SIGNED_IN_PATH } from '../../../shared/platform/contract/sign-in.ts';

/** In whose name somebody signs in on this machine. */
const chosenSchema = z.object({ workspace: workspaceIdSchema, role: roleSchema });
export type Chosen = z.infer<typeof chosenSchema>;

const COOKIE = 'rex_signed_in';
const cookieOf = (value: string, seconds: number): string =>
  `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
const MONTH_S = 30 * 24 * 3600;

/** What the browser brings: the choice of the form, else that of before. */
export function chosenBy(request: IncomingMessage): Chosen | undefined {
  const { searchParams } = new URL(request.url ?? '/', 'http://local');
  const form = chosenSchema.safeParse(Object.fromEntries(searchParams));
  if (form.success) return form.data;
  const [, saved = ''] = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? '') ?? [];
  const [workspace, role] = saved.split('.');
  return chosenSchema.safeParse({ workspace, role }).data;
}

/** Whether the web console asks; programs such as `rex login` get a token of the owner of `demo` without a question. */
export function asksForPerson(request: IncomingMessage): boolean {
  const url = new URL(request.url ?? '/', 'http://local');
  const to = url.searchParams.get('redirect_uri');
  return (
    url.pathname === '/authorize' &&
    to !== null &&
    URL.canParse(to) &&
    new URL(to).pathname === SIGNED_IN_PATH
  );
}

export const remember = (response: ServerResponse, { workspace, role }: Chosen): void => {
  response.setHeader('set-cookie', cookieOf(`${workspace}.${role}`, MONTH_S));
};
export const forget = (response: ServerResponse): void => {
  response.setHeader('set-cookie', cookieOf('', 0));
};

/** Stands in the place of Cognito's page: a workspace and a role, without a password. */
export function sendSignInPage(request: IncomingMessage, response: ServerResponse): void {
  const { searchParams } = new URL(request.url ?? '/', 'http://local');
  const hidden = [...searchParams]
    .filter(([name]) => name !== 'workspace' && name !== 'role')
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
  const body = page(hidden.join(''));
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    // The form leads, by a redirect, to the console on another port.
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:* http://localhost:*; frame-ancestors 'none'",
  });
  response.end(body);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const page = (hidden: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in to Rex</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 15px/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f6f3, #121413); color: light-dark(#1a1d1b, #eceeec); }
  main { width: min(22rem, 90vw); padding: 1.5rem; border: 1px solid light-dark(#e2e2dc, #303533); border-radius: 12px; background: light-dark(#fff, #1b1e1d); }
  h1 { font-size: 1.25rem; margin: 0 0 .25rem; } p { margin: 0 0 1rem; color: light-dark(#646b66, #98a19c); }
  label { display: block; font-weight: 600; font-size: .8125rem; margin-bottom: .75rem; }
  input, select, button { font: inherit; width: 100%; box-sizing: border-box; min-height: 2.25rem; padding: 0 .75rem; border-radius: 8px; border: 1px solid light-dark(#8b8f8a, #757d79); background: transparent; color: inherit; }
  option { background: light-dark(#fff, #1b1e1d); }
  button { background: light-dark(#0b6656, #4fc9ae); color: light-dark(#fff, #06251f); border: 0; font-weight: 600; cursor: pointer; }
  :focus-visible { outline: 2px solid light-dark(#0b6656, #6fe0c6); outline-offset: 2px; }
</style>
<main>
<h1>Sign in to Rex</h1>
<p>Rex runs on this machine: choose a workspace and a role. There is no password.</p>
<form method="get" action="/authorize">${hidden}
  <label>Workspace <input name="workspace" value="demo" required pattern="[a-z][a-z0-9]{1,15}" title="2 to 16 lower-case letters and digits"></label>
  <label>Role <select name="role">${ROLES.map((role) => `<option>${role}</option>`).join('')}</select></label>
  <button>Sign in</button>
</form>
</main></html>`;
