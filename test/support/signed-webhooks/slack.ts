import { linkHandlers } from '../../../functions/http/approvals/links.ts';
import { alertSettingsSchema } from '../../../shared/alerts/contract/settings.ts';
import { slackSignature } from '../../../shared/notifications/adapters/slack/slack-signature.ts';
import { mapToSlack, subscribe } from '../../../shared/notifications/app/subscribe.ts';
import { decisionLinkRoutes } from '../../../shared/notifications/contract/link-routes.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { decideTask } from '../../../shared/tasks/app/decide-task.ts';
import { WORKSPACE } from '../../memory/rex.ts';
import { openTasks } from '../../memory/tasks.ts';
import { sendTo, type World } from './post.ts';

const SECRET = 'the signing secret of the test';
const CONNECTION = `con_${'0'.repeat(26)}`;

/** A task that waits for a decision, and the user of Slack who may make it. */
export async function slack({ action = 'approve' } = {}): Promise<World> {
  const rex = await openTasks();
  const clock = { now: () => new Date() };
  const deps = { ...rex.ports, clock };
  await rex.changeSettings({ alerts: alertSettingsSchema.parse({ slack: { connection: CONNECTION } }) });
  await subscribe(
    deps,
    { workspace: WORKSPACE, subject: 'ann', role: 'admin' },
    { channels: {}, requests: [] },
  );
  await mapToSlack(deps, WORKSPACE, 'ann', 'U0ANN');
  const { id } = await rex.create({ page: 'home', title: 'Hello' });
  await rex.work(id);
  const task = await rex.ports.tasks.get({ workspace: WORKSPACE, id });
  const approval = await rex.ports.approvals.get(WORKSPACE, task?.approvalId ?? '');
  if (!approval) throw new Error('The task asks for nothing.');
  const answered: unknown[] = [];
  const account = {
    botToken: 'xoxb-test',
    signingSecret: SECRET,
    channel: 'C0CHANNEL',
    api: 'https://slack.example',
    refused: async () => undefined,
  };
  const handlers = linkHandlers({
    ...deps,
    // The same decision as by the API. Its approvals are as old as the story, and the signatures are of now.
    decide: ({ workspace, id: of, subject, correlationId, ...decision }) =>
      decideTask(
        rex.ports,
        { workspace, id: of },
        { ...decision, cause: { actor: { kind: 'user', id: subject }, correlationId } },
      ),
    threadSecret: 'a secret of the test',
    slackAccounts: { open: async () => account },
    slack: {
      post: async () => ({ outcome: 'unknown', reason: 'Nobody posts here.' }),
      respond: async (_account, _url, answer) => {
        if (!answered.some((each) => JSON.stringify(each) === JSON.stringify(answer))) answered.push(answer);
        return true;
      },
    },
  });
  const payload = {
    type: 'block_actions',
    user: { id: 'U0ANN' },
    response_url: 'https://hooks.slack.com/actions/x',
    actions: [{ action_id: action, value: JSON.stringify([approval.id, approval.digest]) }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return {
    send: sendTo(httpHandler(decisionLinkRoutes, handlers)),
    effects: () => [rex.records(), rex.told(), answered],
    good: ({ key, ageMs = 0 } = {}) => {
      const timestamp = String(Math.floor((Date.now() - ageMs) / 1000));
      const by = key === undefined ? SECRET : 'nobody has this key';
      return {
        path: `/hooks/slack/${WORKSPACE}`,
        params: { workspace: WORKSPACE },
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': slackSignature(by, timestamp, Buffer.from(body)),
        },
        body,
      };
    },
  };
}
