/** Words that hold an English sentence together: articles, pronouns, prepositions, conjunctions, auxiliaries and a few adverbs. */
const FUNCTION_WORDS = new Set(
  `a an the this that these those each every either neither both all any some no none such another other others much many more
  most few less several enough own same
  i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself we us our ours
  ourselves they them their theirs themselves one who whom whose which what whoever whatever someone somebody something anyone
  anybody anything everyone everybody everything nobody nothing
  of in to for with on at by from as into about like after over between out against during without before under around among
  through up down off above below since until upon within across along behind beyond near toward towards per via than
  and or but nor so yet if because although though while whereas unless whether when where why how once
  is am are was were be been being have has had having do does did doing done will would shall should can could may might must ought
  not there here then now just also only too very even still again ever never always often already yes ok please let
  i'm i've i'd i'll you're you've you'd you'll he's she's it's we're we've we'd we'll they're they've they'll they'd that's there's
  what's who's let's isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't won't wouldn't shouldn't can't cannot
  couldn't mustn't`.split(/\s+/),
);

/** Share of function words among the words that have letters; of none 1. */
export function functionWordShare(words: readonly string[]): number {
  const lettered = words.filter((word) => /^\p{L}/u.test(word));
  const held = lettered.filter((word) => FUNCTION_WORDS.has(word.toLowerCase().replace('’', "'")));
  return lettered.length === 0 ? 1 : held.length / lettered.length;
}
