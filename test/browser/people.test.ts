import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'persons';
const [STAYS = '', STOPS = '', GOES = ''] = ['stays', 'stops', 'goes'].map((name) => `${name}@${ID}.example`);

describe.skipIf(BROWSER === undefined)('what a person may ask for', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let at: Visit;
  const openLead = async (email: string) => {
    await openPage(at.page, `/leads?email=${email}`);
    await at.page.getByRole('table', { name: 'Leads' }).getByRole('link', { name: email }).click();
    await at.page.getByRole('heading', { name: 'What happened' }).waitFor();
  };
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    await ws.importCsv(leadsCsv([STAYS, STOPS, GOES]));
    at = await story.visit({ workspace: ID }, '/leads');
  });

  it('never to be contacted again', async () => {
    const { page } = at;
    await openLead(STOPS);
    await page.getByRole('button', { name: 'Suppress' }).click();
    const dialog = page.getByRole('dialog', { name: `Never contact ${STOPS} again?` });
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await ws.explain(STOPS)).lead.suppressed).toBeNull();
    await page.getByRole('button', { name: 'Suppress' }).click();
    await dialog.getByRole('button', { name: 'Suppress' }).click();
    await page.getByText(`${STOPS} is suppressed.`).waitFor();
    // What cannot be done twice is not offered.
    await page.locator('#main').getByRole('button', { name: 'Suppress' }).waitFor({ state: 'detached' });
    await page.getByText('Manual, ').first().waitFor();
    expect((await ws.explain(STOPS)).lead.suppressed).toMatchObject({ reason: 'manual' });
  });

  it('a copy of everything about them', async () => {
    const { page } = at;
    await openLead(STAYS);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${await ws.leadId(STAYS)}.json`);
    const copy = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(JSON.stringify(copy)).toContain(STAYS);
    expect(JSON.stringify(copy)).not.toContain(STOPS);
  });

  it('to be forgotten, by nobody’s slip', async () => {
    const { page } = at;
    await openLead(GOES);
    const id = await ws.leadId(GOES);
    await page.getByRole('button', { name: 'Erase' }).click();
    const go = page.getByRole('button', { name: 'Erase for ever' });
    await page.getByLabel('Reason').fill('They asked for it.');
    await expect.poll(() => go.isDisabled()).toBe(true);
    await page.getByLabel(`Type ${GOES} to confirm`).fill(STAYS);
    await expect.poll(() => go.isDisabled()).toBe(true);
    await page.getByLabel(`Type ${GOES} to confirm`).fill(GOES.toUpperCase());
    await go.click();
    await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor();
    await story.rex.runUntilIdle(DAY);
    await openPage(page, `/leads?email=${GOES}`);
    await page.getByText(`Nobody has the address ${GOES}`).waitFor();
    // It was open here before: nothing of them is shown out of the memory of the page, however late the answer comes.
    const late = Promise.withResolvers<void>();
    await page.route(`**/${id}/explain`, async (route) => {
      await late.promise;
      await route.continue();
    });
    await openPage(page, `/leads/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Lead', exact: true }).waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain(GOES);
    late.resolve();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain(GOES);
  });

  it('a consent that an import brought is shown, and one that was taken back', async () => {
    const { page } = at;
    await ws.importCsv(`email,opted in\nyes@${ID}.example,yes\nno@${ID}.example,no\n`);
    await openLead(`yes@${ID}.example`);
    await page.getByText('Subscribed', { exact: true }).first().waitFor();
    await openLead(`no@${ID}.example`);
    await page.getByText('Opted out', { exact: true }).first().waitFor();
  });
});
