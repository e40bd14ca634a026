import type { MessageTemplate } from '../template.ts';
import { PURCHASE_HISTORY } from './phrases.ts';

export const QUESTION_PAS: MessageTemplate = {
  id: 'pas-3',
  step: 3,
  framework: 'PAS',
  subject: 'May I ask you a question?',
  paragraphs: [
    {
      stage: 'problem',
      text: 'When someone we know goes quiet, we are left to guess why.',
    },
    {
      stage: 'agitation',
      text: 'Guessing is a poor way to help. We may be writing about things that no longer matter to you{% if company %} or to {{ company }}{% endif %}.',
    },
    {
      stage: 'solution',
      text: 'So I would rather ask. What would make it worth your while to {% if purchaseCount %}buy from us again{% else %}work with us{% endif %}? A short reply is plenty.',
    },
  ],
  requires: [],
};

export const QUESTION_BAB: MessageTemplate = {
  id: 'bab-3',
  step: 3,
  framework: 'BAB',
  subject: 'What has changed for you?',
  paragraphs: [
    {
      stage: 'before',
      text: `{% if purchaseCount %}${PURCHASE_HISTORY}{% else %}It has been some time since we were last in touch.{% endif %}`,
    },
    {
      stage: 'after',
      text: 'Things may look different {% if company %}at {{ company }} {% endif %}today. I would like to know what you need now, and not just assume.',
    },
    {
      stage: 'bridge',
      text: 'What has changed for you since then? A sentence is enough. It helps me to write only when there is a reason to.',
    },
  ],
  requires: [],
};
