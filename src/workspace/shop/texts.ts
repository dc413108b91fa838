import type { ShopLanguage } from './assistant.ts';

/** What stands on the page and in the chat window, in the visitor's language. */
export type ShopTexts = {
  locale: string;
  languageName: string;
  page: {
    language: string;
    skip: string;
    nav: [string, string, string];
    season: string;
    headline: string;
    lead: string;
    shopNow: string;
    askUs: string;
    favourites: string;
    products: { name: string; note: string; price: string }[];
    promises: { title: string; text: string }[];
    madeUp: string;
  };
  chat: {
    open: string;
    close: string;
    title: string;
    status: string;
    greeting: string;
    suggestions: string[];
    placeholder: string;
    send: string;
    typing: string;
    up: string;
    down: string;
    end: string;
    ended: string;
    again: string;
    you: string;
    failed: string;
    /** `{channel}` is the channel's name. */
    happened: string;
    happenedLink: string;
  };
};

export const SHOP_TEXTS: Record<ShopLanguage, ShopTexts> = {
  en: {
    locale: 'en-GB',
    languageName: 'English',
    page: {
      language: 'Language',
      skip: 'Skip to the chat',
      nav: ['Jackets', 'Tents', 'Boots'],
      season: 'Autumn & winter',
      headline: 'For those who can’t stay in.',
      lead: 'Weatherproof gear from the foot of the Alps. Made to last, repaired for free for three years.',
      shopNow: 'See the collection',
      askUs: 'Ask Alma',
      favourites: 'This week’s favourites',
      products: [
        { name: 'Nebelhorn rain jacket', note: '3-layer, 20,000 mm', price: '€249' },
        { name: 'Kar 2 tent', note: 'Two people, 1.9 kg', price: '€429' },
        { name: 'Moraine boots', note: 'Leather, can be resoled', price: '€219' },
        { name: 'Talweg 45 backpack', note: '45 litres, 1.2 kg', price: '€169' },
      ],
      promises: [
        { title: 'Free from €60', text: 'Delivery in all of Europe' },
        { title: '30 days', text: 'To send things back' },
        { title: '3 years', text: 'Guarantee on every seam' },
      ],
      madeUp: 'Fernweh is made up: nothing can be bought here, and nothing leaves this computer.',
    },
    chat: {
      open: 'Chat with us',
      close: 'Close the chat',
      title: 'Alma',
      status: 'Answers at once',
      greeting: 'Hi! I’m Alma from Fernweh Outdoor. What can I do for you?',
      suggestions: [
        'Where do I find the returns portal?',
        'How long does delivery take?',
        'Does the Nebelhorn run small?',
      ],
      placeholder: 'Type your question',
      send: 'Send',
      typing: 'Alma is typing',
      up: 'Helpful',
      down: 'Not helpful',
      end: 'End chat',
      ended: 'You ended the chat.',
      again: 'Start a new chat',
      you: 'You',
      failed: 'That could not be saved. Please try again.',
      happened: 'This is now in #{channel}.',
      happenedLink: 'Open the workspace',
    },
  },
  de: {
    locale: 'de-DE',
    languageName: 'Deutsch',
    page: {
      language: 'Sprache',
      skip: 'Zum Chat springen',
      nav: ['Jacken', 'Zelte', 'Schuhe'],
      season: 'Herbst & Winter',
      headline: 'Für alle, die raus müssen.',
      lead: 'Wetterfeste Ausrüstung vom Fuß der Alpen. Für lange gemacht, drei Jahre kostenlos repariert.',
      shopNow: 'Zur Kollektion',
      askUs: 'Alma fragen',
      favourites: 'Lieblinge der Woche',
      products: [
        { name: 'Regenjacke Nebelhorn', note: '3 Lagen, 20.000 mm', price: '249 €' },
        { name: 'Zelt Kar 2', note: 'Zwei Personen, 1,9 kg', price: '429 €' },
        { name: 'Wanderstiefel Moräne', note: 'Leder, neu besohlbar', price: '219 €' },
        { name: 'Rucksack Talweg 45', note: '45 Liter, 1,2 kg', price: '169 €' },
      ],
      promises: [
        { title: 'Frei ab 60 €', text: 'Lieferung in ganz Europa' },
        { title: '30 Tage', text: 'Zeit zum Zurückschicken' },
        { title: '3 Jahre', text: 'Garantie auf jede Naht' },
      ],
      madeUp: 'Fernweh ist erfunden: Hier gibt es nichts zu kaufen, und nichts verlässt diesen Rechner.',
    },
    chat: {
      open: 'Chatten Sie mit uns',
      close: 'Chat schließen',
      title: 'Alma',
      status: 'Antwortet sofort',
      greeting: 'Hallo, ich bin Alma von Fernweh Outdoor. Wobei kann ich helfen?',
      suggestions: [
        'Wo finde ich das Retourenportal?',
        'Wie lange dauert die Lieferung?',
        'Fällt die Nebelhorn klein aus?',
      ],
      placeholder: 'Ihre Frage',
      send: 'Senden',
      typing: 'Alma schreibt',
      up: 'Hilfreich',
      down: 'Nicht hilfreich',
      end: 'Chat beenden',
      ended: 'Sie haben den Chat beendet.',
      again: 'Neuen Chat beginnen',
      you: 'Sie',
      failed: 'Das konnte nicht gespeichert werden. Bitte noch einmal versuchen.',
      happened: 'Das steht jetzt in #{channel}.',
      happenedLink: 'Workspace öffnen',
    },
  },
  fr: {
    locale: 'fr-FR',
    languageName: 'Français',
    page: {
      language: 'Langue',
      skip: 'Aller au chat',
      nav: ['Vestes', 'Tentes', 'Chaussures'],
      season: 'Automne & hiver',
      headline: 'Pour ceux qui ont besoin d’air.',
      lead: 'De l’équipement qui tient au temps, venu du pied des Alpes. Réparé gratuitement pendant trois ans.',
      shopNow: 'Voir la collection',
      askUs: 'Demander à Alma',
      favourites: 'Les favoris de la semaine',
      products: [
        { name: 'Veste Nebelhorn', note: '3 couches, 20 000 mm', price: '249 €' },
        { name: 'Tente Kar 2', note: 'Deux personnes, 1,9 kg', price: '429 €' },
        { name: 'Chaussures Moraine', note: 'Cuir, ressemelables', price: '219 €' },
        { name: 'Sac Talweg 45', note: '45 litres, 1,2 kg', price: '169 €' },
      ],
      promises: [
        { title: 'Offerte dès 60 €', text: 'Livraison en Europe' },
        { title: '30 jours', text: 'Pour changer d’avis' },
        { title: '3 ans', text: 'De garantie sur les coutures' },
      ],
      madeUp: 'Fernweh est imaginaire : rien n’est à vendre ici, et rien ne quitte cet ordinateur.',
    },
    chat: {
      open: 'Discuter avec nous',
      close: 'Fermer le chat',
      title: 'Alma',
      status: 'Répond tout de suite',
      greeting: 'Bonjour, je suis Alma de Fernweh Outdoor. Comment puis-je vous aider ?',
      suggestions: [
        'Où se trouve le portail de retours ?',
        'Quel est le délai de livraison ?',
        'La veste Nebelhorn taille-t-elle petit ?',
      ],
      placeholder: 'Votre question',
      send: 'Envoyer',
      typing: 'Alma écrit',
      up: 'Utile',
      down: 'Pas utile',
      end: 'Terminer',
      ended: 'Vous avez terminé la conversation.',
      again: 'Nouvelle conversation',
      you: 'Vous',
      failed: 'Impossible d’enregistrer. Veuillez réessayer.',
      happened: 'C’est maintenant dans #{channel}.',
      happenedLink: 'Ouvrir l’espace de travail',
    },
  },
  es: {
    locale: 'es-ES',
    languageName: 'Español',
    page: {
      language: 'Idioma',
      skip: 'Ir al chat',
      nav: ['Chaquetas', 'Tiendas', 'Botas'],
      season: 'Otoño e invierno',
      headline: 'Para quienes necesitan salir.',
      lead: 'Equipo resistente, del pie de los Alpes. Hecho para durar y reparado gratis durante tres años.',
      shopNow: 'Ver la colección',
      askUs: 'Pregunta a Alma',
      favourites: 'Favoritos de la semana',
      products: [
        { name: 'Chaqueta Nebelhorn', note: '3 capas, 20.000 mm', price: '249 €' },
        { name: 'Tienda Kar 2', note: 'Dos personas, 1,9 kg', price: '429 €' },
        { name: 'Botas Moraine', note: 'Cuero, suela renovable', price: '219 €' },
        { name: 'Mochila Talweg 45', note: '45 litros, 1,2 kg', price: '169 €' },
      ],
      promises: [
        { title: 'Gratis desde 60 €', text: 'Envío en toda Europa' },
        { title: '30 días', text: 'Para devolver' },
        { title: '3 años', text: 'De garantía en costuras' },
      ],
      madeUp: 'Fernweh es inventado: aquí no se vende nada y nada sale de este ordenador.',
    },
    chat: {
      open: 'Habla con nosotros',
      close: 'Cerrar el chat',
      title: 'Alma',
      status: 'Responde al momento',
      greeting: '¡Hola! Soy Alma, de Fernweh Outdoor. ¿En qué puedo ayudarte?',
      suggestions: [
        '¿Dónde está el portal de devoluciones?',
        '¿Cuánto tarda el envío?',
        '¿La Nebelhorn talla pequeño?',
      ],
      placeholder: 'Escribe tu pregunta',
      send: 'Enviar',
      typing: 'Alma está escribiendo',
      up: 'Útil',
      down: 'No es útil',
      end: 'Terminar',
      ended: 'Has terminado el chat.',
      again: 'Empezar otro chat',
      you: 'Tú',
      failed: 'No se ha podido guardar. Inténtalo de nuevo.',
      happened: 'Ya está en #{channel}.',
      happenedLink: 'Abrir el espacio de trabajo',
    },
  },
  ja: {
    locale: 'ja-JP',
    languageName: '日本語',
    page: {
      language: '言語',
      skip: 'チャットへ移動',
      nav: ['ジャケット', 'テント', 'ブーツ'],
      season: '秋・冬',
      headline: '外へ出ずにいられない人へ。',
      lead: 'アルプスのふもとから届く、風雨に強い道具。長く使えて、三年間は無料で修理します。',
      shopNow: 'コレクションを見る',
      askUs: 'Almaに聞く',
      favourites: '今週の人気',
      products: [
        { name: 'ネーベルホルン レインジャケット', note: '3層、20,000 mm', price: '€249' },
        { name: 'カール2 テント', note: '2人用、1.9 kg', price: '€429' },
        { name: 'モレーン ブーツ', note: '革製、ソール交換可', price: '€219' },
        { name: 'タールヴェーク45 バックパック', note: '45リットル、1.2 kg', price: '€169' },
      ],
      promises: [
        { title: '60ユーロから無料', text: 'ヨーロッパ全域に配送' },
        { title: '30日間', text: '返品できます' },
        { title: '3年保証', text: 'すべての縫い目に' },
      ],
      madeUp: 'Fernwehは架空の店です。購入はできず、情報がこのパソコンの外に出ることもありません。',
    },
    chat: {
      open: 'チャットで相談',
      close: 'チャットを閉じる',
      title: 'Alma',
      status: 'すぐにお答えします',
      greeting: 'こんにちは、Fernweh OutdoorのAlmaです。ご用件をお聞かせください。',
      suggestions: [
        '返品ページのリンクを教えてください。',
        '配送には何日かかりますか？',
        'ネーベルホルンは小さめですか？',
      ],
      placeholder: '質問を入力',
      send: '送信',
      typing: '入力中',
      up: '役に立った',
      down: '役に立たなかった',
      end: 'チャットを終了',
      ended: 'チャットを終了しました。',
      again: '新しいチャットを始める',
      you: 'あなた',
      failed: '保存できませんでした。もう一度お試しください。',
      happened: '#{channel}に届きました。',
      happenedLink: 'ワークスペースを開く',
    },
  },
};
