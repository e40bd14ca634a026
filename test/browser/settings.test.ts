import { beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openStory } from './open-browser.ts';

const ID = 'tuned';

describe.skipIf(BROWSER === undefined)('settings that two people change', () => {
  const story = openStory();
  let ws: TestWorkspace;
  const saved = async () => (await ws.call('GET', '/api/rex/settings')).json;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
  });

  it('keep what was typed, say what the other has saved, and lose neither', async () => {
    const { page } = await story.visit({ workspace: ID }, '/settings');
    await page.getByLabel('Brand name').fill('Typed Records');
    await page.getByText('1 change not saved').waitFor();
    // The other saves between what this page has read and what it sends, and the page has not heard of it.
    await page.route('**/api/rex/settings', async (route) => {
      if (route.request().method() === 'PUT') await ws.settings({ senderName: 'Emil' });
      await route.continue();
    });
    const review = page.getByRole('button', { name: 'Review and save' });
    const dialog = page.getByRole('dialog', { name: 'Save these changes?' });
    await review.click();
    await dialog.getByText('Typed Records').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody has saved other settings since you began.').waitFor();
    await page.getByText('Emil').first().waitFor();
    await page.unroute('**/api/rex/settings');
    await expect.poll(() => page.getByLabel('Brand name').inputValue()).toBe('Typed Records');
    expect((await saved()).brandName).toBe('Harbour Records');

    await page.getByRole('button', { name: 'Keep my changes on top of these' }).click();
    await expect.poll(() => page.getByLabel('Sender name').inputValue()).toBe('Emil');
    await review.click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').waitFor();
    expect(await saved()).toMatchObject({ brandName: 'Typed Records', senderName: 'Emil' });
  });

  it('say at its field what is wrong, and ask before typed changes are lost', async () => {
    const { page } = await story.visit({ workspace: ID }, '/settings');
    await page.getByLabel('Website').fill('https://');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await expect.poll(() => page.getByLabel('Website').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('link', { name: 'Missions', exact: true }).click();
    const asks = page.getByRole('dialog', { name: 'Leave without saving?' });
    await asks.getByRole('button', { name: 'Stay here' }).click();
    await expect.poll(() => page.getByLabel('Website').inputValue()).toBe('https://');
    await page.getByRole('link', { name: 'Missions', exact: true }).click();
    await asks.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Missions' }).waitFor();
  });
});
