import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../shared/kernel/contract/common.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { SEATS } from '../../shared/lords/registry.ts';
import type { Seat } from '../../shared/seats/contract/seat.ts';
import { bodyOf, PROTECTED, pathOf } from '../support/route-samples.ts';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { type Furnished, furnish } from './furnish.ts';
import { BROWSER, openPage, openStory } from './open-browser.ts';

const ID = 'roles';
const WEB = join(import.meta.dirname, '../../console/web');
const routes: ReadonlyMap<string, RouteContract> = new Map(PROTECTED.map((each) => [each.operationId, each]));
const isAllowed = (operation: string, role: Role): boolean =>
  routes.get(operation)?.roles.includes(role) ?? false;

interface Place {
  readonly path: string;
  /** What everybody sees there as soon as the page has its data. */
  readonly shows: string;
  /** The buttons, each with the operation that it is for. */
  readonly buttons: Readonly<Record<string, string>>;
}

/** As the console writes the name of an operation on its button. */
const labelOf = (name: string): string =>
  name[0]?.toUpperCase() + name.slice(1).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Of each seat, the tabs with what may be asked for there: one for each set of roles that may ask. */
function tabsOfSeat({ name, kinds, acts }: Seat): Place[] {
  const made = Object.entries(acts).filter(([, { of }]) => of === undefined);
  const tabs = Map.groupBy(made, ([, { kind }]) => kinds[kind]?.tab ?? labelOf(kind));
  const byRoles = new Map(
    [...tabs].toReversed().map((tab) => [JSON.stringify(tab[1].map(([, { roles }]) => roles)), tab]),
  );
  return [...byRoles.values()].map(([tab, rows]) => ({
    path: `/council/${name}?tab=${tab.toLowerCase().replaceAll(' ', '-')}`,
    shows: tab,
    buttons: Object.fromEntries(rows.map(([operation]) => [labelOf(operation), operation])),
  }));
}

/** What is asked for about one work, which a furnished workspace does not have. */
const aboutWorks = SEATS.flatMap(({ acts }) =>
  Object.entries(acts).flatMap(([operation, { of }]) => (of === undefined ? [] : [operation])),
);

const places = (of: Furnished): readonly Place[] => [
  { path: '/missions', shows: 'A mission', buttons: { Stop: 'pause', 'New mission': 'createMission' } },
  { path: `/missions/${of.missionId}`, shows: 'A mission', buttons: { 'Cancel mission': 'cancelMission' } },
  {
    path: `/approvals/${of.approvalId}`,
    shows: 'Messages',
    buttons: { Approve: 'approve', Reject: 'reject' },
  },
  {
    path: `/inbox/${of.conversationId}`,
    shows: 'A answer',
    buttons: {
      'Take it': 'assignConversation',
      Snooze: 'snoozeConversation',
      Done: 'finishConversation',
      'Not right': 'correctReplyClass',
      'Go on': 'decideReply',
      'Never again': 'decideReply',
      Withdraw: 'withdrawAnswer',
      'Ask for approval': 'answerConversation',
      'Add the label': 'labelConversation',
    },
  },
  { path: '/tasks', shows: 'A task', buttons: { 'New task': 'createTask', 'Run it now': 'executeTasks' } },
  {
    path: `/tasks/${of.taskId}`,
    shows: 'It waits for a decision',
    buttons: { Cancel: 'cancelTask', Approve: 'approveTask', Reject: 'rejectTask', Change: 'editTask' },
  },
  { path: '/knowledge', shows: 'A terms', buttons: { 'Add a document': 'putDocument' } },
  { path: '/knowledge/terms', shows: 'A terms', buttons: { Remove: 'removeDocument' } },
  { path: '/campaigns', shows: 'Campaigns', buttons: { 'New campaign': 'createCampaign' } },
  ...SEATS.flatMap(tabsOfSeat),
  {
    path: `/campaigns/${of.campaignId}`,
    shows: 'A next move',
    buttons: {
      'Plan a move': 'createMove',
      Change: 'editCampaign',
      Budget: 'setCampaignBudget',
      'Add a mission or task': 'joinCampaign',
      'Take out': 'leaveCampaign',
      Start: 'startCampaign',
      Cancel: 'cancelCampaign',
    },
  },
  { path: '/leads', shows: 'A bob', buttons: { 'Import leads': 'createImport' } },
  {
    path: `/leads/${of.leadId}`,
    shows: 'What happened',
    buttons: {
      Conversation: 'openConversation',
      Meeting: 'inviteToMeeting',
      Suppress: 'suppressLead',
      Export: 'exportLead',
      Erase: 'eraseLead',
      'Ask the sources': 'enrichLead',
    },
  },
  {
    path: '/newsletters/news',
    shows: 'A source',
    buttons: {
      Change: 'putNewsletter',
      'Add a subscriber': 'addSubscriber',
      Unsubscribe: 'removeSubscriber',
    },
  },
  {
    path: `/meetings/${of.meetingId}`,
    shows: 'A meeting',
    buttons: { Move: 'changeMeeting', 'Call off': 'cancelMeeting' },
  },
  {
    path: '/agents?tab=external',
    shows: 'Copy desk',
    buttons: { 'Register agent': 'registerAgent', Revoke: 'revokeAgent' },
  },
  {
    path: '/agents?tab=automations',
    shows: 'A flow',
    buttons: { 'Add automation': 'addAutomation', Remove: 'removeAutomation' },
  },
  { path: '/roster/subject-line-writer', shows: 'Its task', buttons: { Run: 'runRosterAgent' } },
  {
    path: '/guilds/muse',
    shows: 'What it did',
    buttons: { 'Add somebody': 'joinGuild', Change: 'setGuildResources' },
  },
  {
    path: `/campaigns/${of.campaignId}`,
    shows: 'A next move',
    buttons: { 'Change A next move': 'editMove', Remove: 'removeMove' },
  },
  {
    path: '/recommendations',
    shows: 'A advice',
    buttons: { Apply: 'applyRecommendation', Dismiss: 'dismissRecommendation' },
  },
  { path: '/domains', shows: `mail.${ID}.example`, buttons: { 'Add domain': 'addDomain' } },
  {
    path: `/domains/mail.${ID}.example?tab=inboxes`,
    shows: 'No inbox',
    buttons: {
      Pause: 'pauseDomain',
      Rotate: 'rotateDomain',
      Remove: 'removeDomain',
      'Add inbox': 'setInbox',
    },
  },
  {
    path: `/domains/mail.${ID}.example?tab=records`,
    shows: 'dmarc',
    buttons: { 'Check now': 'checkDomainRecords', Provision: 'provisionDomain' },
  },
  {
    path: '/alerts',
    shows: 'A alert',
    buttons: { 'Acknowledge: A alert': 'acknowledgeAlert', 'Resolve: A alert': 'resolveAlert' },
  },
  { path: '/connections', shows: 'Connections', buttons: { 'Connect an account': 'addConnection' } },
  { path: '/settings?section=faq', shows: 'delivery', buttons: { 'Add an answer': 'putFaqEntry' } },
  {
    path: '/settings?section=members',
    shows: 'Signed in as',
    buttons: { 'Invite somebody': 'createInvitation' },
  },
  { path: '/settings?section=webhooks', shows: 'Webhooks', buttons: { 'Add an endpoint': 'createWebhook' } },
];

