import type { MessageTemplate } from '../template.ts';

export const HELP_AIDA: MessageTemplate = {
  id: 'aida-4',
  step: 4,
  framework: 'AIDA',
  subject:
    '{% if offer %}An offer from {{ brandName }}{% else %}Is there something we can help with?{% endif %}',
  paragraphs: [
    {
      stage: 'attention',
      text: '{% if offer %}There is something on offer at {{ brandName }} that may be of use to you: {{ offer }}.{% else %}I am writing to offer you a hand.{% endif %}',
    },
    {
      stage: 'interest',
      text: 'You can come with a question, a problem, or just a rough idea.',
    },
    {
      stage: 'desire',
      text: 'You do not need a plan. We can work out together what makes sense for you, and what does not.',
    },
    {
      stage: 'action',
      text: 'Reply to this e-mail{% if bookingUrl %}, or choose a time that suits you at {{ bookingUrl }}{% endif %}.',
    },
  ],
  requires: ['brandName'],
};

export const HELP_FAB: MessageTemplate = {
  id: 'fab-4',
  step: 4,
  framework: 'FAB',
  subject: '{% if offer %}What we can offer you now{% else %}How we can help you{% endif %}',
  paragraphs: [
    {
      stage: 'features',
      text: '{% if offer %}Here is what we can offer you now: {{ offer }}.{% else %}You can ask us anything about {{ brandName }}{% if website %} and what you see at {{ website }}{% endif %}, and we will answer by e-mail.{% endif %}',
    },
    {
      stage: 'advantages',
      text: 'You can think it over in your own time. There is no need to decide now.',
    },
    {
      stage: 'benefits',
      text: 'If it suits you, reply and we take it from there. If it does not, you have lost nothing.{% if offer and website %} You can read more at {{ website }}.{% endif %}',
    },
  ],
  requires: ['brandName'],
};
