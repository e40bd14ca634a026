import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bounceSeverity } from './bounce-severity.ts';
import { classifyInbound, type InboundMail } from './inbound.ts';
import { unsubscribeIntent } from './unsubscribe-intent.ts';
import { visibleText } from './visible-text.ts';

const DATA = new URL('../../../../shared/data/email/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, DATA), 'utf8');

interface Expected {
  readonly file: string;
  readonly index: number;
  readonly reason: string;
  readonly hard: boolean;
}

describe.skipIf(!existsSync(DATA))('inbound mail of the real world (floors: see README)', () => {
  const expectedRows = (): Expected[] =>
    read('bounces/expected.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([file, index, , , reason, hard]) => ({
        file: file!,
        index: Number(index),
        reason: reason!,
        hard: hard === 'true',
      }));

  const classified = async (): Promise<Map<string, InboundMail>> => {
    const files = readdirSync(new URL('bounces/eml/', DATA));
    const entries = files.map(async (file) => {
      const mail = await classifyInbound(readFileSync(new URL(`bounces/eml/${file}`, DATA)));
      return [file, mail] as const;
    });
    return new Map(await Promise.all(entries));
  };

  it('recognises bounces, and tells hard from soft as Sisimai does', async () => {
    const mails = await classified();
    const bounces = expectedRows().filter(
      ({ reason }) => !['feedback', 'vacation', 'delivered'].includes(reason),
    );
    const files = new Set(bounces.map(({ file }) => file));
    const recognised = [...files].filter((file) => mails.get(file)?.kind === 'bounce');
    expect(files.size).toBe(232);
    expect(recognised.length).toBeGreaterThanOrEqual(224);

    const judged = bounces.flatMap(({ file, index, hard }) => {
      const mail = mails.get(file);
      const bounce = mail?.kind === 'bounce' ? (mail.bounces[index - 1] ?? mail.bounces.at(-1)) : undefined;
      return bounce ? [{ agrees: (bounce.severity === 'hard') === hard }] : [];
    });
    expect(judged.length).toBeGreaterThanOrEqual(236);
    expect(judged.filter(({ agrees }) => agrees).length / judged.length).toBeGreaterThanOrEqual(0.89);
  });

  it('tells feedback reports, vacation notes and delivery receipts from bounces', async () => {
    const mails = await classified();
    const kinds = (reason: string) =>
      [
        ...new Set(
          expectedRows()
            .filter((row) => row.reason === reason)
            .map(({ file }) => file),
        ),
      ]
        .map((file) => `${file} ${mails.get(file)?.kind}`)
        .sort();
    expect(kinds('feedback')).toEqual([
      'arf-02.eml complaint',
      'arf-12.eml complaint',
      'arf-14.eml complaint',
      'arf-16.eml complaint',
      // DMARC failures: no recipient complained.
      'arf-18.eml auto_reply',
      'arf-20.eml auto_reply',
      // Apple Mail's own unsubscribe mail.
      'arf-26.eml unsubscribe_request',
    ]);
    expect(kinds('vacation')).toEqual(['rfc3834-02.eml out_of_office', 'rfc3834-04.eml out_of_office']);
    expect(kinds('delivered')).not.toContainEqual(expect.stringContaining('bounce'));
    expect(mails.get('arf-22.eml')?.kind).toBe('complaint');
  });

  it('calls no refusal of content, sender or rate hard', () => {
    const soft = /mailbox_full|rate_limited|blacklisted|policy|spam|auth_failure|server_error|relay/;
    const lines = read('bounces/smtp_lines_labelled.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(36);
    for (const { message, accepted_labels: labels } of lines) {
      const status = /\b[245]\.\d+\.\d+\b/.exec(message)?.[0];
      const { severity } = bounceSeverity(status, message);
      if (labels.every((label: string) => soft.test(label)))
        expect([message, severity]).toEqual([message, 'soft']);
      if (labels.length === 1 && labels[0] === 'user_unknown')
        expect([message, severity]).toEqual([message, 'hard']);
    }
  });

  it('finds the visible text as three libraries do', () => {
    const agreement = new Map<string, { right: number; all: number }>();
    for (const line of read('replies/cases.jsonl').trim().split('\n')) {
      const { source, file, kind, expected } = JSON.parse(line);
      const count = agreement.get(source) ?? { right: 0, all: 0 };
      count.all += 1;
      if (agrees(visibleText(read(`replies/${file}`)), kind, expected)) count.right += 1;
      agreement.set(source, count);
    }
    expect(agreement.get('github/email_reply_parser')).toEqual({ right: 14, all: 15 });
    expect(agreement.get('zapier/email-reply-parser')).toEqual({ right: 11, all: 11 });
    expect(agreement.get('crisp-oss/email-reply-parser')?.right).toBeGreaterThanOrEqual(64);
  });

  it('hears almost no request to unsubscribe in ordinary business mail', () => {
    const sentences = read('intent/Ask0729-fixed.txt')
      .split('\n')
      .map((line) => line.split('\t')[1] ?? '');
    const heard = sentences.filter((sentence) => unsubscribeIntent(sentence) !== undefined);
    expect(sentences.length).toBeGreaterThan(3_600);
    expect(heard).toHaveLength(3);
    expect(heard).toContain('Please delete me from your e-mail list.');
  });
});

function agrees(visible: string, kind: string, expected: string): boolean {
  if (kind.startsWith('exact')) return visible.trim() === expected.trim();
  if (kind.endsWith('not_contains')) return !visible.includes(expected);
  return kind.endsWith('starts_with') ? visible.startsWith(expected.trim()) : visible.includes(expected);
}
