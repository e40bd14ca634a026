import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { classifyInbound } from '../../mail/domain/inbound.ts';
import { textsOf, tokensIn } from '../../mail/domain/thread.ts';
import { bouncesOf } from './bounce-effect.ts';

const lead = sampleLead({
  profile: sampleProfile({ identity: 'jo.vale@firm.example', address: 'jo.vale@firm.example' }),
});
const bounce = (recipient?: string) => ({
  recipient,
  severity: 'hard' as const,
  reason: 'no such user' as const,
  diagnostic: '550 no',
});
const nothing = { text: '', leadIds: [] };

describe('a report is about the lead', () => {
  it.each([
    ['when it names the lead, however it is written', 'Jo.Vale@FIRM.example', nothing, 1],
    ['when it names nobody', undefined, nothing, 1],
    ['not when it names somebody else', 'colleague@firm.example', nothing, 0],
    [
      'not for a message to somebody else',
      'a@b.example',
      { text: 'To: Other <o@b.example>\r\n', leadIds: [] },
      0,
    ],
    [
      'when it returns the message to the lead: a forward',
      'dead@b.example',
      { text: 'Subject: x\nTo: "Vale, Jo" <jo.vale@firm.example>\n', leadIds: [] },
      1,
    ],
    [
      'when the header is folded',
      'dead@b.example',
      { text: 'To:\r\n <jo.vale@firm.example>\r\n', leadIds: [] },
      1,
    ],
    [
      'when one of several recipients is the lead',
      'dead@b.example',
      { text: 'To: o@b.example, jo.vale@firm.example; p@b.example\r\n', leadIds: [] },
      1,
    ],
    [
      'when it is folded deeper, by tabs',
      'dead@b.example',
      { text: 'To:\t\n \t <jo.vale@firm.example>\r\n', leadIds: [] },
      1,
    ],
    [
      'not when the lead is named by another header',
      'dead@b.example',
      { text: 'Reply-To: jo.vale@firm.example\r\nTo: nobody\r\n', leadIds: [] },
      0,
    ],
    [
      'not when the lead is named far below, in what was written',
      'dead@b.example',
      { text: `${'x'.repeat(20_000)}\nTo: jo.vale@firm.example\n`, leadIds: [] },
      0,
    ],
    ['when what it returns carries our token', 'dead@b.example', { text: '', leadIds: [lead.id] }, 1],
    [
      'not for the token of another lead',
      'dead@b.example',
      { text: '', leadIds: [`l_${'9'.repeat(20)}`] },
      0,
    ],
  ])('%s', (_, recipient, reported, count) => {
    expect(bouncesOf(lead, [bounce(recipient)], reported)).toHaveLength(count);
  });

  it('and of several recipients only for its own', () => {
    const report = [bounce('a@b.example'), { ...bounce('jo.vale@firm.example'), severity: 'soft' as const }];
    expect(bouncesOf(lead, report, nothing)).toEqual([report[1]]);
  });
});

const MTA = new URL('../../../../shared/data/email/mta/', import.meta.url);
const cases = existsSync(MTA)
  ? readFileSync(new URL('cases.csv', MTA), 'utf8')
      .split(/\r?\n/)
      .flatMap((line) => {
        const [, file, kind, recipient] =
          /^([^,]+\.eml),.*,(hard_bounce|soft_bounce),([^,]+),[^,]+$/.exec(line) ?? [];
        return file && kind && recipient ? [{ file, recipient }] : [];
      })
  : [];

describe.skipIf(cases.length === 0)('reports of real mail servers', () => {
  it('are all there', () => expect(readdirSync(MTA).length).toBeGreaterThan(cases.length));

  it.each(cases)('$file is about $recipient and about nobody else', async ({ file, recipient }) => {
    const raw = new Uint8Array(readFileSync(new URL(file, MTA)));
    const mail = await classifyInbound(raw);
    const { reported } = await textsOf(raw);
    if (mail.kind !== 'bounce') return;
    const of = (address: string, leadIds: string[]) =>
      bouncesOf(sampleLead({ profile: sampleProfile({ identity: address, address }) }), mail.bounces, {
        text: reported,
        leadIds,
      });
    expect(of(recipient, [])).not.toEqual([]);
    if (mail.bounces.every((each) => each.recipient !== undefined))
      expect(of('somebody.else@post.example', [])).toEqual([]);
    // What is returned in full carries our token, in its Reply-To and in its links.
    if (/^list-unsubscribe:/im.test(reported)) expect(tokensIn(reported)).toHaveLength(1);
  });
});
