import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { impactOf } from '../../../shared/api/contract/queues.ts';
import { DEPLOYMENT } from '../../../shared/platform/contract/deployment.ts';
import type { AwsClients } from './aws-clients.ts';
import { type Check, note, ok, problem } from './finding.ts';

const { prefix, eventPublisher } = DEPLOYMENT;

/** Whether what works by itself works: queues and streams are read, nothing lies dead, secrets are there. */
export const machineryChecks = ({ lambda, secrets, sqs }: AwsClients): Check[] => [
  { name: 'consumers', look: () => lookAtConsumers(lambda) },
  { name: 'dead-letters', look: () => lookAtDeadLetters(sqs) },
  ...SECRETS.map((secret) => ({ name: `secret-${secret.name}`, look: () => lookAtSecret(secrets, secret) })),
];

async function lookAtConsumers(lambda: AwsClients['lambda']) {
  const mappings = [];
  let marker: string | undefined;
  do {
    const page = await lambda.send(
      new ListEventSourceMappingsCommand(marker === undefined ? {} : { Marker: marker }),
    );
    mappings.push(...(page.EventSourceMappings ?? []));
    marker = page.NextMarker;
  } while (marker !== undefined && marker !== '');
  const named = mappings.map((mapping) => ({ ...mapping, name: functionName(mapping.FunctionArn) }));
  const ours = named.filter(({ name }) => name.startsWith(`${prefix}-`));
  if (!ours.some(({ name }) => name === eventPublisher)) {
    return problem(
      `Nothing reads the stream of events (${eventPublisher}): live updates and alerts stand still.`,
      'Deploy RexRealtime again.',
    );
  }
  const stopped = ours.filter(({ State }) => State !== 'Enabled');
  if (stopped.length > 0) {
    return problem(
      `Not running: ${stopped.map(({ name, State }) => `${name} (${State})`).join(', ')}.`,
      'Enable them: aws lambda update-event-source-mapping --uuid UUID --enabled; or deploy again.',
    );
  }
  const failing = ours.filter(({ LastProcessingResult: last = '' }) => last.startsWith('PROBLEM'));
  if (failing.length > 0) {
    return problem(
      `Failing: ${failing.map(({ name, LastProcessingResult }) => `${name} (${LastProcessingResult})`).join(', ')}.`,
      'Read their logs in CloudWatch for the cause.',
    );
  }
  return ok(`${ours.length} consumers of queues and streams run.`);
}

const functionName = (arn = ''): string => arn.split(':function:')[1]?.split(':')[0] ?? '';

async function lookAtDeadLetters(sqs: SQSClient) {
  const { QueueUrls = [] } = await sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: `${prefix}-`, MaxResults: 1000 }),
  );
  const dead = QueueUrls.filter((url) => url.endsWith('-dead'));
  if (dead.length === 0) return problem('There are no dead-letter queues.', 'Deploy again.');
  const counted = await Promise.all(dead.map(async (url) => ({ url, count: await countOf(sqs, url) })));
  const full = counted.filter(({ count }) => count > 0);
  if (full.length === 0) return ok(`${dead.length} dead-letter queues are empty.`);
  return problem(
    `Undeliverable: ${full.map(({ url, count }) => `${count} in ${told(url)}`).join(' ')}`,
    'rex dead-letters list says why, and rex dead-letters replay puts them back. They are collected every five minutes.',
  );
}

/** A queue by its name, and what does not happen while messages lie in it. */
function told(url: string): string {
  const name = url.split('/').at(-1) ?? '';
  const impact = impactOf(name.replace(/-dead$/, ''));
  return impact ? `${name}: ${impact}` : `${name}.`;
}

async function countOf(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
}

interface SecretToFill {
  readonly name: string;
  /** What there is not while nothing is in it. */
  readonly without: string;
  /** Rex needs it: the deployment makes it. */
  readonly needed?: true;
}

const SECRETS: readonly SecretToFill[] = [
  { name: 'thread', without: 'no message can be sent', needed: true },
  { name: 'openai', without: 'messages are written from templates' },
  { name: 'twilio', without: 'nothing goes by SMS or WhatsApp' },
  { name: 'calendars', without: 'nobody can book a meeting by a link' },
  { name: 'sendgrid', without: 'all e-mail goes by SES' },
  { name: 'enrichment', without: 'no source is asked about leads' },
];

async function lookAtSecret(secrets: SecretsManagerClient, { name, without, needed }: SecretToFill) {
  const id = `${prefix}/${name}`;
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
  if (isFilled(SecretString)) return ok(`${id} is filled.`);
  const mend = `aws secretsmanager put-secret-value --secret-id ${id} --secret-string file://secret.json`;
  return needed ? problem(`${id} is empty: ${without}.`, mend) : note(`${id} is empty: ${without}.`, mend);
}

/** The placeholders of a deployment are JSON in which every text is empty. */
function isFilled(text: string): boolean {
  if (!text.startsWith('{')) return text !== '';
  try {
    return textsIn(JSON.parse(text)).some((value) => value !== '');
  } catch {
    return false;
  }
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
