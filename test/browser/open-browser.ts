import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Role } from '../../shared/kernel/contract/common.ts';
import { browserPath } from '../support/browser-path.ts';
import { keptBrowser, shareTestRex, type TestRex } from '../support/test-rex.ts';

/** The benches have no keeper, and no other process beside them. */
export const BROWSER = process.env['VITEST'] ? await keptBrowser() : await browserPath();
if (BROWSER === undefined) {
  console.log('There is no browser here: the tests of the console are skipped. CHROMIUM_PATH names one.');
}

/** The packaged arguments switch web security off; these leave everything on that a page is tested with. */
const ARGS = ['--no-sandbox', '--font-render-hinting=none', '--disable-gpu'];

export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(BROWSER === undefined ? {} : { executablePath: BROWSER }), args: ARGS });

declare global {
  /** The files of one worker share a browser, as they share a Rex. It ends with the worker. */
  var rexBrowser: Promise<Browser> | undefined;
}

export interface Story {
  readonly rex: TestRex;
  visit(person: Person, path?: string, options?: BrowserContextOptions): Promise<Visit>;
}

/**
 * Rex and a browser for the stories of one file. Every page that is visited is watched: what goes wrong in one, whether or
 * not a story looks, fails the file.
 */
export function openStory(): Story {
  const visits: Visit[] = [];
  let rex: TestRex;
  let browser: Browser;
  beforeAll(async () => {
    globalThis.rexBrowser ??= launch();
    [rex, browser] = await Promise.all([shareTestRex(), globalThis.rexBrowser]);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    // Past the console, which is watched: a page shows addresses.
    for (const { page } of visits)
      process.stderr.write(`At the failure of "${task.name}" ${await shownBy(page)}\n`);
  });
  afterAll(async () => {
    // Closing cuts off what still loads, which is no fault.
    const faults = visits.flatMap((made) => made.faults);
    await Promise.all(visits.map(({ page }) => page.context().close()));
    await rex?.stop();
    expect(faults).toEqual([]);
  });
  return {
    get rex() {
      return rex;
    },
    async visit(...args) {
      const made = await visit(browser, rex, ...args);
      visits.push(made);
      return made;
    },
  };
}

interface Person {
  readonly workspace: string;
  readonly role?: Role;
}

export interface Visit {
  readonly page: Page;
  /** What went wrong in the page: errors of scripts, of the console, and what the content security policy stopped. */
  readonly faults: readonly string[];
}

/** A browser of its own for one person, signed in at a page of the console. */
async function visit(
  browser: Browser,
  rex: TestRex,
  person: Person,
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
    // browser tells both here as well; so it does of a mail's frame, which runs no script.
    const isRefusal =
      /^(Failed to load resource|WebSocket connection to |Blocked script execution in 'about:srcdoc')/.test(
        message.text(),
      );
    if (message.type() === 'error' && !isRefusal) faults.push(message.text());
  });
  page.on('dialog', (dialog) => {
    faults.push(`A dialog: ${dialog.message()}`);
    void dialog.dismiss();
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
      throw new Error(`${await shownBy(page)}\n${faults.join('\n')}`, { cause: error });
    });
  return { page, faults };
}

/** What a person would see, for a message about a failure. */
async function shownBy(page: Page): Promise<string> {
  const shown = page.locator('body, main, [role=dialog]').last();
  const text = await shown.textContent({ timeout: 2000 }).catch(String);
  return `${page.url()} showed: ${text?.slice(0, 1500)}`;
}

/** Goes to another page without leaving the console. What is looked for there is waited for by who looks. */
export const openPage = (page: Page, path: string): Promise<void> =>
  page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'));`,
  );

/** Goes to another page without leaving the console, and waits until it is drawn and has its data. */
export async function goTo(page: Page, path: string): Promise<void> {
  await openPage(page, path);
  await page.waitForLoadState('networkidle');
  // Until the script of the next page is there, the one before stays.
  await page.locator('main:not([aria-busy])').waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const loading = page.getByRole('status').filter({ hasText: /^Loading/ });
  while ((await loading.count()) > 0) await page.waitForTimeout(50);
}
