import type { FaqBody } from '../../shared/correspondence/contract/faq.ts';

/** A list of frequent questions of an invented shop, in English and German, as a member would write it. */
export const FAQ: Readonly<Record<string, FaqBody>> = {
  delivery: {
    id: 'delivery',
    questions: [
      'How long does delivery take?',
      'When will my order arrive?',
      'How many days until the parcel is delivered?',
      'Wie lange dauert die Lieferung?',
    ],
    answer:
      '{% if firstName %}Hello {{ firstName }},{% else %}Hello,{% endif %}\n\nwe deliver within 3 working days.\n\n{{ senderName }}',
    source: 'https://acme.example/delivery',
    asks: false,
  },
  shipping: {
    id: 'shipping',
    questions: [
      'How much does shipping cost?',
      'What are the shipping costs?',
      'What do you charge for shipping?',
      'Was kostet der Versand?',
    ],
    answer: 'Hello,\n\nshipping costs 4.90 EUR, and nothing from 50 EUR.\n\n{{ senderName }}',
    source: 'https://acme.example/delivery',
    asks: false,
  },
  payment: {
    id: 'payment',
    questions: [
      'Which payment methods do you accept?',
      'Can I pay by credit card?',
      'Can I pay by invoice?',
      'Wie kann ich bezahlen?',
    ],
    answer: 'Hello,\n\nyou can pay by card and by invoice.\n\n{{ senderName }}',
    source: 'https://acme.example/payment',
    asks: false,
  },
  address: {
    id: 'address',
    questions: ['Where is your showroom?', 'What is the address of your showroom?', 'Where can I visit you?'],
    answer: 'Hello,\n\nthe showroom is at 1 Main Street, Springfield.\n\n{{ senderName }}',
    source: 'https://acme.example/showroom',
    asks: false,
  },
  returns: {
    id: 'returns',
    questions: ['Can I return an article?', 'How do I return my order?', 'How do I send an article back?'],
    answer: 'Hello,\n\nyou can return an article within 14 days.\n\n{{ senderName }}',
    source: 'Terms, section 4',
    asks: true,
  },
};

/** Mails that an entry answers, and nothing else in them; in other words than those of the list. Invented. */
export const ANSWERED: readonly (readonly [entry: string, mail: string])[] = [
  ['delivery', 'Hi Ann,\n\nhow long does the delivery take?\n\nThanks!'],
  ['delivery', 'When will the order arrive?'],
  ['delivery', 'How long do deliveries take?'],
  ['delivery', 'When does my order arrive'],
  ['delivery', 'Guten Tag,\nwie lange dauert eine Lieferung?\nViele Grüße'],
  ['delivery', 'How many days until a parcel is delivered?'],
  ['delivery', 'What delivery time should I plan with?'],
  ['delivery', 'How fast can you ship to Leeds?'],
  ['shipping', 'How much does the shipping cost?'],
  ['shipping', 'Hello, what would shipping cost?'],
  ['shipping', 'What are your shipping costs?'],
  ['shipping', 'Was kostet denn der Versand?'],
  ['shipping', 'Is shipping free?'],
  ['payment', 'Which payment methods are accepted?'],
  ['payment', 'Can we pay by invoice?'],
  ['payment', 'Could I pay with a credit card?'],
  ['payment', 'Do you take PayPal?'],
  ['address', 'Where is the showroom?'],
  ['address', 'What is the showroom address?'],
  ['address', 'Can I drop by somewhere?'],
];

/** Mails that no entry answers, or not whole: many of them near one. Invented. */
export const NOT_ANSWERED: readonly string[] = [
  'My order has not arrived. When will it arrive?',
  'Why did my order not arrive?',
  'How long does delivery take? My last parcel was damaged and I want my money back.',
  'Why was I charged for shipping twice?',
  'I was charged shipping although it should be free.',
  'How do I change the address of my order?',
  'What is the address for complaints?',
  'Can I pay later?',
  'My credit card was charged twice!',
  'Why can I not pay by credit card?',
  'Who delivers the parcel?',
  'Can I cancel my order?',
  'Where is my order?',
  'Where is my money?',
  'Is the showroom open on Sunday?',
  'What does the blue lamp cost?',
  'How much does the lamp weigh?',
  'Do you have the catalogue of this year?',
  'Who are you, and where did you get my address?',
  'How long is the warranty?',
  'Wie lange gilt die Garantie?',
  'Was kostet die Lampe?',
  'Can you call me?',
  'How many people work at your company?',
  'Do you also deliver furniture to Norway?',
  'Please stop the delivery of my order.',
  'Does delivery include the assembly?',
  'Which of your articles would you recommend?',
  'How long does delivery take, and what is the weight of the parcel?',
  'What happens when I am not at home on the day of delivery?',
];
