import { beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const HOSTS = 'hosts';
const GUESTS = 'guests';
/** As the sign-in of this machine names an operator of that workspace. */
const GUEST = `operator@${GUESTS}.example`;

describe.skipIf(BROWSER === undefined)('a person of two workspaces', () => {
  const story = openStory();
  let hosts: TestWorkspace;
  let guests: TestWorkspace;
  let guest: Visit;
  let link: URL;
  const table = () => guest.page.getByRole('table', { name: 'Missions' });
  const mission = (of: TestWorkspace, name: string) => of.createMission({ dryRun: true }, { name });
  const goTo = async (workspace: string) => {
    await guest.page.getByRole('button', { name: /^(hosts|guests)$/ }).click();
    await guest.page.getByRole('menuitem', { name: `Go to ${workspace}` }).click();
    await guest.page.getByRole('button', { name: workspace, exact: true }).waitFor();
  };
  beforeAll(async () => {
    hosts = await openWorkspace(story.rex, HOSTS);
    guests = await openWorkspace(story.rex, GUESTS);
    await Promise.all([mission(hosts, 'Of the hosts'), mission(guests, 'Of the guests')]);
  });

  it('is invited by a link', async () => {
    const { page } = await story.visit({ workspace: HOSTS }, '/settings?section=members');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const form = page.getByRole('dialog', { name: 'Invite somebody' });
    await form.getByLabel('E-mail').fill(GUEST);
    await form.getByRole('button', { name: 'Invite', exact: true }).click();
    const shown = page.getByRole('dialog', { name: 'The link of the invitation' });
    link = new URL((await shown.getByText('/join#').textContent()) ?? '');
    await shown.getByRole('button', { name: 'I have kept it' }).click();
    expect(link.hash).toMatch(/^#rxi_hosts_/);
  });

  it('signs in and joins, and the token is left nowhere', async () => {
    guest = await story.visit({ workspace: GUESTS, role: 'operator' }, `/join${link.hash}`);
    const { page } = guest;
    await page.getByRole('heading', { name: `Join ${HOSTS}` }).waitFor();
    await page.getByText(GUEST).waitFor();
    expect(page.url()).toBe(`${story.rex.url}/join`);
    await page.getByRole('button', { name: `Join ${HOSTS}` }).click();
    await page.getByRole('button', { name: HOSTS, exact: true }).waitFor();
    await page.getByText('viewer of').waitFor();
    const places = await page.evaluate(
      `JSON.stringify([location.href, {...sessionStorage}, {...localStorage}, performance.getEntries().map(({ name }) => name)])`,
    );
    expect(places).toContain('/api/me');
    expect(places).not.toContain('rxi_');
  });

  it('works in either, and sees nothing of the other there', async () => {
    const { page } = guest;
    await openPage(page, `/missions?workspace=${HOSTS}`);
    await table().getByText('Of the hosts').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'New mission' }).count()).toBe(0);
    await goTo(GUESTS);
    await page.getByRole('link', { name: 'Missions', exact: true }).click();
    await table().getByText('Of the guests').waitFor();
    expect(new URL(page.url()).searchParams.get('workspace')).toBe(GUESTS);
    expect(await table().getByText('Of the hosts').count()).toBe(0);
    await page.getByRole('link', { name: 'New mission' }).first().waitFor();
    // What happens in this one is told, and nothing of the other.
    await page.getByText('Live', { exact: true }).waitFor();
    await mission(hosts, 'Later of the hosts');
    await mission(guests, 'Later of the guests');
    await table().getByText('Later of the guests').waitFor();
    expect(
      await table()
        .getByText(/of the hosts/i)
        .count(),
    ).toBe(0);
    for (const _ of ['missions', 'first page']) await page.goBack();
    await table().getByText('Later of the hosts').waitFor();
  });

  it('opens a link in the workspace that it is of, and is told when that is not theirs', async () => {
    const { page } = guest;
    await page.goto(`${story.rex.url}/missions?workspace=${HOSTS}`);
    await table().getByText('Of the hosts', { exact: true }).waitFor();
    await page.goto(`${story.rex.url}/missions`);
    await table().getByText('Of the guests', { exact: true }).waitFor();
    await page.goto(`${story.rex.url}/missions?workspace=strangers`);
    await page.getByRole('heading', { name: 'Not your workspace' }).waitFor();
    await page.getByRole('button', { name: `Go to ${GUESTS}` }).click();
    await page.getByRole('heading', { level: 1, name: 'Command Center' }).waitFor();
  });
});
