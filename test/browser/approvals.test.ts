import { beforeAll, describe, expect, it } from 'vitest';
import { leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openStory } from './open-browser.ts';

const ID = 'decides';
const EACH = 3;
const addresses = (group: string) =>
  Array.from({ length: EACH }, (_, n) => `${group}${n}@${group}-${ID}.example`);

describe.skipIf(BROWSER === undefined)('two approvals and two people', () => {
  const story = openStory();
  let ws: TestWorkspace;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    for (const name of ['Spring', 'Autumn']) {
      await ws.importCsv(leadsCsv(addresses(name.toLowerCase())));
      await ws.approvalOf(await ws.createMission({ steps: 1, maxLeads: EACH }, { name }));
    }
  });

  it('what is approved goes out, and what else waits does not', async () => {
    const { page } = await story.visit({ workspace: ID }, '/approvals');
    const waiting = page.getByRole('table', { name: 'Waiting for a decision' });
    await waiting.getByRole('link', { name: /Autumn/ }).waitFor();
    await waiting.getByRole('link', { name: /Spring/ }).click();
    const to = page.getByRole('article').getByRole('link');
    const first = String(await to.textContent());
    await page.keyboard.press('j');
    await expect.poll(() => to.textContent()).not.toBe(first);
    const seen = [first, String(await to.textContent())];
    await page.keyboard.press('a');
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText(`Approved by owner@${ID}.example just now. Follow the mission`).waitFor();
    await story.rex.idle();
    const sent = (await ws.mails()).map((mail) => mail.to);
    expect(sent).toHaveLength(EACH);
    expect(sent).toEqual(expect.arrayContaining(seen));
    await page.getByRole('link', { name: 'All approvals' }).click();
    await page
      .getByRole('table', { name: 'Decided' })
      .getByRole('link', { name: /Spring/ })
      .waitFor();
    await expect
      .poll(() => waiting.getByRole('link').allTextContents())
      .toEqual([expect.stringContaining('Autumn')]);
  });

  it('each sees at once what the other has decided', async () => {
    const path = `/approvals/${(await pending(ws)).id}`;
    const [ann, bob] = await Promise.all([
      story.visit({ workspace: ID, role: 'approver' }, path),
      story.visit({ workspace: ID, role: 'admin' }, path),
    ]);
    const decide = bob.page.getByRole('button', { name: 'Approve' });
    await Promise.all([decide.waitFor(), bob.page.getByText('Live', { exact: true }).waitFor()]);
    await ann.page.getByRole('button', { name: 'Reject' }).click();
    await ann.page.getByLabel('Reason').fill('Too early in the year.');
    await ann.page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await bob.page.getByText(/^Rejected by ./).waitFor();
    await expect.poll(() => bob.page.getByRole('main').textContent()).toContain('Too early in the year.');
    await expect.poll(() => decide.count()).toBe(0);
    expect(await ws.mails()).toHaveLength(EACH);
  });

  it('whoever is a moment too late is told so, and nothing happens twice', async () => {
    await ws.importCsv(leadsCsv(addresses('winter')));
    const missionId = await ws.createMission({ steps: 1, maxLeads: EACH }, { name: 'Winter' });
    const { id, digest } = await ws.approvalOf(missionId);
    const { page } = await story.visit({ workspace: ID }, `/approvals/${id}`);
    await page.getByRole('button', { name: 'Approve' }).click();
    const yes = page.getByRole('dialog').getByRole('button', { name: 'Approve' });
    await yes.waitFor();
    // Between the dialog and the click: the page cannot have heard of it yet.
    await page.route('**/approve', async (route) => {
      await ws.call('POST', `/api/approvals/${id}/approve`, { digest }, { role: 'approver' });
      await route.continue();
    });
    await yes.click();
    await page.getByRole('dialog').getByText('approved already').waitFor();
    await page.getByText(/^Approved by ./).waitFor();
    await story.rex.idle();
    expect(await ws.mails()).toHaveLength(2 * EACH);
  });

  it('what is below the threshold shows why, may be let pass, and is refused until all of it is', async () => {
    const quality = { gate: true, threshold: 90, brand: { phrases: ['since 1921', 'in Leeds', 'by hand'] } };
    await ws.settings({ quality });
    await ws.importCsv(leadsCsv(addresses('summer')));
    const missionId = await ws.createMission({ steps: 1, maxLeads: EACH }, { name: 'Summer' });
    const { id } = await ws.approvalOf(missionId);
    const { page } = await story.visit({ workspace: ID }, `/approvals/${id}`);
    await page.getByText('2 messages are below the threshold.').waitFor();
    const costs = page.getByRole('list', { name: 'What costs points' });
    await costs.getByText('It does not say "since 1921".').waitFor();
    await page.getByRole('button', { name: 'Let it pass' }).click();
    await page.getByLabel('Reason').fill('The new brand comes later.');
    await page.getByRole('dialog').getByRole('button', { name: 'Let it pass' }).click();
    await page.getByText('A person let exactly these words pass.').waitFor();
    // The other variant still waits for somebody.
    await page.getByText('1 message is below the threshold.').waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page
      .getByRole('dialog')
      .getByText(/Its quality is/)
      .waitFor();
  });
});

async function pending(ws: TestWorkspace): Promise<{ readonly id: string }> {
  const { json } = await ws.call('GET', '/api/approvals?state=pending');
  return json.approvals[0];
}
