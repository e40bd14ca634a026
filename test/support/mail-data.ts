import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { classifyInbound, type InboundMail } from '../../shared/mail/domain/inbound.ts';
import { readContent } from '../../shared/mail/domain/reply-content.ts';
import { optOutIntent } from '../../shared/mail/domain/unsubscribe-intent.ts';
import { visibleText } from '../../shared/mail/domain/visible-text.ts';

/** Beside the project; empty where it is not. */
const SHARED_DATA = new URL('../../../shared/data/', import.meta.url);
export const hasSharedData = existsSync(SHARED_DATA);

const read = (path: string): string => readFileSync(new URL(path, SHARED_DATA), 'utf8');
const jsonLines = (path: string): unknown[] =>
  read(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));

export interface Share {
  readonly right: number;
  readonly all: number;
}

/** Sisimai's word for what is no failure. */
const NO_BOUNCE = new Set(['feedback', 'vacation', 'delivered']);

/** Other words of Sisimai, as Rex calls them. */
const KIND_OF: Readonly<Record<string, string>> = {
  feedback: 'complaint',
  vacation: 'out_of_office',
  delivered: 'auto_reply',
};

interface ExpectedBounce {
  readonly file: string;
  readonly index: number;
  readonly reason: string;
  readonly hard: boolean;
}

export const expectedBounces = (): ExpectedBounce[] =>
  read('email/bounces/expected.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([file = '', index, , , reason = '', hard]) => ({
      file,
      index: Number(index),
      reason,
      hard: hard === 'true',
    }));

export async function classifiedBounceFiles(): Promise<Map<string, InboundMail>> {
  const files = readdirSync(new URL('email/bounces/eml/', SHARED_DATA));
  const mails = new Map<string, InboundMail>();
  for (const file of files) {
    mails.set(file, await classifyInbound(readFileSync(new URL(`email/bounces/eml/${file}`, SHARED_DATA))));
  }
  return mails;
}

export interface BounceFigures {
  readonly recognised: Share;
  readonly severity: Share;
  /** How many of these have a recipient. */
  readonly recipient: Share;
  /** Files of all classes: bounce, feedback, vacation, delivered. */
  readonly classes: Share;
  /** Bounces to Sisimai whose report says that the message is only delayed. */
  readonly delayed: number;
  /** By a fixed hash of the format (`lhost-exim`, `rfc3464`): one half of them, and the other. */
  readonly oneHalf: Share;
  readonly otherHalf: Share;
}

/** How many bounce files are recognised, and how often hard or soft is what Sisimai says, per recipient. */
export function bounceFigures(mails: ReadonlyMap<string, InboundMail>): BounceFigures {
  const all = expectedBounces();
  const rows = all.filter(({ reason }) => !NO_BOUNCE.has(reason));
  const files = [...new Set(rows.map(({ file }) => file))];
  const judged = rows.flatMap(({ file, index, hard }) => {
    const mail = mails.get(file);
    const bounce = mail?.kind === 'bounce' ? (mail.bounces[index - 1] ?? mail.bounces.at(-1)) : undefined;
    if (!bounce) return [];
    const isRight = (bounce.severity === 'hard') === hard;
    return [{ isRight, named: bounce.recipient !== undefined, half: halfOf(file) }];
  });
  const kinds = new Map(all.map(({ file, reason }) => [file, KIND_OF[reason] ?? 'bounce'] as const));
  const delayed = files.filter((file) => {
    const mail = mails.get(file);
    return mail?.kind === 'auto_reply' && mail.evidence === 'delivery report without a failure';
  });
  const share = (some: typeof judged): Share => ({
    right: some.filter(({ isRight }) => isRight).length,
    all: some.length,
  });
  return {
    recognised: {
      right: files.filter((file) => mails.get(file)?.kind === 'bounce').length,
      all: files.length,
    },
    severity: share(judged),
    recipient: { right: judged.filter(({ named }) => named).length, all: judged.length },
    classes: {
      right: [...kinds].filter(([file, kind]) => mails.get(file)?.kind === kind).length,
      all: kinds.size,
    },
    delayed: delayed.length,
    oneHalf: share(judged.filter(({ half }) => half === 0)),
    otherHalf: share(judged.filter(({ half }) => half === 1)),
  };
}

const halfOf = (file: string): number => {
  const format = file.replace(/-\d+\.eml$/, '');
  // FNV-1a
  return (
    ([...format].reduce((hash, sign) => Math.imul(hash ^ sign.charCodeAt(0), 16_777_619), 2_166_136_261) >>>
      8) &
    1
  );
};

/** Replies whose visible text is as the library of that source expects it. */
export function replyFigures(): Map<string, Share> {
  const figures = new Map<string, Share>();
  for (const line of jsonLines('email/replies/cases.jsonl') as ReplyCase[]) {
    const { source, file, kind, expected } = line;
    const { right, all } = figures.get(source) ?? { right: 0, all: 0 };
    const isRight = agrees(visibleText(read(`email/replies/${file}`)), kind, expected);
    figures.set(source, { right: right + Number(isRight), all: all + 1 });
  }
  return figures;
}

interface ReplyCase {
  readonly source: string;
  readonly file: string;
  readonly kind: string;
  readonly expected: string;
}

