import type { MessageTemplate } from '../template.ts';

export const VALUE_FAB: MessageTemplate = {
  id: 'fab-2',
  step: 2,
  framework: 'FAB',
  subject: 'What you can expect from {{ brandName }}',
  paragraphs: [
    {
      stage: 'features',
      text: 'Here is how it works when you write to us. You say what you need in your own words, and we say what we can do about it.',
    },
    {
      stage: 'advantages',
      text: 'You do not have to start with a form or a call. This e-mail is enough.',
    },
    {
      stage: 'benefits',
      text: 'So you find out whether we are a good fit before you spend much time on it.{% if website %} If you would like to look first, start at {{ website }}.{% endif %}',
    },
  ],
  requires: ['brandName'],
};

export const VALUE_AIDA: MessageTemplate = {
  id: 'aida-2',
  step: 2,
  framework: 'AIDA',
  subject: 'What is on your list right now?',
  paragraphs: [
    {
      stage: 'attention',
      text: 'What is on your list right now that you would be glad to cross off?',
    },
    {
      stage: 'interest',
      text: '{% if purchaseCount %}You have bought from {{ brandName }} before, so you know us a little.{% else %}You may remember {{ brandName }} from a while ago.{% endif %} Tell me what you are looking for today, and I will say whether it is something we do.',
    },
    {
      stage: 'desire',
      text: 'You will get a straight answer, even when the answer is no.',
    },
    {
      stage: 'action',
      text: 'Reply with one line{% if bookingUrl %}, or pick a time to talk at {{ bookingUrl }}{% endif %}.',
    },
  ],
  requires: ['brandName'],
};
