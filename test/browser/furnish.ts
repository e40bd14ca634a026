import { alertStores } from '../../shared/alerts/adapters/stores.ts';
import { raiseAlert } from '../../shared/alerts/app/raise-alert.ts';
import { recommendationStores } from '../../shared/recommendations/adapters/stores.ts';
import { recordFindings } from '../../shared/recommendations/app/record-findings.ts';
import { receiveMail } from '../support/inbound-mail.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { NOBODY_LISTENS } from '../support/nobody-listens.ts';
import type { Answer, TestRex } from '../support/test-rex.ts';
import { HOUR, type TestWorkspace } from '../support/test-workspace.ts';

/** What a page of one thing needs to be opened. */
export interface Furnished {
  readonly missionId: string;
  /** Of an agent of the roster. */
  readonly runId: string;
  readonly approvalId: string;
  readonly importId: string;
  readonly leadId: string;
  readonly conversationId: string;
  readonly taskId: string;
  readonly meetingId: string;
  readonly campaignId: string;
}

/**
 * Puts one of everything into a workspace: a lead who was written to and has replied, an answer and a mission that wait for
 * approvals, a task, and whatever people can add. `text` makes every text that a person or the outside may choose, from the
 * name of its field.
 */
export async function furnish(
  rex: TestRex,
  ws: TestWorkspace,
  text: (field: string) => string,
): Promise<Furnished> {
  const post = async (path: string, body: object): Promise<Answer['json']> => {
    const { status, json, text: told } = await ws.call('POST', path, body);
    if (status >= 300) throw new Error(`${path} answered ${status}: ${told}`);
    return json;
  };
  const email = `ann@${ws.id}.example`;
  const row = [email, text('first'), text('last'), text('company'), text('job'), '2024-05-01'];
  const HEAD = 'email,first name,last name,company,job title,last contacted';
  const imported = await ws.importCsv(`${HEAD}\n${row.join(',')}\n${text('bad')},,,,,\n`);
  const leadId = await ws.leadId(email);

  await ws.approve(await ws.createMission({ steps: 1, collectDays: 30 }, { name: text('first mission') }));
  await rex.advance(HOUR);
  const [sent] = await ws.mails();
  await receiveMail(rex, {
    from: email,
    to: sent?.mail.replyTo?.[0]?.address ?? '',
    subject: `Re: ${text('subject')}`,
    text: `What does it cost?\n\n${text('reply')}`,
  });
  const conversationId = leadId.replace(/^l_/, 'c_');
  await post(`/api/inbox/${conversationId}/labels`, { add: [text('label')] });
  await post(`/api/inbox/${conversationId}/answers`, { text: text('answer') });

  await ws.importCsv(`${HEAD}\nbob@${ws.id}.example,${text('bob')},,,,2024-05-01\n`);
  const missionId = await ws.createMission({ steps: 1 }, { name: text('mission') });
  const { id: approvalId } = await ws.approvalOf(missionId);

  await post('/api/newsletters', {
    id: 'news',
    name: text('news'),
    purpose: text('purpose'),
    form: text('form'),
  });
  await post('/api/newsletters/news/subscribers', {
    email: `reader@${ws.id}.example`,
    proof: { at: '2026-01-02T10:00:00.000Z', source: text('source'), text: text('proof') },
  });
  const { id: taskId } = await post('/api/tasks', {
    type: 'newsletter.send',
    title: text('task'),
    description: text('description'),
    payload: { list: 'news', subject: text('issue'), html: '<p>Words</p>' },
  });
  const startsAt = new Date((await rex.now()).getTime() + 48 * HOUR).toISOString();
  const invitation = { leadId, startsAt, minutes: 30, title: text('meeting') };
  const { id: meetingId } = await post('/api/rex/meetings/invitations', invitation);
  await post('/api/faq', {
    id: 'delivery',
    questions: [text('question')],
    answer: text('faq'),
    source: text('terms'),
  });
  await post('/api/knowledge/documents', {
    id: 'terms',
    title: text('terms'),
    category: 'process-documentation',
    content: text('passage'),
    format: 'text',
  });
  const { id: runId } = await post('/api/agents/subject-line-writer/run', {
    input: { about: text('about') },
  });
  await post('/api/connections', {
    provider: 'wordpress',
    name: text('site'),
    account: { url: NOBODY_LISTENS, username: 'rex' },
    secret: { applicationPassword: 'abcd efgh ijkl mnop qrst uvwx' },
  });
  await post('/api/rex/webhooks', {
    url: `${NOBODY_LISTENS}/`,
    events: ['faq.*'],
    description: text('hook'),
  });
  await post('/api/rex/agents/external', { name: 'Copy desk', steps: ['personalize'] });
  const automation = { connector: 'n8n', name: text('flow'), url: `${NOBODY_LISTENS}/webhook/rex` };
  await post('/api/rex/automations', automation);
  const { id: campaignId } = await post('/api/campaigns', {
    name: text('campaign'),
    description: text('sale'),
    goals: [{ metric: 'booked', target: 10 }],
  });
  await ws.call('PUT', `/api/campaigns/${campaignId}/parts/${taskId}`);
  const by = { kind: 'person', instructions: text('instructions') };
  const { id: call } = await post('/api/moves', { campaign: campaignId, title: text('move'), by });
  const mission = { type: 'lead_reactivation', params: {} };
  await post('/api/moves', {
    campaign: campaignId,
    title: text('next move'),
    dependsOn: [call],
    by: { kind: 'mission', mission },
  });
  await advise(rex, ws, text);
  await rex.idle();
  return {
    missionId,
    runId,
    approvalId,
    importId: imported.id,
    leadId,
    conversationId,
    taskId,
    meetingId,
    campaignId,
  };
}

/** An alert and a recommendation, as Rex makes them when it has found something. */
async function advise(rex: TestRex, { id: workspace }: TestWorkspace, text: (field: string) => string) {
  const tables = await openLocalTables(rex.awsEndpoint);
  const now = await rex.now();
  try {
    const alert = { type: 'domain-reputation', severity: 'critical', cause: 'furnished' } as const;
    await raiseAlert(
      { alerts: alertStores(tables).alerts, clock: { now: () => now } },
      {
        ...alert,
        workspace,
        title: text('alert'),
        message: text('told'),
        evidence: { domain: text('evidence') },
      },
    );
    await recordFindings(
      recommendationStores(tables).recommendations,
      [
        {
          kind: 'deliverability',
          cause: 'bounces',
          sentence: text('advice'),
          evidence: text('numbers'),
          change: { setting: 'dailyBudget', from: 10_000, to: 30 },
        },
      ],
      { workspace, missionId: `m_${'0'.repeat(26)}`, now },
      'furnish',
    );
  } finally {
    tables.close();
  }
}
