import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SILENT_PEOPLE } from '../support/silent-people.ts';
import { DAY, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'sickened';
const PEOPLE = 20;
/** Rex leaves the domain alone, so that it is a person who sees and acts. */
const HARDY = { rules: { pauseBounceRate: 1, rotateBelowReputation: 0, prewarmedReputation: 0 } };

describe.skipIf(BROWSER === undefined)('a domain whose mail bounces', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let at: Visit;
  let missionId: string;
  let used: string;
  let spare: string;
  const people = (changes: object) =>
    story.rex.fetch('POST', '/_local/people', { body: JSON.stringify({ ...SILENT_PEOPLE, ...changes }) });
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID, { settings: HARDY });
    const second = { domain: `second.${ID}.example`, tier: 'prewarmed', targetPerDay: 500 };
    await ws.call('POST', '/api/rex/domains/add', second);
    await people({ deliver: 0.5, hardBounce: 0.5 });
    await ws.importCsv(leadsCsv(Array.from({ length: PEOPLE }, (_, n) => `p${n}@${ID}.example`)));
    missionId = await ws.createMission({ steps: 2 }, { name: 'Spring' });
    await ws.approve(missionId);
    await story.rex.runUntilIdle(DAY);
    const { domains } = (await ws.call('GET', '/api/rex/resources')).json;
    const isUsed = ({ holders }: { holders: unknown[] }) => holders.length > 0;
    used = domains.find(isUsed).domain;
    spare = domains.find((each: { holders: unknown[] }) => !isUsed(each)).domain;
    at = await story.visit({ workspace: ID }, '/');
  });
  afterAll(() => people({}));

  it('stops the mission, which says why and goes on when somebody insists', async () => {
    const { page } = at;
    await openPage(page, `/missions/${missionId}`);
    await page.getByText('Nothing more goes out until a person resumes the mission or cancels it.').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Resume' }).click();
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByRole('button', { name: 'Resume' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('The list is clean now.');
    await people({});
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Resumed', { exact: true }).waitFor();
    await page.getByText('The list is clean now.').first().waitFor();
    expect((await ws.mission(missionId)).release?.stopped).toBeNull();
  });

  it('shows how ill it is, says what a rotation would move, and is rotated', async () => {
    const { page } = at;
    await openPage(page, '/domains');
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: used }) });
    await row.getByRole('link', { name: used }).click();
    const reputation = page.getByRole('table', { name: 'Reputation by mailbox provider' });
    const bounced = reputation.getByRole('row').nth(1).getByRole('cell').nth(4);
    await expect.poll(() => bounced.textContent(), { timeout: 10_000 }).toMatch(/^[1-9][\d.]*% /);
    await page.getByRole('button', { name: 'Rotate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('link', { name: 'Spring' }).waitFor();
    await dialog.getByText('Needs a new approval').waitFor();
    await dialog.getByLabel('To').selectOption(spare);
    await dialog.getByLabel('Reason (optional)').fill('Too many bounces.');
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    await dialog.getByText(`Sends from ${spare}`, { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('main').getByText('Paused', { exact: true }).first().waitFor();
    expect((await ws.mission(missionId)).attempt).toBe(2);
  });

  it('sends again when it is resumed, and not while it is paused', async () => {
    const { page } = at;
    const status = async () => (await ws.call('GET', `/api/rex/domains/${used}`)).json.status;
    expect(await status()).toBe('paused');
    for (const [button, is] of [
      ['Resume', 'active'],
      ['Pause', 'paused'],
    ] as const) {
      await page.getByRole('main').getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await status()).toBe(is);
    }
  });
});
