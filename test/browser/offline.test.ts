import { beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory } from './open-browser.ts';

const ID = 'offline';

describe.skipIf(BROWSER === undefined)('a connection that is lost', () => {
  const story = openStory();
  let ws: TestWorkspace;
  /** Waits for its crew or for an approval: what it does is not the point. */
  const created = (name: string) =>
    ws.call('POST', '/api/rex/missions', { type: 'lead_reactivation', name, params: { steps: 1 } });
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    await created('Before');
  });

  it('is said at once; what was seen stays, nothing is sent later, and what was missed is caught up', async () => {
    const { page } = await story.visit({ workspace: ID }, '/missions');
    const said: string[] = [];
    const heard: { type: string; position?: number }[] = [];
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => said.push(String(payload)));
      socket.on('framereceived', ({ payload }) => heard.push(JSON.parse(String(payload))));
    });
    const live = page.getByText('Live', { exact: true });
    const mission = (name: string) => page.getByRole('table').getByRole('link', { name, exact: true });
    await live.waitFor();
    await mission('Before').waitFor();

    await page.context().setOffline(true);
    await page.getByText('Not live: connecting again').waitFor();
    await created('Meanwhile');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Rex does not answer. Is it running, and are you online?').first().waitFor();
    // The code of a page that nobody has opened is not here either.
    await openPage(page, '/agents');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await openPage(page, '/missions');
    await mission('Before').waitFor();
    expect(await mission('Meanwhile').count()).toBe(0);

    await page.context().setOffline(false);
    await live.waitFor();
    await mission('Meanwhile').waitFor();
    expect((await ws.call('GET', '/api/rex/status')).json.autonomy.paused).toBe(false);
    // It asked for what came after the last event that it had, and got each once.
    const [asked] = said.filter((text) => text.includes('catch-up')).map((text) => JSON.parse(text));
    expect(asked.after).toBeGreaterThan(0);
    const positions = heard.flatMap(({ type, position }) => (type === 'event' ? [position ?? 0] : []));
    expect(Math.min(...positions)).toBe(asked.after + 1);
  });

  it('is not that of the machine: a Rex on the same one goes on working', async () => {
    const { page } = await story.visit({ workspace: ID }, '/missions');
    // As where there is no network at all: the browser says that it is offline, and Rex answers.
    await page.evaluate("dispatchEvent(new Event('offline'))");
    await page.getByRole('link', { name: 'Domains and inboxes' }).click();
    await page.getByRole('link', { name: `mail.${ID}.example` }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Paused: nothing goes out').waitFor();
  });
});
