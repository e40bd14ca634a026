import { describe, expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it('keeps what is written between and below quoted lines', () => {
    const text =
      'On Mon, 3 Mar 2025, Rex <r@x.example> wrote:\n> Interested?\nYes.\n> When?\nMonday.\n\n-- \nAna';
    expect(visibleText(text)).toBe('Yes.\nMonday.');
  });

  it('cuts at the header block of Outlook', () => {
    expect(visibleText('Gern!\n\nVon: Rex <r@x.example>\nGesendet: Montag\nAn: Ana\n\nHallo')).toBe('Gern!');
  });

  it('does not take a sentence for an attribution', () => {
    const text = 'On my desk is the letter that you wrote\nand I will answer it.';
    expect(visibleText(text)).toBe(text);
  });
});
