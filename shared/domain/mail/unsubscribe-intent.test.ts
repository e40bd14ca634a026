import { describe, expect, it } from 'vitest';
import { unsubscribeIntent } from './unsubscribe-intent.ts';

describe('unsubscribeIntent', () => {
  it.each([
    'STOP',
    'Unsubscribe',
    'unsubscribe please!',
    'remove me',
    'Please remove me from your mailing list.',
    'Take me off your list',
    'Could you delete my address from your database?',
    'Hi,\nnot interested. Stop emailing me.\nAna',
    "Don't contact me again. I never asked for this; don't email me.",
    'I no longer wish to receive these messages.',
    'No more emails, thanks.',
    'Bitte nicht mehr schreiben.',
    'Bitte löschen Sie mich aus Ihrem Verteiler.',
    'Keine weiteren E-Mails bitte.',
    'Merci, mais ne m’écrivez plus.',
    'Je ne souhaite plus recevoir vos mails.',
    'Por favor, denme de baja.',
    'Cancellatemi dalla lista.',
    'Não quero mais receber.',
    'Geen mails meer alstublieft.',
    'Не пишите мне больше.',
    '退订',
  ])('hears %j', (text) => expect(unsubscribeIntent(text)).toBeDefined());

  it.each([
    'Not now, try me again in March.',
    'We did not stop using it; does your product let people unsubscribe?',
    'How do I remove a user from the list?',
    'Can you call me instead? I stop work at five.',
    'Our customers ask us to remove me-too features.',
    "Don't write to me until Monday, I'm travelling.",
    'Keine Frage, melden Sie sich gern.',
    "Please don't stop the trial.",
    'If you no longer want to receive offers, that is another question.',
  ])('does not hear it in %j', (text) => expect(unsubscribeIntent(text)).toBeUndefined());
});
