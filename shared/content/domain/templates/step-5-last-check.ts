import type { MessageTemplate } from '../template.ts';

export const LAST_CHECK_BAB: MessageTemplate = {
  id: 'bab-5',
  step: 5,
  framework: 'BAB',
  subject: 'Is this still of interest to you?',
  paragraphs: [
    {
      stage: 'before',
      text: 'I have written to you before and have not heard back. That may well be an answer in itself.',
    },
    {
      stage: 'after',
      text: 'I would like to write only to people who are glad to hear from me.',
    },
    {
      stage: 'bridge',
      text: 'If you want to stay in touch, reply with a yes.{% if offer %} And in case you missed it, this is what we can offer you: {{ offer }}.{% endif %}',
    },
  ],
  requires: [],
};

export const LAST_CHECK_AIDA: MessageTemplate = {
  id: 'aida-5',
  step: 5,
  framework: 'AIDA',
  subject: 'Should I keep writing?',
  paragraphs: [
    {
      stage: 'attention',
      text: 'Should I keep writing to you? It is a real question.',
    },
    {
      stage: 'interest',
      text: '{% if purchaseCount %}You have bought from {{ brandName }} before, so I did not want to just go quiet.{% else %}I do not want to fill your inbox with things you do not need.{% endif %}',
    },
    {
      stage: 'desire',
      text: 'If there is something on your mind, I am glad to help you sort it out.',
    },
    {
      stage: 'action',
      text: 'A short yes or no is all I need.{% if bookingUrl %} Or pick a time to talk at {{ bookingUrl }}.{% endif %}',
    },
  ],
  requires: ['brandName'],
};
