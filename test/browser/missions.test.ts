import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'secondgo';

describe.skipIf(BROWSER === undefined)('a mission that did not end well', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let at: Visit;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    await ws.importCsv(leadsCsv(['a', 'b', 'c'].map((name) => `${name}@${ID}.example`)));
    at = await story.visit({ workspace: ID, role: 'operator' }, '/missions');
  });

  it('fails when its messages are rejected, says why, and is tried again', async () => {
    const { page } = at;
    const missionId = await ws.createMission({ steps: 1 }, { name: 'Pushy' });
    const { id } = await ws.approvalOf(missionId);
    await ws.call('POST', `/api/approvals/${id}/reject`, { reason: 'Too pushy.' });
    await story.rex.runUntilIdle(HOUR);
    await page.getByRole('combobox', { name: 'State' }).selectOption('FAILED');
    await page.getByRole('link', { name: 'Pushy', exact: true }).click();
    await page.getByText('Too pushy.').first().waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
    await page.getByText('The mission is queued again.').waitFor();
    await story.rex.runUntilIdle(HOUR);
    await page.getByText('wait for your approval').waitFor();
    expect(await ws.mission(missionId)).toMatchObject({ attempt: 2 });
    expect(await ws.mails()).toEqual([]);
  });

  it('is cancelled with a reason, and then offers nothing more', async () => {
    const { page } = at;
    const [{ id }] = (await ws.call('GET', '/api/rex/missions')).json.missions;
    await page.getByRole('button', { name: 'Cancel mission' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason (optional)').fill('The wrong list.');
    await dialog.getByRole('button', { name: 'Cancel mission' }).click();
    await page.getByText('The wrong list.').first().waitFor();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Cancel mission' }).waitFor({ state: 'detached' });
    expect(await ws.mission(id)).toMatchObject({ state: 'CANCELLED', reason: 'The wrong list.' });
    await openPage(page, '/approvals');
    await page.getByText('Nothing waits for a decision').waitFor();
  });
});

describe.skipIf(BROWSER === undefined)('the form of a new mission', () => {
  const story = openStory();

  it('holds its button where it is, however late answers come', async () => {
    await openWorkspace(story.rex, 'steady');
    const { page } = await story.visit({ workspace: 'steady' });
    for (const late of ['**/api/rex/llm/usage**', '**/api/rex/workflows**']) {
      await page.route(late, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await route.continue();
      });
      await page.goto(`${story.rex.url}/missions/new?type=lead_reactivation`);
      const button = page.getByRole('button', { name: 'Create mission' });
      await button.waitFor();
      const drawn = await page.evaluate(SETTLED_AT);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(SETTLED_AT), late).toBe(drawn);
      await page.unroute(late);
    }
  });
});

/** Height of the content of the page, in pixels: what comes late and takes room moves all below it. */
const SETTLED_AT = "document.querySelector('main').scrollHeight";
