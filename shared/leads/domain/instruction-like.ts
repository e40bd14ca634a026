/**
 * Signs that a cell or a message contains instructions to a machine. The list is short and misses much: findings are shown
 * to people and decide nothing. The real protection is that such text is never given to anything that can act.
 */
const PATTERNS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|any|your)\b.{0,40}\b(?:instructions?|prompts?|rules?|messages?|context)\b/i,
  /(?:^|\n)[ \t]{0,10}(?:system|assistant|developer)[ \t]{0,5}:/i,
  /<\/?\s{0,5}(?:system|assistant|lead|user|prompt|instructions?)\s{0,5}>/i,
  /\b(?:reveal|print|show|repeat|output)\b.{0,30}\b(?:system )?prompt\b/i,
  /\b(?:approve|send|e-?mail)\b.{0,20}\b(?:all|every|everyone|everybody|any)\b.{0,30}\b(?:pending|tasks?|messages?|leads?|contacts?|%|discount|codes?)\b/i,
  /\bskip(?:ping)? (?:the )?(?:approval|review|checks?)\b/i,
  /\byou are (?:now|no longer)\b/i,
  /\b(?:jailbreak|developer mode|do anything now)\b/i,
  /\[\/?INST\]|<\|im_(?:start|end)\|>/,
];

/** Whether a text looks like a planted instruction. Long texts are judged by their first 20,000 characters. */
export function isInstructionLike(text: string): boolean {
  const head = text.slice(0, 20_000);
  return PATTERNS.some((pattern) => pattern.test(head));
}
