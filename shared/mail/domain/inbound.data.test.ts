import { beforeAll, describe, expect, it } from 'vitest';
import {
  bounceFigures,
  classifiedBounceFiles,
  expectedBounces,
  fieldReports,
  hasSharedData,
  intentFigures,
  isRead,
  mtaCases,
  replyFigures,
  severityReports,
  smtpLines,
} from '../../../test/support/mail-data.ts';
import { bounceSeverity } from './bounce-severity.ts';
import type { InboundMail } from './inbound.ts';

describe.skipIf(!hasSharedData)('inbound mail of the real world (figures: see README)', () => {
  let mails: Map<string, InboundMail>;
  beforeAll(async () => {
    mails = await classifiedBounceFiles();
  });

  it('recognises bounces, and tells hard from soft as Sisimai does', () => {
    const { recognised, severity, recipient } = bounceFigures(mails);
    expect(recognised.all).toBe(232);
    expect(recognised.right).toBeGreaterThanOrEqual(226);
    expect(severity.all).toBeGreaterThanOrEqual(238);
    expect(severity.right / severity.all).toBeGreaterThanOrEqual(0.97);
    expect(recipient.right / recipient.all).toBeGreaterThanOrEqual(0.97);
  });

  it('tells feedback reports, vacation notes and delivery receipts from bounces', () => {
    const kinds = (reason: string) =>
      [
        ...new Set(
          expectedBounces()
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

  it('reads what real servers, responders, list managers and clients wrote', async () => {
    const cases = await mtaCases();
    expect(cases).toHaveLength(38);
    expect(cases.filter(({ wanted, found }) => wanted !== found)).toEqual([]);
    const bounces = cases.filter(({ found }) => found.endsWith('bounce'));
    expect(bounces.filter(({ recipient, foundRecipient }) => recipient !== foundRecipient)).toEqual([]);
  });

  it.each(hasSharedData ? fieldReports() : [])('reads the field report $case: $body', async (report) => {
    expect(await isRead(report)).toBe(true);
  });

  it.each(hasSharedData ? severityReports() : [])('reads as $want: $text', ({ status, text, want }) => {
    expect(bounceSeverity(status ?? undefined, text).severity).toBe(want);
  });

  it('never reads a refusal of content, sender or rate as hard', () => {
    const soft = /mailbox_full|rate_limited|blacklisted|policy|spam|auth_failure|server_error|relay/;
    expect(smtpLines()).toHaveLength(36);
    for (const { message, accepted_labels: labels } of smtpLines()) {
      const status = /\b[245]\.\d+\.\d+\b/.exec(message)?.[0];
      const { severity } = bounceSeverity(status, message);
      if (labels.every((label) => soft.test(label))) expect([message, severity]).toEqual([message, 'soft']);
      if (labels.length === 1 && labels[0] === 'user_unknown')
        expect([message, severity]).toEqual([message, 'hard']);
    }
  });

  it('finds the visible text as three libraries do', () => {
    const figures = replyFigures();
    for (const [source, { right, all }] of figures) {
      expect([source, right / all >= 0.95]).toEqual([source, true]);
    }
    expect(figures.size).toBe(3);
  });

  it('finds almost no opt-out in ordinary business mail', () => {
    const { certain, possible, sentences } = intentFigures();
    expect(sentences).toBeGreaterThan(3_600);
    expect(certain).toContain('Please delete me from your e-mail list.');
    // Both ask for it.
    expect(certain).toHaveLength(2);
    expect(possible.length).toBeLessThan(60);
  });
});
