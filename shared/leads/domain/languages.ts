/** The languages in which lists name months. */
export const MONTH_LANGUAGES: readonly string[] =
  'en de fr es it pt nl pl sv da nb fi cs sk hu ro bg hr sl sr el ru uk tr et lv lt ca is id vi he ar hi'.split(
    ' ',
  );

/**
 * The languages in which lists name foreign countries; when two languages conflict, the first one counts. Every country is
 * also recognized by its name in its own language.
 */
export const COUNTRY_LANGUAGES: readonly string[] =
  'en de fr es it pt nl da cs hu ro hr el ru uk tr ca zh zh-Hant ja ko ar he'.split(' ');
