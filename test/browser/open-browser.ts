import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Role } from '../../shared/kernel/contract/common.ts';
import type { TestRex } from '../support/test-rex.ts';

/** The browser of CHROMIUM_PATH, or the one that comes by npm, for Linux on x64. */
async function executablePath(): Promise<string | undefined> {
  const { CHROMIUM_PATH: given } = process.env;
  if (given) return existsSync(given) ? given : undefined;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

export const BROWSER = await executablePath();
if (BROWSER === undefined) {
  console.log('There is no browser here: the tests of the console are skipped. CHROMIUM_PATH names one.');
}

/** The packaged arguments switch web security off; these leave everything on that a page is tested with. */
const ARGS = ['--no-sandbox', '--font-render-hinting=none', '--disable-gpu'];

export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(BROWSER === undefined ? {} : { executablePath: BROWSER }), args: ARGS });

export interface Visit {
  readonly page: Page;
  /** What went wrong in the page: errors of scripts, of the console, and what the content security policy stopped. */
  readonly faults: readonly string[];
}

/** A browser of its own for one person, signed in at a page of the console. */
export async function visit(
  browser: Browser,
  rex: TestRex,
  person: { readonly workspace: string; readonly role?: Role },
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Visit> {
  // The workspace belongs to this file from now on.
  await rex.token(person.workspace);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    // A refusal of the API is for the page to show, and a ticket that a jump of the clock has outdated is asked for again; the
    // browser tells both here as well.
    const isRefusal = /^(Failed to load resource|WebSocket connection to )/.test(message.text());
    if (message.type() === 'error' && !isRefusal) faults.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.url()} answered ${response.status()}`);
  });
  await page.goto(rex.url + path);
  await page.getByLabel('Workspace').fill(person.workspace);
  await page.getByLabel('Role').selectOption(person.role ?? 'owner');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('heading', { level: 1 })
    .waitFor()
    .catch(async (error: Error) => {
      const seen = (await page.locator('body').textContent())?.slice(0, 500);
      throw new Error(`${page.url()} shows: ${seen}\n${faults.join('\n')}`, { cause: error });
    });
  return { page, faults };
}

/** Goes to another page without leaving the console, and waits until it is drawn and has its data. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'));`,
  );
  await page.waitForLoadState('networkidle');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const loading = page.getByRole('status').filter({ hasText: /^Loading/ });
  while ((await loading.count()) > 0) await page.waitForTimeout(50);
}
