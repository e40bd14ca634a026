import type { Definition } from '../definition.ts';

const ABOUT = { about: 'the autumn service for turntables', audience: 'owners of a turntable' };
const OFFERED = { ...ABOUT, offer: '10 % off until 31 October' };

export const MUSE: readonly Definition[] = [
  {
    name: 'subject-line-writer',
    role: 'Writes subject lines of e-mails.',
    capability: 'write',
    config: {
      kind: 'subject line',
      count: 3,
      longest: 60,
      style: 'Plain words, no capitals for emphasis, no exclamation marks.',
      templates: [
        '{{about}}',
        'For {{audience}}: {{about}}',
        'A note from {{brand}} about {{about}}',
        'News from {{brand}}',
      ],
    },
    example: { input: ABOUT, answer: { drafts: ['Your turntable in autumn', 'A check before winter?'] } },
  },
  {
    name: 'preheader-writer',
    role: 'Writes the line that clients show after the subject.',
    capability: 'write',
    config: {
      kind: 'preheader',
      count: 2,
      longest: 100,
      templates: ['What {{brand}} can do about {{about}}', 'A short note about {{about}}'],
    },
    example: { input: ABOUT, answer: { drafts: ['What we look at in an autumn service'] } },
  },
  {
    name: 'opening-line-writer',
    role: 'Writes the first sentence of a letter.',
    capability: 'write',
    config: {
      kind: 'first sentence of a letter',
      count: 2,
      longest: 200,
      templates: [
        'It has been a while since we last spoke, and I am writing about {{about}}.',
        'I am writing to you at {{brand}} about {{about}}.',
      ],
    },
    example: { input: ABOUT, answer: { drafts: ['Autumn is when turntables are looked after.'] } },
  },
  {
    name: 'call-to-action-writer',
    role: 'Writes one clear request at the end of a message.',
    capability: 'write',
    config: {
      kind: 'call to action',
      count: 2,
      longest: 120,
      style: 'One request, which can be answered in a line.',
      templates: [
        'Shall I send you the details about {{about}}?',
        'Would you like to talk about {{about}} next week?',
      ],
    },
    example: { input: ABOUT, answer: { drafts: ['Shall I keep a place for your turntable?'] } },
  },
  {
    name: 'follow-up-writer',
    role: 'Writes a short second message.',
    capability: 'write',
    config: {
      kind: 'short follow-up message',
      count: 1,
      longest: 500,
      templates: [
        'I wrote to you about {{about}}. {{offer}}: that still holds. If it is not for you, a short "no" is enough.',
        'I wrote to you about {{about}}. If it is not for you, a short "no" is enough.',
      ],
    },
    example: {
      input: OFFERED,
      answer: { drafts: ['I wrote about the autumn service: 10 % off until 31 October still holds.'] },
    },
  },
  {
    name: 'postscript-writer',
    role: 'Writes a postscript.',
    capability: 'write',
    config: {
      kind: 'postscript, which begins with "PS:"',
      count: 1,
      longest: 200,
      templates: ['PS: {{offer}}.', 'PS: {{about}} can wait, but not for ever.'],
    },
    example: { input: OFFERED, answer: { drafts: ['PS: 10 % off until 31 October.'] } },
  },
  {
    name: 'text-message-writer',
    role: 'Writes a text message of one part.',
    capability: 'write',
    config: {
      kind: 'text message',
      count: 1,
      longest: 140,
      templates: [
        '{{brand}}: {{about}}. {{offer}}. Reply STOP to end.',
        '{{brand}}: {{about}}. Reply STOP to end.',
      ],
      style: 'It ends with "Reply STOP to end."',
    },
    example: { input: ABOUT, answer: { drafts: ['Acme: time for the autumn service. Reply STOP to end.'] } },
  },
  {
    name: 'social-post-writer',
    role: 'Writes a post for a network.',
    capability: 'write',
    config: {
      kind: 'post of a company on a social network',
      count: 2,
      longest: 280,
      templates: [
        '{{about}}: {{offer}}. From all of us at {{brand}}.',
        '{{about}}. Questions are welcome. {{brand}}',
      ],
    },
    example: {
      input: ABOUT,
      answer: { drafts: ['Autumn is the time to look after a turntable. Ask us how.'] },
    },
  },
  {
    name: 'newsletter-teaser-writer',
    role: 'Writes the teaser of an article in a newsletter.',
    capability: 'write',
    config: {
      kind: 'teaser of two sentences',
      count: 1,
      longest: 300,
      templates: [
        'In this issue: {{about}}. What it means for {{audience}}, in two minutes.',
        'In this issue: {{about}}.',
      ],
    },
    example: { input: ABOUT, answer: { drafts: ['The autumn service: what it is, and who needs it.'] } },
  },
  {
    name: 'ad-headline-writer',
    role: 'Writes headlines of search ads, of at most 30 characters.',
    capability: 'write',
    config: {
      kind: 'headline of a search ad',
      count: 5,
      longest: 30,
      templates: ['{{about}}', '{{brand}}: ask us', '{{offer}}'],
    },
    example: {
      input: { about: 'turntable repair' },
      answer: { drafts: ['Turntable repair nearby', 'Old turntable? Ask us'] },
    },
  },
  {
    name: 'ad-description-writer',
    role: 'Writes descriptions of search ads, of at most 90 characters.',
    capability: 'write',
    config: {
      kind: 'description of a search ad',
      count: 3,
      longest: 90,
      templates: ['{{about}} by {{brand}}. Ask for a date.', '{{about}}: {{offer}}.'],
    },
    example: {
      input: { about: 'turntable repair' },
      answer: { drafts: ['We repair turntables. Ask for a date.'] },
    },
  },
  {
    name: 'campaign-namer',
    role: 'Finds names for a campaign.',
    capability: 'think',
    config: { asks: 'Find short names for this campaign.', count: 5 },
    example: {
      input: { about: 'Repair of turntables in autumn' },
      answer: { ideas: [{ title: 'Second spin', why: 'Old records turn again.' }] },
    },
  },
  {
    name: 'story-finder',
    role: 'Finds angles from which a subject can be told.',
    capability: 'think',
    config: {
      asks: 'Find angles from which this can be told to readers who have heard it before.',
      count: 4,
    },
    example: {
      input: { about: 'Repair of turntables' },
      answer: { ideas: [{ title: 'What breaks first', why: 'Readers look at their own.' }] },
    },
  },
];
