import type { RexEvent } from '../../../kernel/events.ts';

/** Where every record lives: the one place that builds keys. Every partition key begins with its workspace. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const key = (pk: string, sk: string): Key => ({ pk, sk });
const pad = (n: number): string => String(n).padStart(8, '0');

export const settingsKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'SETTINGS');
export const poolKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'POOL');
export const engagementHoursKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'ENGAGEMENT_HOURS');
export const dayKey = (ws: string, day: string): Key => key(`W#${ws}#DAYS`, day);
export const bucketKey = (ws: string, provider: string): Key => key(`W#${ws}#BUCKET#${provider}`, 'BUCKET');
export const requestsKey = (ws: string, subject: string): Key => key(`W#${ws}#REQUESTS`, subject);
export const llmAnswerKey = (ws: string, hash: string): Key => key(`W#${ws}#LLM#ANSWER#${hash}`, 'ANSWER');
export const llmJobKey = (ws: string, id: string): Key => key(`W#${ws}#LLM#JOB#${id}`, 'JOB');
export const enrichmentDayKey = (ws: string, day: string): Key => key(`W#${ws}#ENRICHMENT#DAYS`, day);
export const llmDayKey = (ws: string, day: string): Key => key(`W#${ws}#LLM#DAYS`, day);
export const llmMissionKey = (ws: string, mission: string): Key =>
  key(`W#${ws}#LLM#MISSION#${mission}`, 'SPENT');
export const agentRunKey = (ws: string, run: string): Key => key(`W#${ws}#AGENT_RUN#${run}`, 'RUN');
export const outsideAgentsPartition = (ws: string): string => `W#${ws}#OUTSIDE_AGENTS`;
export const outsideAgentKey = (ws: string, id: string): Key => key(outsideAgentsPartition(ws), id);
export const errandsPartition = (ws: string): string => `W#${ws}#ERRANDS`;
export const errandKey = (ws: string, id: string): Key => key(errandsPartition(ws), id);
export const agentStatsKey = (ws: string, agent: string): Key => key(`W#${ws}#AGENTS`, agent);
export const deadLetterKey = (ws: string, id: string): Key => key(`W#${ws}#DEAD_LETTER#${id}`, 'LETTER');
/** By the id of the message alone: whose it is may not be known when it fails. */
export const failureKey = (messageId: string): Key => key(`W#-#FAILURE#${messageId}`, 'FAILURE');
/** Of no workspace: a domain has one owner among all of them, and one cap a day whoever that is. */
const domainPartition = (domain: string): string => `W#-#DOMAIN#${domain}`;
export const domainOwnerKey = (domain: string): Key => key(domainPartition(domain), 'OWNER');
export const domainDayKey = (domain: string, day: string): Key => key(domainPartition(domain), `DAY#${day}`);
/** Of no workspace: a number that texts come from has one owner among all of them too. */
export const numberOwnerKey = (number: string): Key => key(`W#-#NUMBER#${number}`, 'OWNER');
export const ticketKey = (ws: string, hash: string): Key => key(`W#${ws}#TICKET#${hash}`, 'TICKET');
export const feedPartition = (ws: string): string => `W#${ws}#FEED`;
export const feedKey = (ws: string, position: number): Key =>
  key(feedPartition(ws), String(position).padStart(12, '0'));
export const feedPlaceKey = (ws: string, event: string): Key => key(`W#${ws}#FEED_PLACE#${event}`, 'PLACE');
export const idempotencyKey = (ws: string, name: string): Key => key(`W#${ws}#IDEMPOTENCY`, name);

/** Counts of an hour, in shards; snapshots of hours and days that are over; missions by when they ended. */
export const hourPartition = (ws: string, hour: string): string => `W#${ws}#HOUR#${hour}`;
export const hourShardKey = (ws: string, hour: string, shard: number): Key =>
  key(hourPartition(ws, hour), `SHARD#${shard}`);
export const historyPartition = (ws: string): string => `W#${ws}#HISTORY`;
export const snapshotKey = (ws: string, hour: string): Key => key(historyPartition(ws), `HOUR#${hour}`);
export const summaryKey = (ws: string, day: string): Key => key(historyPartition(ws), `DAY#${day}`);
export const standingKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'STANDING');
export const endedPartition = (ws: string): string => `W#${ws}#ENDED`;
export const endedKey = (ws: string, at: string, mission: string): Key =>
  key(endedPartition(ws), `${at}#${mission}`);

export const missionsPartition = (ws: string): string => `W#${ws}#MISSIONS`;
export const missionKey = (ws: string, id: string): Key => key(missionsPartition(ws), id);
/** How many missions are in each state, in shards. */
export const stateCountsPartition = (ws: string): string => `W#${ws}#MISSION_STATES`;
export const stateCountsKey = (ws: string, shard: number): Key =>
  key(stateCountsPartition(ws), `SHARD#${shard}`);
export const missionPartition = (ws: string, id: string): string => `W#${ws}#MISSION#${id}`;
export const stepKey = (ws: string, mission: string, step: string): Key =>
  key(missionPartition(ws, mission), `STEP#${step}`);
export const decisionKey = (ws: string, mission: string, id: string): Key =>
  key(missionPartition(ws, mission), `DECISION#${id}`);
export const workspaceDecisionKey = (ws: string, id: string): Key => key(`W#${ws}#DECISIONS`, id);
export const scoredPageKey = (ws: string, mission: string, page: string): Key =>
  key(missionPartition(ws, mission), `SCORED#${page}`);
export const surveyPageKey = (ws: string, mission: string, page: string): Key =>
  key(missionPartition(ws, mission), `SURVEY#${page}`);
export const sampleShareKey = (ws: string, mission: string): Key =>
  key(missionPartition(ws, mission), 'SAMPLE_SHARE');
