import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { BROWSER, launch } from '../browser/open-browser.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { copyStory, countCompleted, tellStory } from './long-history.ts';
import { percentile } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { FORGET_LATENCIES, OBSERVER, type Observed, READ, SCRIPTS } from './web-observer.ts';
import { consolePages, settle, signIn, useAll, type WebPage } from './web-pages.ts';

const MISSIONS = 500;
const LEADS = 10_000;
const RUNS = 3;
/** The console may ask as often as it likes: what is measured is not the limit. */
const ENVIRONMENT = { REX_REQUESTS_PER_MINUTE: '1000000' };
const LEAST_LATENCY = 16;
const VIEWPORT = { width: 1440, height: 900 };

/**
 * How fast the pages of the console open and answer, with 10,000 leads and 500 missions in the workspace; and, in the same
 * browser, the pages of others at the addresses `beside`.
 */
export async function benchWeb(progress: Progress, beside: readonly string[]): Promise<Table[]> {
  if (BROWSER === undefined) throw new Error('There is no browser here: CHROMIUM_PATH names one.');
  Object.assign(process.env, ENVIRONMENT);
  return withBenchHome(async (start) => {
    const size = { leadsOfMission: 15, leadsWaiting: 5 };
    const names = await tellStory(await start(), size, progress);
    const imports = Math.max(MISSIONS, Math.round(LEADS / names.leads));
    const rows = copyStory(names, { to: WORKSPACE, missions: MISSIONS, imports });
    progress(`${rows} rows: ${MISSIONS} missions, ${imports * names.leads} leads`);
    const rex = await start();
    await countCompleted(rex, { [WORKSPACE]: MISSIONS });
    await rex.idle();
    const browser = await launch();
    try {
      const ours = await signedIn(browser, rex);
      const { url } = rex.local.info;
      const pages = consolePages(names).map(({ name, path }) => ({ name, path: url + path }));
      const title = `The console with ${imports * names.leads} leads and ${MISSIONS} missions (milliseconds)`;
      const tables = [await measurePages(ours, pages, { title, progress, landmark: 'h1' })];
      if (beside.length > 0) {
        const others = await browser.newPage({ viewport: VIEWPORT });
        await others.addInitScript(OBSERVER);
        tables.push(
          await measurePages(
            others,
            beside.map((address) => ({ name: address, path: address })),
            { title: 'Others in the same browser (milliseconds)', progress, landmark: 'body' },
          ),
        );
      }
      return tables;
    } finally {
      await browser.close();
    }
  });
}

interface Figures {
  readonly largest: number;
  readonly settled: number;
  readonly latencies: readonly number[];
}

interface Measuring {
  readonly title: string;
  readonly progress: Progress;
  /** A page is there when this is. */
  readonly landmark: 'h1' | 'body';
}

/** `path` is a whole address here. */
async function measurePages(
  page: Page,
  pages: readonly WebPage[],
  { title, progress, landmark }: Measuring,
): Promise<Table> {
  const rows: string[][] = [];
  for (const each of pages) {
    const runs: Figures[] = [];
    const script = await scriptOf(page, each.path, landmark);
    for (let n = 0; n < RUNS; n++) runs.push(await measure(page, each.path, landmark));
    const latencies = runs.flatMap((run) => run.latencies);
    const row = [
      each.name,
      (script / 1_000).toFixed(0),
      ...middleAndTail(runs.map(({ largest }) => largest)),
      ...middleAndTail(runs.map(({ settled }) => settled)),
      ...middleAndTail(latencies),
      (latencies.length / RUNS).toFixed(1),
    ];
    progress(row.join(' | '));
    rows.push(row);
  }
  await page.context().close();
  return {
    title,
    columns: [
      'page',
      'script kB',
      'largest paint',
      'p95',
      'all there',
      'p95',
      'interaction',
      'p95',
      'how many',
    ],
    rows,
    notes: [
      `${RUNS} loads of each page, nothing in the browser's cache, who is there has signed in before. Script: gzip, of the first load. Both times are`,
      'from the address, the way to the issuer and back included. Interaction: from a key or a click to the next frame (Event Timing),',
      `of every one that took longer than ${LEAST_LATENCY} ms; 0 where none did. How many a load: these.`,
    ],
  };
}

async function signedIn(browser: Browser, { local }: BenchRex): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  await context.addInitScript(OBSERVER);
  const page = await context.newPage();
  await signIn(page, local.info.url, WORKSPACE);
  return page;
}

async function measure(page: Page, address: string, landmark: string): Promise<Figures> {
  await forgetFiles(page);
  const began = await open(page, address, landmark);
  const { origin, largest, settled } = (await page.evaluate(READ)) as Observed;
  const before = origin - began;
  await page.evaluate(FORGET_LATENCIES);
  await useAll(page);
  const { latencies } = (await page.evaluate(READ)) as Observed;
  return { largest: before + largest, settled: before + settled, latencies };
}

/** @returns when it was asked for, in epoch milliseconds */
async function open(page: Page, address: string, landmark: string): Promise<number> {
  await page.goto('about:blank');
  const began = Date.now();
  await page.goto(address);
  await page.locator(landmark).first().waitFor();
  await settle(page);
  return began;
}

async function forgetFiles(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.clearBrowserCache');
  await devTools.detach();
}

/** @returns bytes of script, compressed, that the page has loaded before anybody does anything */
async function scriptOf(page: Page, address: string, landmark: string): Promise<number> {
  await open(page, address, landmark);
  const scripts = (await page.evaluate(SCRIPTS)) as string[];
  const sizes = scripts.map(async (script) => gzipSync(await (await fetch(script)).bytes()).length);
  return (await Promise.all(sizes)).reduce((sum, each) => sum + each, 0);
}

const middleAndTail = (times: readonly number[]): string[] =>
  times.length === 0 ? ['0', '0'] : [0.5, 0.95].map((p) => percentile(times, p).toFixed(0));
