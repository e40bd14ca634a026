import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedServer } from '../support/scripted-server.ts';
import { HOUR, openWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openStory, type Visit } from './open-browser.ts';

const ID = 'hookpage';

describe.skipIf(BROWSER === undefined)('a program that is told what happens', () => {
  const story = openStory();
  let server: Awaited<ReturnType<typeof startScriptedServer>>;
  let at: Visit;
  beforeAll(async () => {
    server = await startScriptedServer();
    await openWorkspace(story.rex, ID);
    at = await story.visit({ workspace: ID }, '/settings?section=webhooks');
  });
  afterAll(() => server?.stop());
  /** How often the delivery came that came most often. */
  const mostTimes = () =>
    Math.max(
      ...[...Map.groupBy(server.received(), ({ headers }) => headers['webhook-id']).values()].map(
        ({ length }) => length,
      ),
    );

  it('gets a secret that is shown once, and a test whose attempts are in the log', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an endpoint' });
    await dialog.getByLabel('Address').fill('http://10.0.0.1/');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    await expect.poll(() => dialog.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Address').fill(`${server.endpoint}/hook`);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const secret = page.getByRole('dialog', { name: 'The secret of this endpoint' });
    await secret.getByText(/^whsec_/).waitFor();
    await secret.getByRole('button', { name: 'I have kept it' }).click();
    expect(await page.content()).not.toContain('whsec_');

    server.script([
      { status: 503, body: 'starting <b>now</b>' },
      { status: 204, body: '' },
    ]);
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('A test is on its way; see the deliveries below.').waitFor();
    await story.rex.runUntilIdle(HOUR);
    await page.getByRole('button', { name: 'Read again' }).click();
    const log = page.getByRole('table', { name: 'Deliveries' });
    await log.getByText('Delivered').first().waitFor();
    const refusedOnce = log
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: '2', exact: true }) });
    await refusedOnce.getByRole('button').click();
    await page.getByText('starting <b>now</b>').waitFor();
    expect(mostTimes()).toBe(2);
  });

  it('gets again what it asks for, and nothing when it is disabled', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'Deliver again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deliver again' }).click();
    await page.getByText('It is on its way again.').waitFor();
    await story.rex.idle();
    expect(mostTimes()).toBe(3);
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No endpoint yet').waitFor();
  });
});
