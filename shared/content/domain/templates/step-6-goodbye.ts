import type { MessageTemplate } from '../template.ts';

export const GOODBYE_FAB: MessageTemplate = {
  id: 'fab-6',
  step: 6,
  framework: 'FAB',
  subject: 'I will leave it here',
  paragraphs: [
    {
      stage: 'features',
      text: 'This is the last e-mail of this series.',
    },
    {
      stage: 'advantages',
      text: 'You do not have to do anything, and your inbox stays yours.',
    },
    {
      stage: 'benefits',
      text: 'If you need us later, you know where to find us{% if website %}: {{ website }}{% endif %}. Thank you for reading{% if purchaseCount %}, and for the time when you bought from us{% endif %}.',
    },
  ],
  requires: [],
};

export const GOODBYE_PAS: MessageTemplate = {
  id: 'pas-6',
  step: 6,
  framework: 'PAS',
  subject: 'Goodbye for now',
  paragraphs: [
    {
      stage: 'problem',
      text: 'I have not heard back from you, so I take it that now is not the time.',
    },
    {
      stage: 'agitation',
      text: 'I do not want to be one more sender whose mail you have to skip.',
    },
    {
      stage: 'solution',
      text: 'So this is my last note for now. If things change, reply to it and I will pick it up. I wish you{% if company %} and everyone at {{ company }}{% endif %} all the best.',
    },
  ],
  requires: [],
};
