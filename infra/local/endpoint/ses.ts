import { randomBytes } from 'node:crypto';
import { addressParser, decodeWords } from 'postal-mime';
import type { VirtualClock } from '../clock.ts';
import { headersOf, headerValue } from '../mailbox/headers.ts';
import { invites } from '../mailbox/invites.ts';
import type { Envelope, MailStore } from '../mailbox/mail-store.ts';
import type { Meter } from '../meter/meter.ts';
import type { People } from '../people/people.ts';
import { AwsError } from './aws-error.ts';
import type { SesAccount } from './ses-account.ts';
import type { SesIdentities } from './ses-identities.ts';

/** The operations of the SES v1 query API that a sender needs. */
export interface Ses {
  /** Gives the XML inside the result element. @throws AwsError */
  handle(parameters: URLSearchParams): Promise<string>;
  addConfigurationSet(name: string): void;
  /** Gives mails that a killed process left half-done their consequences. */
  resume(): void;
}

const ADDRESS = /^[^\s@<>(),;:"[\]]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}$/;
const LARGEST_MESSAGE = 10 * 1024 * 1024;

export function createSes(
  mails: MailStore,
  people: People,
  { account, identities }: { readonly account: SesAccount; readonly identities: SesIdentities },
  clock: VirtualClock,
  meter: Meter,
): Ses {
  const configurationSets = new Set<string>();
  let sequence = 0;

  /** Sorts by time, and looks as those of SES do. */
  const newMessageId = (): string => {
    sequence = (sequence + 1) % 0x10000;
    const time = Math.floor(clock.time()).toString(16).padStart(12, '0');
    return `0100${time}-${sequence.toString(16).padStart(4, '0')}${randomBytes(10).toString('hex')}-000000`;
  };
  const sendRawEmail = (parameters: URLSearchParams): string => {
    const raw = Buffer.from(parameters.get('RawMessage.Data') ?? '', 'base64');
    if (raw.length === 0) throw new AwsError('InvalidParameterValue', 'RawMessage is empty.');
    if (raw.length > LARGEST_MESSAGE)
      throw new AwsError('InvalidParameterValue', 'Message length is more than 10485760 bytes long.');
    const configurationSet = parameters.get('ConfigurationSetName') ?? undefined;
    if (configurationSet !== undefined && !configurationSets.has(configurationSet)) {
      throw new AwsError(
        'ConfigurationSetDoesNotExist',
        `Configuration set <${configurationSet}> does not exist.`,
      );
    }
    account.assertSending(configurationSet);
    const envelope = envelopeOf(raw, parameters, newMessageId(), clock.time(), configurationSet);
    const bad = envelope.recipients.find((address) => !ADDRESS.test(address));
    if (envelope.recipients.length === 0) throw new AwsError('MessageRejected', 'There are no recipients.');
    if (bad !== undefined)
      throw new AwsError('MessageRejected', `Address is not valid: ${bad.slice(0, 100)}`);
    mails.save(envelope, raw);
    people.receive(envelope);
    meter.count('ses.messages', envelope.recipients.length);
    return `<MessageId>${envelope.id}</MessageId>`;
  };

  const operations: Readonly<Record<string, (parameters: URLSearchParams) => string>> = {
    SendRawEmail: sendRawEmail,
    GetSendQuota: () =>
      '<Max24HourSend>50000.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>0.0</SentLast24Hours>',
    GetAccountSendingEnabled: () => '<Enabled>true</Enabled>',
    SetActiveReceiptRuleSet: (parameters) => {
      account.setActiveRuleSet(parameters.get('RuleSetName') ?? undefined);
      return '';
    },
    DescribeActiveReceiptRuleSet: () => account.describeActiveRuleSet(),
  };
  return {
    async handle(parameters) {
      const action = parameters.get('Action') ?? '';
      const ofIdentities = identities.handle(action, parameters);
      if (ofIdentities !== undefined) return ofIdentities;
      const operation = operations[action];
      if (operation === undefined)
        throw new AwsError('InvalidAction', `SES ${action} is not known to infra/local.`);
      return operation(parameters);
    },
    addConfigurationSet: (name) => void configurationSets.add(name),
    resume() {
      for (const envelope of mails.leftOvers()) people.receive(envelope);
    },
  };
}

function envelopeOf(
  raw: Buffer,
  parameters: URLSearchParams,
  id: string,
  at: number,
  configurationSet: string | undefined,
): Envelope {
  const headers = headersOf(raw);
  const source = parameters.get('Source') ?? headerValue(headers, 'From') ?? '';
  const named = members(parameters, 'Destinations');
  const inHeaders = ['To', 'Cc', 'Bcc'].flatMap((name) => addressesIn(headerValue(headers, name) ?? ''));
  const recipients = named.length > 0 ? named.flatMap(addressesIn) : inHeaders;
  const sender = addressesIn(source)[0] ?? source;
  const tags: Record<string, string[]> = {
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [sender.slice(sender.indexOf('@') + 1)],
    'ses:caller-identity': ['local'],
  };
  if (configurationSet !== undefined) tags['ses:configuration-set'] = [configurationSet];
  for (const [name, value] of messageTags(parameters, headerValue(headers, 'X-SES-MESSAGE-TAGS'))) {
    tags[name] = [...(tags[name] ?? []), value];
  }
  const subject = decodeWords(headerValue(headers, 'Subject') ?? '');
  return {
    id,
    at,
    source,
    recipients,
    subject,
    headers,
    tags,
    configurationSet,
    ...(invites(raw) && { invites: true }),
  };
}

const addressesIn = (text: string): string[] =>
  addressParser(text)
    .flatMap((each) => ('group' in each && each.group ? each.group : [each]))
    .flatMap(({ address }) => (address ? [address] : []));

function members(parameters: URLSearchParams, name: string): string[] {
  const found: string[] = [];
  for (let i = 1; ; i++) {
    const value = parameters.get(`${name}.member.${i}`);
    if (value === null) return found;
    found.push(value);
  }
}

/** Tags come as a list in the request; those of the header count only when there is no list. */
function messageTags(parameters: URLSearchParams, header: string | undefined): [string, string][] {
  const tags: [string, string][] = [];
  for (let i = 1; parameters.has(`Tags.member.${i}.Name`); i++) {
    tags.push([
      parameters.get(`Tags.member.${i}.Name`) ?? '',
      parameters.get(`Tags.member.${i}.Value`) ?? '',
    ]);
  }
  if (tags.length > 0 || header === undefined) return tags;
  return header.split(/[,;]/).flatMap((pair): [string, string][] => {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    return name === '' ? [] : [[name, value]];
  });
}
