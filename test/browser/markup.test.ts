import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { type Furnished, furnish } from './furnish.ts';
import { BROWSER, openPage, openStory } from './open-browser.ts';

const ID = 'planted';
/** Runs in three ways where it is taken for HTML. Without quotes and commas, so that it is whole in a CSV file. */
const planted = (field: string) => `${field}<img src=x onerror=p()>`;
const SCRIPT = '<script>p()</script><a href=javascript:p()>x</a>';
const LONG: ReadonlySet<string> = new Set(['reply', 'answer', 'description', 'proof', 'form', 'faq']);
const plant = (field: string) => planted(field) + (LONG.has(field) ? SCRIPT : '');

/** Where each text is shown. */
const pages = (of: Furnished): readonly (readonly [path: string, ...fields: string[]])[] => [
  ['/missions', 'mission', 'first mission'],
  [`/missions/${of.missionId}`, 'mission'],
  ['/approvals', 'mission'],
  [`/approvals/${of.approvalId}`, 'mission'],
  ['/inbox', 'first', 'label'],
  [`/inbox/${of.conversationId}`, 'first', 'reply', 'answer', 'label', 'subject'],
  ['/tasks', 'task'],
  [`/tasks/${of.taskId}`, 'task', 'description', 'issue'],
  ['/leads', 'first', 'company', 'bob'],
  [`/leads/imports/${of.importId}`, 'bad'],
  [`/leads/${of.leadId}`, 'first', 'company', 'job'],
  ['/newsletters', 'news', 'purpose'],
  ['/newsletters/news', 'news', 'purpose', 'form', 'source'],
  ['/meetings'],
  [`/meetings/${of.meetingId}`, 'meeting'],
  ['/campaigns', 'campaign'],
  [`/campaigns/${of.campaignId}`, 'campaign', 'sale', 'move', 'next move', 'instructions'],
  ['/recommendations', 'advice', 'numbers'],
  ['/alerts', 'alert', 'told', 'evidence'],
  ['/agents?tab=automations', 'flow'],
  ['/connections', 'site'],
  ['/settings?section=faq', 'question'],
  ['/knowledge', 'terms'],
  ['/knowledge/terms', 'terms', 'passage'],
  ['/', 'mission'],
  ['/audit'],
  ['/analytics'],
  ['/local/mailbox'],
];

/** What of it has become more than text. A text may stand in attributes such as titles, which nothing runs. */
const alive = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('[src=x], [onerror], [href^="javascript:" i], script:not([src])')]
    .map((element) => element.outerHTML)`);

describe.skipIf(BROWSER === undefined)('markup that others have planted', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let of: Furnished;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID, { settings: { answers: { approval: 'all' } } });
    of = await furnish(story.rex, ws, plant);
  });

  it('is text on every page, and nothing of it runs', async () => {
    const { page } = await story.visit({ workspace: ID });
    const wrong: Record<string, string[]> = {};
    for (const [path, ...fields] of pages(of)) {
      await openPage(page, path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const missing: string[] = [];
      for (const field of fields) {
        const shown = page.getByText(planted(field)).first();
        await shown.waitFor({ state: 'attached', timeout: 10_000 }).catch(() => missing.push(`no ${field}`));
      }
      const found = [...missing, ...(await alive(page))];
      if (found.length > 0) wrong[path] = found;
    }
    expect(wrong).toEqual({});
  });
});
