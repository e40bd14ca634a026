import { DEPLOYMENT, untracked } from '../shared/platform/contract/deployment.ts';

/** Names that are fixed, because something must name a resource before it exists or from outside of CloudFormation. */
export const PREFIX = DEPLOYMENT.prefix;

/** The machine's own steps answer its task tokens, so their permissions name it while it does not exist yet. */
export const MISSION_MACHINE = `${PREFIX}-mission`;
export const PROVISIONING_MACHINE = `${PREFIX}-domain-provisioning`;
export const SCHEDULE_GROUP = 'rex';
export const CONFIGURATION_SET = DEPLOYMENT.configurationSet;
/** Of mail in which nothing is counted. */
export const UNTRACKED_SET = untracked(CONFIGURATION_SET);
export const RECEIPT_RULE_SET = DEPLOYMENT.receiptRuleSet;
export const RECEIPT_RULE = DEPLOYMENT.receiptRule;
export const METRICS_NAMESPACE = 'Rex';
export const SERVICE = 'rex';

/** Key prefixes; Rex may not read anything outside of them. */
export const UPLOADS_PREFIX = 'uploads/';
export const MAIL_PREFIX = 'mail/';