export const targetKey = (ws: string, mission: string): Key => key(missionPartition(ws, mission), 'TARGET');
export const contentKey = (ws: string, mission: string): Key => key(missionPartition(ws, mission), 'CONTENT');
export const modelKey = (ws: string, mission: string): Key => key(missionPartition(ws, mission), 'MODEL');
export const cohortKey = (ws: string, mission: string, cohort: string): Key =>
  key(missionPartition(ws, mission), `COHORT#${cohort}`);
/** How many replies to a mission's messages wait for a decision. */
export const repliesWaitingKey = (ws: string, mission: string): Key =>
  key(missionPartition(ws, mission), 'REPLIES_WAITING');
export const draftsKey = (ws: string, mission: string, cohort: string): Key =>
  key(missionPartition(ws, mission), `DRAFTS#${cohort}`);

export const sendsPartition = (ws: string, mission: string, cohort: string): string =>
  `W#${ws}#SENDS#${mission}#${cohort}`;
export const sendKey = (ws: string, mission: string, cohort: string, lead: string, step: number): Key =>
  key(sendsPartition(ws, mission, cohort), `${lead}#${step}`);

export const approvalsPartition = (ws: string): string => `W#${ws}#APPROVALS`;
export const approvalKey = (ws: string, id: string): Key => key(approvalsPartition(ws), id);

export const profilesPartition = (ws: string): string => `W#${ws}#ICP_PROFILES`;
export const profileKey = (ws: string, id: string): Key => key(profilesPartition(ws), id);
export const latestProfileKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'ICP_PROFILE');

export const recommendationKey = (ws: string, id: string): Key => key(`W#${ws}#RECOMMENDATIONS`, id);
export const recommendationCauseKey = (ws: string, kind: string, cause: string): Key =>
  key(`W#${ws}#RECOMMENDATIONS`, `CAUSE#${kind}#${cause}`);

/** Each alert is a partition, so that a storm of them heats none; the list is a timeline. */
export const alertKey = (ws: string, id: string): Key => key(`W#${ws}#ALERT#${id}`, 'ALERT');
export const alertCauseKey = (ws: string, causeHash: string): Key =>
  key(`W#${ws}#ALERT_CAUSE#${causeHash}`, 'CAUSE');

export const leadPartition = (ws: string, lead: string): string => `W#${ws}#LEAD#${lead}`;
export const leadKey = (ws: string, lead: string): Key => key(leadPartition(ws, lead), 'LEAD');
export const ordersKey = (ws: string, lead: string): Key => key(leadPartition(ws, lead), 'ORDERS');
export const enrichmentKey = (ws: string, lead: string): Key => key(leadPartition(ws, lead), 'ENRICHMENT');
export const inboundKey = (ws: string, lead: string, id: string): Key =>
  key(leadPartition(ws, lead), `INBOUND#${id}`);
export const contactNumberKey = (ws: string, number: string): Key =>
  key(`W#${ws}#NUMBER#${number}`, 'NUMBER');
export const taskKey = (ws: string, task: string): Key => key(`W#${ws}#TASK#${task}`, 'TASK');
export const aliasKey = (ws: string, externalId: string): Key => key(`W#${ws}#ALIAS#${externalId}`, 'ALIAS');
export const rosterPartition = (ws: string): string => `W#${ws}#ROSTER`;
export const rosterKey = (ws: string, page: string): Key => key(rosterPartition(ws), page);

export const importsPartition = (ws: string): string => `W#${ws}#IMPORTS`;
export const importKey = (ws: string, id: string): Key => key(importsPartition(ws), id);
export const importPartition = (ws: string, id: string): string => `W#${ws}#IMPORT#${id}`;
export const chunkKey = (ws: string, id: string, chunk: number): Key =>
  key(importPartition(ws, id), `CHUNK#${pad(chunk)}`);
export const planKey = (ws: string, id: string, chunk: number): Key =>
  key(importPartition(ws, id), `PLAN#${pad(chunk)}`);
export const lookAlikesKey = (ws: string, id: string, n: number): Key =>
  key(importPartition(ws, id), `LOOKALIKES#${pad(n)}`);

export const connectionsPartition = (ws: string): string => `W#${ws}#CONNECTIONS`;
export const connectionKey = (ws: string, id: string): Key => key(connectionsPartition(ws), id);

/** Events sort by sequence within their aggregate; two writers of one sequence collide, which is the point. */
export const eventsPartition = (ws: string, type: string, id: string): string => `W#${ws}#${type}#${id}`;
export const eventKey = (event: RexEvent): Key =>
  key(eventsPartition(event.workspace, event.aggregate.type, event.aggregate.id), pad(event.sequence));

/**
 * Attributes that put a record on a list of its workspace in the order of time. `list` names it; `at` is any text
 * that sorts as the list shall, usually an instant. A record that is no longer on the list is written without them.
 */
export const timeline = (
  ws: string,
  list: string,
  at: string,
): { timelineKey: string; timelineAt: string } => ({
  timelineKey: `W#${ws}#${list}`,
  timelineAt: at,
});

/** The sparse index of work that is due: sharded, so that no partition of it is hot. */
const WORK_SHARDS = 4;
export type WorkKind = 'MISSION' | 'QUEUED' | 'COHORT' | 'IMPORT' | 'APPROVAL' | 'WORKSPACE';

export const workShards = (kind: WorkKind): string[] =>
  Array.from({ length: WORK_SHARDS }, (_, n) => `${kind}#${n}`);

export const workShardOf = (kind: WorkKind, id: string): string => `${kind}#${shardOf(id, WORK_SHARDS)}`;

/** One of so many shards, the same for the same id. */
export function shardOf(id: string, shards: number): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return sum % shards;
}
