import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { startWordPressServer, type WordPressPeer } from '../support/wordpress-server.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'repairs';

describe.skipIf(BROWSER === undefined)('an account and a task', () => {
  const story = openStory();
  let site: WordPressPeer;
  let ws: TestWorkspace;
  let at: Visit;
  const titleOf = async () => (await site.ask('GET', 'posts/1')).title.raw;
  beforeAll(async () => {
    site = await startWordPressServer();
    ws = await openWorkspace(story.rex, ID);
    at = await story.visit({ workspace: ID }, '/connections');
  });
  afterAll(() => site?.stop());

  it('is connected, tested, and renewed when it refuses', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'Connect an account' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Connect an account' });
    await dialog.getByLabel('Name', { exact: true }).fill('Our site');
    await dialog.getByLabel('URL').fill(site.url);
    await dialog.getByLabel('Username').fill('wrong:name');
    await dialog.getByLabel('Application password').fill('zzzz zzzz zzzz zzzz zzzz zzzz');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    // What is wrong is said at its field, and what was typed stays.
    await dialog.getByText('must be the name of a user, without a colon').first().waitFor();
    await expect.poll(() => dialog.getByLabel('Username').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Our site');
    await dialog.getByLabel('Username').fill(site.administrator.username);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText('Refused', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'Renew the credentials' }).click();
    const { applicationPassword } = site.administrator;
    await page.getByRole('dialog').getByLabel('Application password').fill(applicationPassword);
    await page.getByRole('dialog').getByRole('button', { name: 'Renew' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText('Working', { exact: true }).nth(1).waitFor();
    expect(await page.content()).not.toContain(applicationPassword);
  });

  it('changes something outside, shows before and after, and is undone', async () => {
    const { page } = at;
    const [connection] = (await ws.call('GET', '/api/connections')).json.connections;
    const payload = { connection: connection.id, kind: 'post', id: 1, set: { title: 'Vinyl in Hamburg' } };
    const { json } = await ws.call('POST', '/api/tasks', {
      type: 'seo.fix',
      title: 'A better title',
      payload,
    });
    await openPage(page, `/tasks/${json.id}`);
    await story.rex.idle();
    await page.getByText('Completed', { exact: true }).first().waitFor();
    await page.getByText('Hello world!').first().waitFor();
    expect(await titleOf()).toBe('Vinyl in Hamburg');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undoes').waitFor();
    await story.rex.idle();
    await page.getByText('Completed', { exact: true }).first().waitFor();
    expect(await titleOf()).toBe('Hello world!');
    await page.getByRole('link', { name: json.id }).click();
    await page.getByText('Undone by').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });
});
