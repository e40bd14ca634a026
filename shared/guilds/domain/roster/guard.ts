import type { Definition } from '../definition.ts';

const CLEAN = 'Good day, we repair turntables in our shop. Just answer this mail.';

export const GUARD: readonly Definition[] = [
  {
    name: 'claims-reviewer',
    role: 'Finds claims that need a proof.',
    capability: 'review',
    config: { checks: [{ check: 'claims' }] },
    example: { input: { text: 'We are the best, and 97 % of customers agree.' } },
  },
  {
    name: 'privacy-reviewer',
    role: 'Finds personal data in a text that many will read.',
    capability: 'review',
    config: { checks: [{ check: 'personal-data' }] },
    example: { input: { text: 'Ask ann@acme.example or call +49 30 901820.' } },
  },
  {
    name: 'links-reviewer',
    role: 'Finds links that are not encrypted, hidden, or too many.',
    capability: 'review',
    config: {
      checks: [{ check: 'insecure-links' }, { check: 'shortened-links' }, { check: 'links', most: 3 }],
    },
    example: { input: { text: 'See http://acme.example/offer and https://bit.ly/abc.' } },
  },
  {
    name: 'subject-reviewer',
    role: 'Finds subjects that deceive or are cut off.',
    capability: 'review',
    config: {
      checks: [{ check: 'false-thread' }, { check: 'subject-characters', most: 60 }, { check: 'capitals' }],
    },
    example: { input: { text: CLEAN, subject: 'Re: your order' } },
  },
  {
    name: 'footer-reviewer',
    role: 'Looks whether a commercial mail has the address of its sender and a way out.',
    capability: 'review',
    config: {
      checks: [
        { check: 'postal-address' },
        {
          check: 'needed-words',
          words: ['unsubscribe', 'opt out', 'abmelden', 'désinscrire'],
          because: 'It does not say how to unsubscribe.',
        },
      ],
    },
    example: { input: { text: CLEAN } },
  },
  {
    name: 'placeholder-reviewer',
    role: 'Finds placeholders that were not filled.',
    capability: 'review',
    config: { checks: [{ check: 'placeholders' }] },
    example: { input: { text: 'Hi {{firstName}}, lorem ipsum.' } },
  },
  {
    name: 'length-reviewer',
    role: 'Says whether a mail is as long as mails are read.',
    capability: 'review',
    config: { checks: [{ check: 'words', least: 20, most: 200 }] },
    example: { input: { text: CLEAN } },
  },
  {
    name: 'filter-words-reviewer',
    role: 'Finds words that filters of mail distrust.',
    capability: 'review',
    config: {
      checks: [
        {
          check: 'avoided-words',
          words: [
            '100% free',
            'risk free',
            'winner',
            'click here',
            'cash bonus',
            'double your',
            'guaranteed income',
            'no obligation',
            'free money',
          ],
          instead: 'Filters distrust it, and so do readers.',
        },
        { check: 'exclamation-marks', most: 2 },
      ],
    },
    example: { input: { text: 'Click here, winner!!!' } },
  },
  {
    name: 'brand-reviewer',
    role: 'Looks whether the brand is spelt as it should be.',
    capability: 'review',
    config: { checks: [{ check: 'brand-spelling' }] },
    example: { input: { text: 'ACME repairs turntables. Acme is here.' } },
  },
  {
    name: 'mail-health-watcher',
    role: 'Says when mail bounces or is complained about more than providers allow.',
    capability: 'watch',
    config: {
      bounds: [
        {
          metric: 'mail.complaintRate',
          atMost: 0.001,
          severity: 'critical',
          advice: 'Pause, and find out which list they came from: providers block from 0.3 %.',
        },
        {
          metric: 'mail.bounceRate',
          atMost: 0.02,
          severity: 'warning',
          advice: 'Check the addresses before you go on.',
        },
      ],
    },
    reads: ['mail'],
    example: { input: {} },
  },
  {
    name: 'domain-watcher',
    role: 'Says when a sending domain is not well.',
    capability: 'watch',
    config: {
      bounds: [
        {
          metric: 'domains.lowestReputation',
          atLeast: 0.7,
          severity: 'warning',
          advice: 'Rest it, or rotate it: rex domains rotate.',
        },
        {
          metric: 'domains.paused',
          atMost: 0,
          severity: 'info',
          advice: 'Resume it when its cause is gone.',
        },
        {
          metric: 'domains.count',
          atLeast: 1,
          severity: 'critical',
          advice: 'Add a sending domain: rex domains add.',
        },
      ],
    },
    reads: ['domains'],
    example: { input: {} },
  },
  {
    name: 'alert-watcher',
    role: 'Says when alerts lie open.',
    capability: 'watch',
    config: {
      bounds: [
        {
          metric: 'alerts.critical',
          atMost: 0,
          severity: 'critical',
          advice: 'Look at them now: rex alerts.',
        },
        {
          metric: 'alerts.open',
          atMost: 10,
          severity: 'warning',
          advice: 'Look at them, and resolve what is over.',
        },
      ],
    },
    reads: ['alerts'],
    example: { input: {} },
  },
  {
    name: 'spend-watcher',
    role: 'Says when the budget of language models runs out.',
    capability: 'watch',
    config: {
      bounds: [
        {
          metric: 'money.leftUsd',
          atLeast: 0.5,
          severity: 'warning',
          advice: 'Raise llm.dailyBudgetUsd, or wait for tomorrow.',
        },
      ],
    },
    reads: ['money'],
    example: { input: {} },
  },
  {
    name: 'data-request-classifier',
    role: 'Says whether a message asks for a right of data protection.',
    capability: 'classify',
    config: {
      otherwise: 'none',
      labels: [
        {
          name: 'erasure',
          means: 'wants data erased',
          words: ['delete my data', 'erase', 'forget me', 'remove my data', 'right to be forgotten'],
        },
        {
          name: 'access',
          means: 'wants to see the data',
          words: ['copy of my data', 'what data', 'access request', 'subject access', 'which data'],
        },
        {
          name: 'objection',
          means: 'wants no more mail',
          words: ['unsubscribe', 'stop sending', 'no more emails', 'opt out', 'remove me'],
        },
      ],
    },
    example: {
      input: { text: 'Please delete my data and forget me.' },
      answer: { label: 'erasure', because: ['delete my data', 'forget me'] },
    },
  },
  {
    name: 'risk-answerer',
    role: 'Answers what is allowed, from the documents about risk.',
    capability: 'answer',
    config: { category: 'risk-management' },
    example: { input: { question: 'May we write to turntable owners in Germany?' } },
  },
];
