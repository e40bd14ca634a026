import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { call } from '../../console/cli/api-client.ts';
import { newsletterRoutes } from '../../shared/newsletter/contract/routes.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from '../bench/bench-rex.ts';
import { tellStory } from '../bench/long-history.ts';
import { consolePages, settle, signIn } from '../bench/web-pages.ts';
import { launch } from './open-browser.ts';

const KEPT = join(import.meta.dirname, '../../console/web/screenshots');
const WIDTHS = { wide: 1440, middle: 1024, narrow: 390 } as const;
const HEIGHTS = { wide: 900, middle: 768, narrow: 844 } as const;
type Size = keyof typeof WIDTHS;
type Scheme = 'light' | 'dark';

/** What is kept beside the sources: each kind of page once, and both schemes and all widths somewhere. */
const CHOSEN: readonly (readonly [page: string, size: Size, scheme: Scheme])[] = [
  ['Command Center', 'wide', 'light'],
  ['a mission that has ended', 'wide', 'light'],
  ['Missions', 'middle', 'dark'],
  ['an approval', 'wide', 'light'],
  ['Inbox', 'wide', 'light'],
  ['Leads', 'wide', 'light'],
  ['a lead', 'wide', 'dark'],
  ['Domains and inboxes', 'middle', 'light'],
  ['Analytics', 'middle', 'light'],
  ['Settings', 'wide', 'light'],
  ['Mailbox', 'wide', 'light'],
  ['Command Center', 'narrow', 'dark'],
  ['an approval', 'narrow', 'light'],
  ['Missions', 'narrow', 'light'],
];

/** `--all FOLDER`: every page at every width in both schemes, to look at. Without it, those that are kept are made anew. */
const { values } = parseArgs({ options: { all: { type: 'string' } } });

/** One for each width and scheme. */
const opened = new Map<string, Page>();

// Nobody goes through all pages in a minute.
process.env['REX_REQUESTS_PER_MINUTE'] = '1000000';
await withBenchHome(async (start) => {
  const progress = (line: string): void => console.error(line);
  const names = await tellStory(await start(), { leadsOfMission: 60, leadsWaiting: 25 }, progress);
  const rex = await start();
  await addNewsletter(rex);
  const pages = consolePages(names);
  const all = (Object.keys(WIDTHS) as Size[]).flatMap((size) =>
    (['light', 'dark'] as const).flatMap((scheme) => pages.map(({ name }) => [name, size, scheme] as const)),
  );
  const browser = await launch();
  try {
    const folder = values.all ?? KEPT;
    await mkdir(folder, { recursive: true });
    for (const [name, size, scheme] of values.all === undefined ? CHOSEN : all) {
      const found = pages.find((each) => each.name === name);
      if (found === undefined) throw new Error(`There is no page "${name}".`);
      const file = join(
        folder,
        `${name.replace(/^an? /, '').replaceAll(/\W+/g, '-').toLowerCase()}-${size}-${scheme}.webp`,
      );
      await writeFile(file, await pictureOf(browser, rex, { path: found.path, size, scheme }));
      progress(file);
    }
  } finally {
    await browser.close();
  }
});

async function addNewsletter({ local }: BenchRex): Promise<void> {
  const body = {
    id: 'news',
    name: 'Harbour news',
    purpose: 'What is new in the shop, once a month',
    form: 'Yes, write to me once a month about what is new in the shop. I can leave at any time.',
    archive: true,
  };
  await call(local.connection, newsletterRoutes.putNewsletter, { body });
}

/** As WebP, which is a quarter of the same as PNG. */
async function pictureOf(
  browser: Browser,
  rex: BenchRex,
  { path, size, scheme }: { readonly path: string; readonly size: Size; readonly scheme: Scheme },
): Promise<Buffer> {
  const key = `${size} ${scheme}`;
  const page = opened.get(key) ?? (await openPage(browser, rex, size, scheme));
  opened.set(key, page);
  await page.goto(rex.local.info.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settle(page);
  await page.getByText('Live', { exact: true }).waitFor();
  const devTools = await page.context().newCDPSession(page);
  const { data } = await devTools.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  await devTools.detach();
  return Buffer.from(data, 'base64');
}

async function openPage(browser: Browser, rex: BenchRex, size: Size, colorScheme: Scheme): Promise<Page> {
  const viewport = { width: WIDTHS[size], height: HEIGHTS[size] };
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: 'en-GB',
    hasTouch: size === 'narrow',
  });
  const page = await context.newPage();
  await signIn(page, rex.local.info.url, WORKSPACE);
  return page;
}
