/** Languages that the sentence model knows. */
export const KNOWN_LANGUAGES = ['en'];

/** Whether the sentence model knows the language of a conversation: English of any country. null: nobody said which it is. */
export const knowsLanguage = (locale: string | null): boolean =>
  locale !== null && KNOWN_LANGUAGES.includes(locale.trim().split(/[-_]/, 1)[0]?.toLowerCase() ?? '');
