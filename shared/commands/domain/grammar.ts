import { isOutreachType, MISSION_TYPES, type MissionType } from '../../missions/contract/mission.ts';
import type { CommandName } from '../contract/commands.ts';
import { type Template, template } from './template.ts';
import type { Reading } from './values.ts';

/** The beginning of a sentence, which names the command. */
export interface Phrase {
  readonly command: CommandName;
  readonly template: Template;
  /** Input that the phrase itself sets. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A continuation of a sentence: a value for a field of the input. */
export interface Clause {
  readonly template: Template;
  /** Path into the input, as `params.steps`. */
  readonly field: string;
  readonly reading: Reading;
  /** The types of mission that it applies to. Other commands take only what their phrase names. */
  readonly types: readonly MissionType[] | 'any';
}

const phrase = (command: CommandName, text: string, input: Phrase['input'] = {}): Phrase => ({
  command,
  template: template(text),
  input,
});
const mission = (type: MissionType, text: string, more: Phrase['input'] = {}): Phrase =>
  phrase('create-mission', text, { type, ...more });

const START = '(start|run|launch|create|begin|execute|make)';
const OUR = '[all] [the|my|our|those]';
const LEADS = '(leads|lead|customers|contacts|people|subscribers|accounts)';
const SLEEPING = '[dormant|old|lost|sleeping|silent|quiet|inactive|former|past|cold|lapsed]';

/** Rex repeats a command by its first phrase, and a mission by the first phrase of its type. */
export const PHRASES: readonly Phrase[] = [
  mission(
    'lead_reactivation',
    `(wake up|wake|reactivate|revive|win back|re-engage|reengage|bring back) ${OUR} ${SLEEPING} ${LEADS}`,
  ),
  mission('lead_reactivation', '(wake up|wake|reactivate|revive|win back|re-engage|reengage|bring back)'),
  mission('lead_reactivation', `${START} [a|an|the] [new] [lead] reactivation [mission]`),
  mission('campaign_execution', `${START} [a|an|the] [new] [full] (campaign|outreach) [mission]`),
  mission(
    'icp_extraction',
    `(extract|find|build|update|refresh|compute|make) [the|our|my|an|a] [new] (ideal customer profile|icp|customer profile)`,
  ),
  mission('domain_rotation', `(check|inspect|look after) ${OUR} [sending] domains`),
  mission(
    'performance_optimization',
    `(optimise|optimize|improve|tune|review) ${OUR} (performance|results|campaigns|sending)`,
  ),
  mission('error_recovery', `(recover|repair|mend|retry) ${OUR} [failed|broken] missions`),
  // Every type can be requested by its name, also one without a phrase of its own.
  ...MISSION_TYPES.map((type) =>
    mission(type, `${START} [a|an|the] [new] ${type.replaceAll('_', ' ')} [mission]`),
  ),
  phrase('cancel-mission', '(cancel|abort|end|kill) [the|this|that|my] [mission] {missionId_mission}'),
  phrase('cancel-mission', '(cancel|abort|end|kill) [the|this|that|my] [mission]'),
  phrase('cancel-mission', 'stop [the|this|that|my] mission [{missionId_mission}]'),
  phrase('cancel-mission', 'stop {missionId_mission}'),
  phrase('retry-mission', '(retry|redo|restart|rerun) [the|this|that|my] [mission] {missionId_mission}'),
  phrase('retry-mission', '(retry|redo|restart|rerun) [the|this|that|my] mission'),
  phrase(
    'show-mission',
    '(show|describe|open|status of|how is|what about) [me] [the|this|that|my] [mission] {missionId_mission}',
  ),
  phrase('list-missions', `(list|show|which) [me] ${OUR} {state} missions`),
  phrase('list-missions', `(list|show|which) [me] ${OUR} missions`),
  phrase('show-status', '(show|what is|give) [me] [the|our|my] [overall] status'),
  phrase('show-status', '(status|how are we doing|how is it going|what is going on)'),
  phrase('pause', '(pause|halt|stop|freeze) (everything|rex|all|sending|all sending|the workspace)'),
  phrase('pause', 'pause'),
  phrase(
    'resume',
    '(resume|continue|unpause|go on with) (everything|rex|all|sending|all sending|the workspace)',
  ),
  phrase('resume', '(resume|unpause|go on)'),
  phrase('list-domains', `(list|show) [me] ${OUR} [sending] domains`),
  phrase('rotate-domain', 'rotate [away from] [the] [sending] [domain] {domain} to {to_domain}'),
  phrase('rotate-domain', 'rotate [away from] [the] [sending] domain [{domain}]'),
  phrase('rotate-domain', 'rotate [away from] {domain}'),
  phrase('pause-domain', '(pause|rest|stop using) [the] [sending] domain [{domain}]'),
  phrase('pause-domain', '(pause|rest|stop using) {domain}'),
  phrase('resume-domain', '(resume|use again) [the] [sending] domain [{domain}]'),
  phrase('resume-domain', '(resume|use again) {domain}'),
  phrase(
    'explain-lead',
    '(explain|why|what happened to|tell me about) [was|is|did] [the|this] [lead] {leadId_lead} [not] [get|got] [written to|contacted|mailed|a mail|an e-mail|anything]',
  ),
];

const OUTREACH = MISSION_TYPES.filter(isOutreachType);
const clause = (
  types: Clause['types'],
  field: string,
  reading: Reading,
  ...texts: readonly string[]
): Clause[] => texts.map((text) => ({ types, field, reading, template: template(text) }));

/** Rex repeats a field by its first clause. */
export const CLAUSES: readonly Clause[] = [
  ...clause(
    OUTREACH,
    'params.dormantAfterWeeks',
    'weeks',
    '[that|who|which] [have|are|were] [been] (silent|quiet|dormant|inactive|away) for [more than|over|at least] {value_span}',
    '[that|who|which] [have|has] not (bought|ordered|answered|written|been heard of) (for|in|within) [more than|over|at least] [the last] {value_span}',
  ),
  ...clause(
    OUTREACH,
    'params.maxLeads',
    'number',
    `(at most|up to|no more than|only|the best|the top|top|best) {value_number} [best] [of them|${LEADS.slice(1, -1)}]`,
    `{value_number} ${SLEEPING} ${LEADS}`,
  ),
  ...clause(
    OUTREACH,
    'params.steps',
    'number',
    '{value_number} (e-mails|e-mail|emails|email|mails|mail|messages|message|steps|step|touches) [each]',
  ),
  ...clause(
    OUTREACH,
    'params.holdout',
    'share',
    '(hold out|hold back|holding out|holding back) {value_number} (per cent|percent)',
    '{value_number} (per cent|percent) (holdout|held out|held back|control group)',
  ),
  ...clause(OUTREACH, 'params.holdout', 'none', '(no|without [a]) (holdout|control group)'),
  ...clause(
    OUTREACH,
    'params.minimumScore',
    'number',
    '[with] [a] [score] (of at least|scoring at least|scoring above) {value_number} [per cent|percent]',
    'score (above|over|of at least|at least) {value_number} [per cent|percent]',
  ),
  ...clause(OUTREACH, 'params.collectDays', 'days', '(wait|waiting) {value_span} [for answers|for replies]'),
  ...clause(OUTREACH, 'params.goal', 'text', '[with] [the] goal {value_text}', 'to say {value_text}'),
  ...clause(
    OUTREACH,
    'params.offer',
    'text',
    '(offer|offering) {value_text}',
    '[with] [the] offer {value_text}',
  ),
  ...clause(OUTREACH, 'params.asOf', 'day', 'as of {value_moment}'),
  ...clause(['campaign_execution'], 'params.segment', 'text', '[to|for|in] [the] segment {value_text}'),
  ...clause(
    ['campaign_execution'],
    'workflow',
    'by-profile',
    'by [the] [ideal customer] profile',
    'icp driven',
    'icp-driven',
  ),
  ...clause(['performance_optimization'], 'params.days', 'days', '[of|over] the last {value_span}'),
  ...clause(
    ['icp_extraction'],
    'params.minSegmentLeads',
    'number',
    `[with] segments of at least {value_number} [${LEADS.slice(1, -1)}]`,
  ),
  ...clause(['domain_rotation'], 'params.domain', 'word', '[only] [the] domain {value_domain}'),
  ...clause(['error_recovery'], 'params.missionId', 'word', '[only] [the] mission {value_mission}'),
  ...clause(
    'any',
    'params.dryRun',
    'yes',
    '[as] [a] (dry run|dry-run|simulation)',
    'without sending [anything]',
    'do not send [anything]',
    "don't send [anything]",
  ),
  ...clause('any', 'priority', 'number', '[with] [a] priority [of] {value_number}'),
  ...clause('any', 'priority', 'high', '(urgently|urgent|with high priority|as soon as possible)'),
  ...clause('any', 'deadline', 'moment', '(by|until|before) {value_moment}'),
  ...clause('any', 'name', 'text', '[it] (called|named|name it|call it) {value_text}'),
];

/** Words that change nothing. A negation is never one of them. */
export const FILLERS: ReadonlySet<string> = new Set(
  'a an the and then please now also just rex can could would you i we want to like let us lets with of for me thanks thank in it that who which have has been are were is'.split(
    ' ',
  ),
);

/** The question when a required field is missing. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  missionId: 'Which mission? Say its id, such as m_01jd8w5gk3q4v6x8z0a2c4e6g8; "list missions" shows them.',
  domain: 'Which domain? Say its name, such as mail.acme.example; "list domains" shows them.',
  leadId: 'Which lead? Say its id, such as l_0a1b2c3d4e5f6g7h8i9j; "rex leads list" shows them.',
};
