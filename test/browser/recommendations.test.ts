import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recommendationStores } from '../../shared/recommendations/adapters/stores.ts';
import { recordFindings } from '../../shared/recommendations/app/record-findings.ts';
import type { Finding } from '../../shared/recommendations/domain/recommendation.ts';
import { type LocalTables, openLocalTables } from '../support/local-tables.ts';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'advised';
const FINDINGS: readonly Finding[] = [
  {
    kind: 'deliverability',
    cause: 'bounces',
    sentence: 'Send less while addresses bounce.',
    evidence: '24 of 60 (40 %) bounced.',
    change: { setting: 'dailyBudget', from: 10_000, to: 30 },
  },
  {
    kind: 'audience',
    cause: 'complaints',
    sentence: 'Ask people again who never answered.',
    evidence: '3 of 60 (5 %) complained.',
    change: { setting: 'none', todo: 'Write to them by hand.' },
  },
];

describe.skipIf(BROWSER === undefined)('what Rex recommends', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let tables: LocalTables;
  let at: Visit;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    tables = await openLocalTables(story.rex.awsEndpoint);
    const missionId = `m_${'0'.repeat(26)}`;
    const by = { workspace: ID, missionId, now: await story.rex.now() };
    await recordFindings(recommendationStores(tables).recommendations, FINDINGS, by, 'recommendations');
    at = await story.visit({ workspace: ID }, '/recommendations');
  });
  afterAll(() => tables?.close());
  const card = (sentence: string | undefined) =>
    at.page.locator('section').filter({ hasText: sentence ?? '' });
  const budget = async () => (await ws.call('GET', '/api/rex/settings')).json.dailyBudget;

  it('is applied by an approval, and by nothing else', async () => {
    const { page } = at;
    const [bounces] = FINDINGS;
    await card(bounces?.sentence).getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await card(bounces?.sentence).getByText('Requested').waitFor();
    expect(await budget()).toBe(10_000);
    await page.getByRole('link', { name: 'Its approval' }).click();
    await page.getByText('24 of 60 (40 %) bounced.').first().waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Approved by').waitFor();
    expect(await budget()).toBe(30);
    await openPage(page, '/recommendations');
    await card(bounces?.sentence).getByText('Applied').waitFor();
  });

  it('is dismissed with a reason, and is then no question any more', async () => {
    const { page } = at;
    const complaints = card(FINDINGS[1]?.sentence);
    // There is nothing that Rex could change.
    await expect.poll(() => complaints.getByRole('button', { name: 'Apply' }).count()).toBe(0);
    await complaints.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByLabel('Reason').fill('Done by hand.');
    await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
    await complaints.getByText('Dismissed').first().waitFor();
    await complaints.getByText('Done by hand.').waitFor();
    await expect.poll(() => complaints.getByRole('button').count()).toBe(0);
  });
});
