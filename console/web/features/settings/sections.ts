/** A part of the settings that is a form: the fields of the contract that it shows. */
interface FormSection {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly fields: readonly string[];
}

/** Every setting of a workspace is in one of these, in the order in which somebody sets a workspace up. */
export const FORM_SECTIONS = [
  {
    id: 'brand',
    label: 'Sender and brand',
    about: 'Who writes, for whom, and from where. It stands in every message.',
    fields: ['brandName', 'senderName', 'senderLocalPart', 'postalAddress', 'website', 'timeZone'],
  },
  {
    id: 'hours',
    label: 'Send hours',
    about: 'When messages may go out, by the clock of the person who gets them.',
    fields: ['sendWindow', 'sendTime'],
  },
  {
    id: 'tracking',
    label: 'Tracking',
    about: 'What is counted of those who read newsletters.',
    fields: ['newsletterTracking'],
  },
  {
    id: 'limits',
    label: 'Budgets and limits',
    about: 'How much goes out, and how often to one person.',
    fields: [
      'dailyBudget',
      'sendsPerSecond',
      'requireConsent',
      'frequencyCap',
      'providerLimits',
      'mailboxPrice',
    ],
  },
  {
    id: 'warmup',
    label: 'Warmup',
    about: 'How a new domain earns its reputation: from few messages a day to many.',
    fields: ['warmup'],
  },
  {
    id: 'channels',
    label: 'Channels',
    about: 'How else people are reached than by e-mail, at what price, and how much in a day.',
    fields: ['channels'],
  },
  {
    id: 'calendar',
    label: 'Calendar',
    about: 'Where people book a meeting with you.',
    fields: ['calendar'],
  },
  {
    id: 'llm',
    label: 'Language model',
    about: 'What a language model may cost, and what it never sees.',
    fields: ['llm'],
  },
  {
    id: 'enrichment',
    label: 'Enrichment',
    about: 'Which missing data about people is bought, where, and for how much.',
    fields: ['enrichment'],
  },
  {
    id: 'icp',
    label: 'Ideal customer',
    about: 'Which customers you want, and what counts how much.',
    fields: ['icp'],
  },
  {
    id: 'variants',
    label: 'Variants and answers',
    about: 'Which texts are tested against each other, and which answers a person sees before they go out.',
    fields: ['variants', 'answers'],
  },
  {
    id: 'quality',
    label: 'Quality and brand',
    about: 'How good newsletters and posts have to be, and what the brand says and does not say.',
    fields: ['quality'],
  },
  {
    id: 'autonomy',
    label: 'Tasks and autonomy',
    about: 'What Rex may do by itself, what it asks about, and how much of it in a day.',
    fields: ['tasks'],
  },
  {
    id: 'alerts',
    label: 'Alerts',
    about: 'How people hear of what went wrong and of what waits for them.',
    fields: ['alerts'],
  },
  {
    id: 'rules',
    label: 'Rules and thresholds',
    about: 'The numbers that the rules of Rex compare with. Change them when you know why.',
    fields: ['rules', 'reviewWhenIdle'],
  },
  {
    id: 'state',
    label: 'Pause and dry run',
    about: 'Whether anything goes out at all.',
    fields: ['paused', 'dryRun'],
  },
] as const satisfies readonly FormSection[];

/** Parts that are no form of the settings. */
const OTHER_SECTIONS = [
  { id: 'notifications', label: 'Your notifications' },
  { id: 'members', label: 'Members and roles' },
  { id: 'keys', label: 'API keys' },
  { id: 'webhooks', label: 'Webhooks' },
  { id: 'usage', label: 'Providers and usage' },
  { id: 'faq', label: 'Frequent questions' },
] as const;

export type FormSectionId = (typeof FORM_SECTIONS)[number]['id'];
export type OtherSectionId = (typeof OTHER_SECTIONS)[number]['id'];

export const SECTION_GROUPS = [
  { label: 'Workspace', sections: FORM_SECTIONS },
  { label: 'People and programs', sections: OTHER_SECTIONS },
] as const;

export const SECTION_IDS = [...FORM_SECTIONS, ...OTHER_SECTIONS].map(({ id }) => id) as [
  FormSectionId | OtherSectionId,
  ...(FormSectionId | OtherSectionId)[],
];
