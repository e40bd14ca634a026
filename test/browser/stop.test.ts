import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory } from './open-browser.ts';

const ID = 'midstop';
const PEOPLE = 30;

describe.skipIf(BROWSER === undefined)('a stop in the middle of a mission', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let missionId: string;
  const faults = (rules: readonly object[]) =>
    story.rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    await ws.importCsv(leadsCsv(Array.from({ length: PEOPLE }, (_, n) => `p${n}@${ID}.example`)));
    missionId = await ws.createMission({ steps: 1 }, { name: 'Spring' });
  });

  it('is one click on any page; it says what was sent and held back, and after it nothing goes out', async () => {
    const { id, digest } = await ws.approvalOf(missionId);
    const { page } = await story.visit({ workspace: ID }, '/leads');
    const stop = page.getByRole('button', { name: 'Stop', exact: true });
    await stop.waitFor();
    // The provider is slow, so that some have gone out and others have not when the stop comes.
    await faults([{ kind: 'delay', target: 'ses.', rate: 0.5, delayMs: 700 }]);
    await ws.call('POST', `/api/approvals/${id}/approve`, { digest });
    while ((await ws.mails()).length === 0) await ws.mission(missionId);
    await stop.click();
    const dialog = page.getByRole('dialog', { name: 'Rex has stopped' });
    await dialog.getByText('1 mission stood in the middle of sending:').waitFor();
    const item = dialog.getByRole('listitem');
    await item.getByText(/sent, .* held back/).waitFor();
    const atStop = (await ws.mails()).length;
    await faults([]);
    await story.rex.advance(HOUR);
    expect(await ws.mails()).toHaveLength(atStop);
    expect(atStop).toBeLessThan(PEOPLE);
    await item.getByText(`${atStop} messages sent, ${PEOPLE - atStop} messages held back`).waitFor();
    await item.getByRole('link', { name: 'Spring' }).click();
    await page.getByRole('heading', { level: 1, name: 'Spring' }).waitFor();
    await page.getByText('Paused: nothing goes out').waitFor();

    await openPage(page, '/audit');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Working').waitFor();
    await story.rex.runUntilIdle(2 * DAY);
    await openPage(page, `/missions/${missionId}`);
    await page.getByText('Completed', { exact: true }).first().waitFor();
    expect(new Set((await ws.mails()).map(({ to }) => to)).size).toBe(PEOPLE);
    expect(await ws.mails()).toHaveLength(PEOPLE);
  });
});
