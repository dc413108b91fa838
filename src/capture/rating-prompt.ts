/** The words of the prompt that asks a shopper, after the end, how the conversation was. */
export type RatingPrompt = {
  title: string;
  /** Names of the two buttons, for those who cannot see the thumbs. */
  up: string;
  down: string;
  /** Above the box that opens after a thumb down. */
  negativeReason: string;
  placeholder: string;
  button: string;
  afterSubmission: string;
};

const PROMPTS: Record<string, RatingPrompt> = {
  en: {
    title: 'How was this conversation?',
    up: 'Good',
    down: 'Not good',
    negativeReason: 'What went wrong?',
    placeholder: 'Tell us in a few words (optional)',
    button: 'Send',
    afterSubmission: 'Thank you! Your feedback has reached us.',
  },
  de: {
    title: 'Wie war dieses Gespräch?',
    up: 'Gut',
    down: 'Nicht gut',
    negativeReason: 'Was war nicht gut?',
    placeholder: 'In ein paar Worten (freiwillig)',
    button: 'Senden',
    afterSubmission: 'Vielen Dank! Ihre Rückmeldung ist angekommen.',
  },
  fr: {
    title: 'Comment était cette conversation ?',
    up: 'Bien',
    down: 'Pas bien',
    negativeReason: 'Qu’est-ce qui n’allait pas ?',
    placeholder: 'En quelques mots (facultatif)',
    button: 'Envoyer',
    afterSubmission: 'Merci ! Votre avis nous est bien parvenu.',
  },
  es: {
    title: '¿Qué tal esta conversación?',
    up: 'Bien',
    down: 'Mal',
    negativeReason: '¿Qué ha fallado?',
    placeholder: 'En pocas palabras (opcional)',
    button: 'Enviar',
    afterSubmission: '¡Gracias! Hemos recibido tu opinión.',
  },
  pt: {
    title: 'Como foi esta conversa?',
    up: 'Boa',
    down: 'Má',
    negativeReason: 'O que correu mal?',
    placeholder: 'Em poucas palavras (opcional)',
    button: 'Enviar',
    afterSubmission: 'Obrigado! Recebemos a sua opinião.',
  },
  ja: {
    title: 'この会話はいかがでしたか？',
    up: '良かった',
    down: '良くなかった',
    negativeReason: '良くなかった点を教えてください',
    placeholder: 'ひとことで結構です（任意）',
    button: '送信',
    afterSubmission: 'ありがとうございます。ご意見を受け取りました。',
  },
};

/** The prompt in the language of a BCP 47 locale; English where there is no such language. */
export function ratingPrompt(locale: string): RatingPrompt {
  const language = locale.split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
  const prompt = Object.hasOwn(PROMPTS, language) ? PROMPTS[language] : PROMPTS.en;
  return prompt as RatingPrompt;
}
