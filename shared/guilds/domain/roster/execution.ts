import type { Definition } from '../definition.ts';

export const EXECUTION: readonly Definition[] = [
  {
    name: 'campaign-scheduler',
    role: 'Makes the schedule of a campaign, with its critical path.',
    capability: 'plan',
    config: { of: 'campaign' },
    example: {
      input: {
        start: '2026-03-02',
        steps: [
          { name: 'Text', days: 3 },
          { name: 'Approval', days: 1, after: ['Text'] },
          { name: 'Domain', days: 2 },
          { name: 'Send', days: 1, after: ['Approval', 'Domain'] },
        ],
      },
    },
  },
  {
    name: 'launch-planner',
    role: 'Plans backwards what has to be done before a launch.',
    capability: 'plan',
    config: { of: 'launch' },
    example: {
      input: {
        start: '2026-03-02',
        steps: [
          { name: 'Page', days: 5 },
          { name: 'Launch', days: 0, after: ['Page'] },
        ],
      },
    },
  },
  {
    name: 'backlog-ranker',
    role: 'Puts open work in order by its cost of delay (WSJF).',
    capability: 'rank',
    config: { formula: 'wsjf' },
    example: {
      input: {
        items: [
          { name: 'Landing page', value: 8, urgency: 9, riskReduction: 1, effort: 3 },
          { name: 'Logo', value: 3, urgency: 1, riskReduction: 0, effort: 2 },
        ],
      },
    },
  },
  {
    name: 'capacity-splitter',
    role: 'Divides the sends of a day among missions.',
    capability: 'split',
    config: { unit: 'sends' },
    example: {
      input: {
        total: 100,
        items: [
          { name: 'A', weight: 2 },
          { name: 'B', weight: 1, atMost: 20 },
        ],
      },
    },
  },
  {
    name: 'hours-splitter',
    role: 'Divides hours of work among tasks.',
    capability: 'split',
    config: { unit: 'hours' },
    example: {
      input: {
        total: 40,
        items: [
          { name: 'Write', weight: 3, atLeast: 10 },
          { name: 'Test', weight: 1 },
        ],
      },
    },
  },
  {
    name: 'work-reporter',
    role: 'Says how the tasks of the workspace stand.',
    capability: 'report',
    config: { about: 'the tasks of the workspace', points: 6 },
    reads: ['tasks'],
    example: {
      input: {},
      answer: { points: [{ text: '0 of the latest tasks are new.', fact: 'tasks.new' }] },
    },
  },
  {
    name: 'mission-reporter',
    role: 'Says how the latest missions ended.',
    capability: 'report',
    config: { about: 'the missions that ended last', points: 6 },
    reads: ['missions'],
    example: {
      input: {},
      answer: { points: [{ text: 'Of the latest missions, 2 were completed.', fact: 'missions.completed' }] },
    },
  },
  {
    name: 'stuck-work-watcher',
    role: 'Says when work waits for people or has failed.',
    capability: 'watch',
    config: {
      bounds: [
        {
          metric: 'tasks.escalated',
          atMost: 0,
          severity: 'critical',
          advice: 'Find out what happened to them: rex tasks list --status escalated.',
        },
        {
          metric: 'tasks.failed',
          atMost: 0,
          severity: 'warning',
          advice: 'Read why, and retry or cancel them.',
        },
        {
          metric: 'tasks.awaiting_approval',
          atMost: 20,
          severity: 'warning',
          advice: 'Decide about them: silence is a no.',
        },
      ],
    },
    reads: ['tasks'],
    example: { input: {} },
  },
  {
    name: 'mission-watcher',
    role: 'Says when missions fail more often than they should.',
    capability: 'watch',
    config: {
      bounds: [
        {
          metric: 'missions.failedShare',
          atMost: 0.2,
          severity: 'warning',
          advice: 'Look at what the failed ones have in common.',
        },
        {
          metric: 'missions.metShare',
          atLeast: 0.5,
          severity: 'info',
          advice: 'Look at the goals: they may be too high.',
        },
      ],
    },
    reads: ['missions'],
    example: { input: {} },
  },
  {
    name: 'process-answerer',
    role: 'Answers how things are done here, from the documents of processes.',
    capability: 'answer',
    config: { category: 'process-documentation' },
    example: { input: { question: 'Who approves a turntable campaign?' } },
  },
  {
    name: 'meeting-notes-reader',
    role: 'Takes dates, amounts and addresses out of the notes of a meeting.',
    capability: 'extract',
    config: {
      fields: [
        { name: 'dates', form: 'date', means: 'dates that were named' },
        { name: 'amounts', form: 'amount', means: 'amounts of money' },
        { name: 'people', form: 'email', means: 'e-mail addresses' },
      ],
    },
    example: {
      input: { text: 'Until 2026-04-01, for €500. Ask ben@acme.example.' },
    },
  },
  {
    name: 'request-router',
    role: 'Says which kind of work a request is.',
    capability: 'classify',
    config: {
      otherwise: 'unclear',
      labels: [
        {
          name: 'newsletter',
          means: 'an issue of a newsletter',
          words: ['newsletter', 'issue', 'subscribers'],
        },
        {
          name: 'social',
          means: 'a post on a network',
          words: ['post', 'linkedin', 'instagram', 'facebook', 'tweet'],
        },
        {
          name: 'website',
          means: 'a change of the website',
          words: ['website', 'page', 'seo', 'title', 'sitemap'],
        },
        { name: 'ads', means: 'a change of ads', words: ['ads', 'adverts', 'bid', 'keyword', 'budget'] },
        {
          name: 'reactivation',
          means: 'writing to dormant leads',
          words: ['leads', 'reactivate', 'dormant', 'win back', 'mission'],
        },
      ],
    },
    example: {
      input: { text: 'Please put the new hours on the website and change the title of the page.' },
      answer: { label: 'website', because: ['website', 'page'] },
    },
  },
];
