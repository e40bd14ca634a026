import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTables, openLocalTables } from '../support/local-tables.ts';
import { putDays } from '../support/seat-works.ts';
import { openWorkspace } from '../support/test-workspace.ts';
import { BROWSER, goTo, openStory, type Visit } from './open-browser.ts';

describe.skipIf(BROWSER === undefined)('the council room', () => {
  const story = openStory();
  let tables: LocalTables;
  let at: Visit;
  beforeAll(async () => {
    await openWorkspace(story.rex, 'council');
    tables = await openLocalTables(story.rex.awsEndpoint);
    const weeks = Array.from({ length: 84 }, (_, n) => ({ sent: 200, delivered: 198, replied: 5 + (n % 7) }));
    await putDays(story.rex, tables, 'council', weeks);
    at = await story.visit({ workspace: 'council' }, '/council', { timezoneId: 'UTC' });
  });
  afterAll(() => tables?.close());

  it('leads to a seat, which forecasts what is asked and shows it as a picture with what it rests on', async () => {
    const { page } = at;
    await page.getByRole('link', { name: 'Seer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Seer' }).waitFor();
    await page.getByRole('button', { name: 'Predict trend' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Metric').selectOption('replied');
    await form.getByRole('button', { name: 'Predict trend' }).click();
    await page.getByRole('img', { name: /^replied: 60 days, then a forecast of 14 days/ }).waitFor();
    await page.getByText(/replied of 84 days, from /).waitFor();
    // Its figures follow.
    await page.getByText('Open predictions').locator('..').getByText('1', { exact: true }).waitFor();
  });

  it('leads from a figure to the works that it is counted from, and back to all', async () => {
    const { page } = at;
    await page.getByRole('link', { name: /^Open predictions: 1, the works/ }).click();
    await page.getByText('Only what “Open predictions” is counted from.').waitFor();
    await expect.poll(() => page.getByRole('link', { name: /^replied of 14 days/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('Only what').waitFor({ state: 'detached' });
  });

  it('says what is missing where a forecast cannot be made', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'Predict trend' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Metric').selectOption('reputation');
    await form.getByRole('button', { name: 'Predict trend' }).click();
    await form.getByText(/Not enough history: reputation has 0 days/).waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows an analysis with its intervals, and a report that can be saved', async () => {
    const { page } = at;
    await goTo(page, '/council/seer?tab=analysis');
    await page.getByRole('button', { name: 'Analyze performance' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Analyze performance' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^The reply rate is .*, with no clear change\.$/ })
      .waitFor();
    await goTo(page, '/council/seer?tab=reports');
    await page.getByRole('button', { name: 'Generate forecast report' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Generate forecast report' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    expect((await saved).suggestedFilename()).toBe('report.html');
  });

  it('tells another person of it at once, who may look and not ask', async () => {
    const { page } = await story.visit({ workspace: 'council', role: 'viewer' }, '/council/seer');
    await page.getByRole('link', { name: /^replied of 14 days/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Predict trend' }).count()).toBe(0);
    await at.page.goto(`${story.rex.url}/council/seer`);
    await at.page.getByRole('button', { name: 'Predict trend' }).click();
    await at.page.getByRole('dialog').getByLabel('Metric').selectOption('sent');
    await at.page.getByRole('dialog').getByRole('button', { name: 'Predict trend' }).click();
    await page.getByRole('link', { name: /^sent of 14 days/ }).waitFor();
  });
});