function agrees(visible: string, kind: string, expected: string): boolean {
  if (kind.startsWith('exact')) return visible.trim() === expected.trim();
  if (kind.endsWith('not_contains')) return !visible.includes(expected);
  return kind.endsWith('starts_with') ? visible.startsWith(expected.trim()) : visible.includes(expected);
}

export interface MtaCase {
  readonly file: string;
  readonly wanted: string;
  readonly recipient: string;
  readonly found: string;
  readonly foundRecipient?: string | undefined;
}

const CLASS =
  /,(hard_bounce|soft_bounce|delay_notice|success_dsn|out_of_office|auto_reply|list_notice|human_reply|unsubscribe_request),([^,]*),/;

/** What real mail servers, auto-responders and clients wrote, and what it is read as. */
export async function mtaCases(): Promise<MtaCase[]> {
  const cases: MtaCase[] = [];
  for (const line of read('email/mta/cases.csv').trim().split('\n').slice(1)) {
    const file = line.split(',')[0] ?? '';
    const [, wanted = '', recipient = ''] = CLASS.exec(line) ?? [];
    const mail = await classifyInbound(readFileSync(new URL(`email/mta/${file}`, SHARED_DATA)));
    const foundRecipient = mail.kind === 'bounce' ? mail.bounces[0]?.recipient : undefined;
    cases.push({ file, wanted, recipient, found: mtaClassOf(mail, wanted), foundRecipient });
  }
  return cases;
}

/** In the words of `cases.csv`; the answers of servers that are no failure are one kind to Rex. */
function mtaClassOf(mail: InboundMail, wanted: string): string {
  if (mail.kind === 'bounce') return `${mail.bounces[0]?.severity}_bounce`;
  if (mail.kind === 'reply') return 'human_reply';
  const isNotice = ['delay_notice', 'success_dsn', 'list_notice'].includes(wanted);
  return mail.kind === 'auto_reply' && isNotice ? wanted : mail.kind;
}

export interface FieldReport {
  readonly case: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly want: {
    readonly kind: readonly string[];
    readonly shows?: string;
    readonly hides?: string;
    readonly severity?: string;
  };
}

export const fieldReports = (): FieldReport[] => jsonLines('field-reports/replies.jsonl') as FieldReport[];

export const severityReports = (): { status: string | null; text: string; want: string }[] =>
  jsonLines('field-reports/severity.jsonl') as { status: string | null; text: string; want: string }[];

export const smtpLines = (): { message: string; accepted_labels: string[] }[] =>
  jsonLines('email/bounces/smtp_lines_labelled.jsonl') as { message: string; accepted_labels: string[] }[];

/** As its SOURCE.md says. */
const rawFieldReport = ({ headers, body }: FieldReport): Uint8Array => {
  const all = {
    From: 'Jo Vale <jo.vale@firm.example>',
    To: 'reply+abcdefgh@reply.brand.example',
    Subject: 'Re: An idea',
    Date: 'Mon, 6 May 2024 09:14:00 +0000',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}`);
};

/** Whether a field report is read as it should be. */
export async function isRead(report: FieldReport): Promise<boolean> {
  const mail = await classifyInbound(rawFieldReport(report));
  const { kind, shows = '', hides, severity } = report.want;
  const visible = 'visibleText' in mail ? mail.visibleText : '';
  const severityIsRight =
    severity === undefined || (mail.kind === 'bounce' && mail.bounces[0]?.severity === severity);
  return (
    kind.includes(mail.kind) &&
    visible.includes(shows) &&
    (hides === undefined || !visible.includes(hides)) &&
    severityIsRight
  );
}

/** Ordinary business sentences by what they are taken to want; "Yes" sentences ask for something. */
export function wantedFigures(): ReadonlyMap<string, { readonly asks: number; readonly others: number }> {
  const figures = new Map<string, { asks: number; others: number }>();
  for (const line of read('email/intent/Ask0729-fixed.txt').trim().split('\n')) {
    const [label, text = ''] = line.split('\t');
    const wants = readContent(text.replaceAll('\\n', '\n'), { sent: 'Tue, 1 Dec 2026 10:00:00 +0000' }).class;
    const { asks, others } = figures.get(wants) ?? { asks: 0, others: 0 };
    figures.set(wants, label === 'Yes' ? { asks: asks + 1, others } : { asks, others: others + 1 });
  }
  return figures;
}

export interface IntentFigures {
  readonly certain: readonly string[];
  readonly possible: readonly string[];
  readonly sentences: number;
}

/** Ordinary business sentences that are heard as a request to be left alone. */
export function intentFigures(): IntentFigures {
  const sentences = read('email/intent/Ask0729-fixed.txt')
    .split('\n')
    .map((line) => (line.split('\t')[1] ?? '').replaceAll('\\n', '\n'));
  const heard = sentences.map((sentence) => ({ sentence, certainty: optOutIntent(sentence)?.certainty }));
  const those = (wanted: string): string[] =>
    heard.filter(({ certainty }) => certainty === wanted).map(({ sentence }) => sentence);
  return { certain: those('certain'), possible: those('possible'), sentences: sentences.length };
}