/** Buttons of what a furnished workspace does not have: they are asked for by the same `session.may`. */
const ELSEWHERE = [
  ...aboutWorks,
  ...['resumeMission', 'retryMission', 'resolveMessage', 'decideTogether', 'resolveAnswer', 'resume'],
  ...['executorStatus', 'resumeIssue', 'cancelIssue'],
  'completeMove',
  ...[
    'verifyDomain',
    'setDomainTier',
    'pauseInbox',
    'replayDeadLetter',
    'revokeAutonomy',
    'beginAutonomyAnew',
  ],
  ...['listInvitations', 'listApiKeys', 'changeMember', 'removeCampaign', 'leaveGuild'],
  ...['listDeadLetters', 'listConnections', 'listWebhooks', 'listNotifiedMembers'],
  ...['updateWebhook', 'replayWebhook', 'putSettings'],
];

/** Every operation that some part of the console asks about before it shows itself. */
const asked = new Set(
  globSync('**/*.{ts,tsx}', { cwd: WEB }).flatMap((file) =>
    [...readFileSync(join(WEB, file), 'utf8').matchAll(/\bmay\(\w+\.(\w+)\)/g)].map(([, name = '']) => name),
  ),
);

describe.skipIf(BROWSER === undefined)('a role', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let all: readonly Place[];
  const operations = () => new Set([...all.flatMap(({ buttons }) => Object.values(buttons)), ...ELSEWHERE]);
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID, { settings: { answers: { approval: 'all' } } });
    all = places(await furnish(story.rex, ws, (field) => `A ${field}`));
  });

  it('is asked about for every operation that not everybody may do', () => {
    const known = operations();
    expect([...asked].filter((operation) => !known.has(operation))).toEqual([]);
    expect([...known].filter((operation) => !routes.has(operation))).toEqual([]);
  });

  // An admin may what an owner may, here.
  it.each(ROLES.filter((role) => role !== 'admin'))(
    'of %s sees the buttons that it may use, and no others',
    async (role) => {
      const { page } = await story.visit({ workspace: ID, role });
      const wrong: Record<string, string> = {};
      for (const { path, shows, buttons } of all) {
        await openPage(page, path);
        await page.getByRole('main').getByText(shows).first().waitFor();
        // Those that are there say that the page is drawn; then the others would be there as well.
        const inOrder = Object.entries(buttons).toSorted(
          ([, a], [, b]) => Number(isAllowed(b, role)) - Number(isAllowed(a, role)),
        );
        for (const [name, operation] of inOrder) {
          const button = page
            .getByRole('button', { name, exact: true })
            .or(page.getByRole('link', { name, exact: true }));
          const isMine = isAllowed(operation, role);
          if (isMine)
            await button
              .first()
              .waitFor({ timeout: 15_000 })
              .catch(() => undefined);
          if ((await button.count()) > 0 !== isMine)
            wrong[`${path} ${name}`] = isMine ? 'is missing' : 'is there';
        }
      }
      expect(wrong).toEqual({});
    },
  );

  it.each(ROLES)('of %s is refused by the server what it sees no button for', async (role) => {
    const token = await story.rex.token(ID, role);
    const answers: Record<string, number> = {};
    for (const operation of operations()) {
      const route = routes.get(operation);
      if (route === undefined || isAllowed(operation, role)) continue;
      const body = route.method === 'GET' ? {} : { body: JSON.stringify(bodyOf(route)) };
      const { status } = await story.rex.fetch(route.method, pathOf(route), { token, ...body });
      if (status !== 403) answers[operation] = status;
    }
    expect(answers).toEqual({});
  });
});
