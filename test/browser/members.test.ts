import { beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../support/test-workspace.ts';
import { BROWSER, goTo, openStory } from './open-browser.ts';

const ID = 'teampage';
const KEY = /^rxk_teampage_/;

describe.skipIf(BROWSER === undefined)('an owner', () => {
  const story = openStory();
  beforeAll(() => openWorkspace(story.rex, ID));

  it('makes a key that is shown once, works, and works no more once it is revoked', async () => {
    const { page } = await story.visit({ workspace: ID }, '/settings?section=keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const form = page.getByRole('dialog', { name: 'Make an API key' });
    await form.getByLabel('What it is for').fill('<b>CRM</b>');
    await form.getByRole('button', { name: 'Make', exact: true }).click();
    const shown = page.getByRole('dialog', { name: 'The new key' });
    const token = (await shown.getByText(KEY).textContent()) ?? '';
    await shown.getByRole('button', { name: 'I have kept it' }).click();
    const row = page.getByRole('row').filter({ hasText: '<b>CRM</b>' });
    await row.waitFor();
    expect(await page.content()).not.toContain(token);
    const status = async () => (await story.rex.fetch('GET', '/api/rex/missions', { token })).status;
    expect(await status()).toBe(200);
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row.getByText('revoked').waitFor();
    expect(await status()).toBe(401);
  });

  it('invites somebody, and takes it back', async () => {
    const { page } = await story.visit({ workspace: ID });
    await goTo(page, '/settings?section=members');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const form = page.getByRole('dialog', { name: 'Invite somebody' });
    await form.getByLabel('E-mail').fill('kim@people.example');
    await form.getByRole('button', { name: 'Invite', exact: true }).click();
    const shown = page.getByRole('dialog', { name: 'The link of the invitation' });
    await shown.getByText('/join#rxi_teampage_').waitFor();
    await shown.getByRole('button', { name: 'I have kept it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'kim@people.example' });
    await row.getByText('Pending').waitFor();
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row.getByText('Revoked').waitFor();
  });
});
