/** The languages in which lists name their countries and months; where two of them disagree the first one is right. */
export const LIST_LANGUAGES: readonly string[] =
  'en de fr es it pt nl pl sv da nb fi cs sk hu ro bg hr sl sr el ru uk tr et lv lt ca is id ms vi zh zh-Hant ja ko he ar hi th'.split(
    ' ',
  );
