import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SEATS } from '../../shared/lords/registry.ts';
import { openWorkspace } from '../support/test-workspace.ts';
import { type Furnished, furnish } from './furnish.ts';
import { BROWSER, goTo, openStory } from './open-browser.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Pages of one thing that every workspace has. */
const OF_ALL = [
  '/guilds/muse',
  '/roster/campaign-namer',
  '/roster/campaign-scheduler',
  ...SEATS.map(({ name }) => `/council/${name}`),
];
/** The paths of all pages that need no id, as the folders of features have them. */
const PATHS = globSync('console/web/features/*/routes.ts', { cwd: ROOT })
  .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/path: '([^'$]+)'/g)])
  .map(([, path = '']) => path)
  .concat(OF_ALL)
  .sort();

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What is looked for in each scheme: in the dark one, what else is not seen in the light one. */
const SCHEMES = { light: TAGS, dark: { type: 'rule', values: ['color-contrast'] } } as const;
const TELEPHONE = { width: 390, height: 844 };

/** The workspace that has one of everything. */
const FULL = 'hasall';

/** One page of each thing that has one. */
const detailsOf = (of: Furnished): readonly string[] => [
  `/missions/${of.missionId}`,
  `/approvals/${of.approvalId}`,
  `/inbox/${of.conversationId}`,
  `/tasks/${of.taskId}`,
  `/campaigns/${of.campaignId}`,
  `/leads/${of.leadId}`,
  `/leads/imports/${of.importId}`,
  `/meetings/${of.meetingId}`,
  '/newsletters/news',
  '/knowledge/terms',
  `/domains/mail.${FULL}.example`,
];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

async function violationsOf(page: Page, scheme: keyof typeof SCHEMES): Promise<string[]> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: SCHEMES[scheme], resultTypes: ['violations'] });
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as { violations: Violation[] };
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/** In one of the two workspaces nothing has happened yet; in the other there is one of everything. */
describe.skipIf(BROWSER === undefined).each(['seesall', FULL])('every page of the console in %s', (ID) => {
  const story = openStory();
  let paths = PATHS;
  beforeAll(async () => {
    const ws = await openWorkspace(story.rex, ID);
    if (ID !== FULL) return;
    paths = [...PATHS, ...detailsOf(await furnish(story.rex, ws, (field) => `Of the ${field}`))];
  });

  it('is there', () => expect(paths.length).toBeGreaterThan(20));

  it('has a title, no fault, nothing that axe finds in light or dark, and fits a telephone', async () => {
    const { page } = await story.visit({ workspace: ID });
    const screen = page.viewportSize() ?? { width: 1440, height: 900 };
    const wrong: Record<string, string[]> = {};
    for (const path of paths) {
      await goTo(page, path);
      const found: string[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await violationsOf(page, colorScheme)).map((each) => `${colorScheme}: ${each}`));
      }
      await page.setViewportSize(TELEPHONE);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (width > TELEPHONE.width) found.push(`It is ${width} px wide on a telephone.`);
      await page.setViewportSize(screen);
      if (found.length > 0) wrong[path] = found;
    }
    expect(wrong).toEqual({});
  });
});
