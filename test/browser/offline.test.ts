import { beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory } from './open-browser.ts';

const ID = 'offline';

interface Heard {
  readonly type: string;
  readonly position?: number;
  readonly event?: { readonly name: string };
}

describe.skipIf(BROWSER === undefined)('a connection that is lost', () => {
  const story = openStory();
  let ws: TestWorkspace;
  /** Waits for its crew or for an approval: what it does is not the point. */
  const created = (name: string) =>
    ws.call('POST', '/api/rex/missions', { type: 'lead_reactivation', name, params: { steps: 1 } });
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    await created('Before');
    await story.rex.idle();
  });

  it('is said at once; what was seen stays, nothing is sent later, and what was missed is caught up', async () => {
    const { page } = await story.visit({ workspace: ID }, '/missions');
    const connections: { said: string[]; heard: Heard[] }[] = [];
    page.on('websocket', (socket) => {
      const connection = { said: [] as string[], heard: [] as Heard[] };
      connections.push(connection);
      socket.on('framesent', ({ payload }) => connection.said.push(String(payload)));
      socket.on('framereceived', ({ payload }) => connection.heard.push(JSON.parse(String(payload))));
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

    const before = connections.length;
    await page.context().setOffline(false);
    await live.waitFor();
    await mission('Meanwhile').waitFor();
    expect((await ws.call('GET', '/api/rex/status')).json.autonomy.paused).toBe(false);
    // It asked for what came after the last event up to which it had all, and got it.
    const caughtUp = () =>
      connections.slice(before).find(({ heard }) => heard.some(({ type }) => type === 'caught-up'));
    await expect.poll(caughtUp, { timeout: 10_000 }).toBeDefined();
    const { said = [], heard = [] } = caughtUp() ?? {};
    const [asked] = said.filter((text) => text.includes('catch-up')).map((text) => JSON.parse(text));
    const events = heard.filter(({ type }) => type === 'event');
    expect(Math.min(...events.map(({ position = 0 }) => position))).toBe(asked.after + 1);
    expect(events.map(({ event }) => event?.name)).toContain('mission.created');
    // What could not be fetched meanwhile is fetched when it is wanted: the button that lets Rex go on, and the page.
    await ws.call('POST', '/api/rex/pause', {});
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await openPage(page, '/agents');
    await page.getByRole('heading', { level: 1, name: 'Agents' }).waitFor();
    await ws.call('POST', '/api/rex/resume', {});
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
    const other = await story.visit({ workspace: ID }, '/');
    await other.page.getByRole('button', { name: 'Resume' }).click();
    await other.page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Working').waitFor();
  });
});
