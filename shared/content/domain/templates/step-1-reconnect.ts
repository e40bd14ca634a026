import type { MessageTemplate } from '../template.ts';
import { OFFER, PURCHASE_HISTORY } from './phrases.ts';

export const RECONNECT_BAB: MessageTemplate = {
  id: 'bab-1',
  step: 1,
  framework: 'BAB',
  subject: 'Shall we pick things up again?',
  paragraphs: [
    {
      stage: 'before',
      text: `{% if purchaseCount %}${PURCHASE_HISTORY} Since then it has been quiet between us.{% else %}You are among our contacts, but we have not talked for a while.{% endif %}`,
    },
    {
      stage: 'after',
      text: `If what we do is still useful to you, I would like to make it easy to come back.${OFFER} Tell me what you need, and I will tell you what we can do.`,
    },
    {
      stage: 'bridge',
      text: 'Just answer this e-mail with a line or two{% if website %}, or have a look at {{ website }}{% endif %}.',
    },
  ],
  requires: [],
};

export const RECONNECT_PAS: MessageTemplate = {
  id: 'pas-1',
  step: 1,
  framework: 'PAS',
  subject: 'Did we lose touch?',
  paragraphs: [
    {
      stage: 'problem',
      text: `{% if purchaseCount %}${PURCHASE_HISTORY} We have not heard from you since.{% else %}We have not heard from each other for a while.{% endif %}`,
    },
    {
      stage: 'agitation',
      text: 'It is easy to lose touch. Days fill up, needs change, and then it feels late to write.',
    },
    {
      stage: 'solution',
      text: `It is not late.${OFFER} If there is something we can do for you, reply and tell me what it is. If not, that is fine too.`,
    },
  ],
  requires: [],
};
