/** Whether the sentence model knows the language of a conversation: English of any country. null: nobody said which it is. */
export const knowsLanguage = (locale: string | null): boolean =>
  locale !== null && /^en(?:[-_]|$)/i.test(locale.trim());
