import { describe, expect, it } from 'vitest';
import { mayBeAStop, textMeaning } from './keywords.ts';

describe('textMeaning', () => {
  it.each<[string, ReturnType<typeof textMeaning>]>([
    ...[
      'STOP',
      'stop',
      ' Stop. ',
      'STOPALL',
      'UNSUBSCRIBE',
      'cancel',
      'End',
      'QUIT',
      'revoke',
      'OptOut!',
    ].map((text) => [text, 'stop'] as [string, 'stop']),
    ['Please stop texting me', 'stop'],
    ['stop sending these', 'stop'],
    ["don't text me again", 'stop'],
    ['Take me off your list', 'stop'],
    ['Stop! Please', 'stop'],
    ['hi, please stop all messages, thank you', 'stop'],
    ['STOP STOP STOP', 'stop'],
    ['🛑 stop 🛑', 'stop'],
    ['I said stop!!!', 'stop'],
    ['no more texts please', 'stop'],
    ['leave me alone', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['arrêt', 'stop'],
    ["STOP s'il vous plaît", 'stop'],
    ['BAJA por favor', 'stop'],
    ['parar', 'stop'],
    ['SAIR obrigado', 'stop'],
    ['Bitte abmelden, danke', 'stop'],
    ['basta, grazie', 'stop'],
    ['СТОП', 'stop'],
    ['отпишите, пожалуйста', 'stop'],
    ['退订', 'stop'],
    ['配信停止', 'stop'],
    ['수신거부', 'stop'],
    ['STOP\nGesendet von meinem iPhone', 'stop'],
    ['Who is this? Stop', 'stop'],
    ['Stop.\n\nJo', 'stop'],
    ['wrong number please remove me', 'stop'],
    ['Can you stop?', 'stop'],
    ['Hör auf', 'stop'],
    ['keine SMS mehr', 'stop'],
    ['停止してください', 'stop'],
    ['取消订阅谢谢', 'stop'],
    ['수신거부 부탁드립니다', 'stop'],
    ['Zakończ', 'stop'],
    ['never stop sending these, love it', 'reply'],
    ['Halt! I have a question', 'reply'],
    ['取消预约', 'reply'],
    ['I will stop by tomorrow', 'reply'],
    ['Please stop by any time, we are open all day', 'reply'],
    ['Can I cancel on Friday?', 'reply'],
    ['The end is near', 'reply'],
    ['Stop? No, go on!', 'reply'],
    ['👍', 'reply'],
    ['START', 'start'],
    ['yes', 'start'],
    ['UNSTOP', 'start'],
    ['help', 'help'],
    ['INFO', 'help'],
    ['Yes, call me on Monday', 'reply'],
    ['Can you help me with an order?', 'reply'],
    ['Where do I find the bus stop?', 'reply'],
    ['We end the season in May', 'reply'],
    ['', 'reply'],
  ])('%j is %s', (text, meaning) => {
    expect(textMeaning(text)).toBe(meaning);
  });
});

it('a text that contains a stop word may be a stop', () => {
  for (const text of ['Cancel my order', 'Please stop by on Monday', 'Para mí: ¡basta ya de esto!'])
    expect(mayBeAStop(text)).toBe(true);
  for (const text of ['Call me', '', 'How much is it?', 'Stopover in Paris'])
    expect(mayBeAStop(text)).toBe(false);
});
