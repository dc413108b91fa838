import type { Phrasebook } from '../phrasebook.ts';

export const french: Phrasebook = {
  greetings: [
    'Bonjour, je suis Alma de Fernweh Outdoor. Comment puis-je vous aider ?',
    'Bienvenue chez Fernweh Outdoor !',
  ],
  openers: ['Bonjour, ', 'Bonsoir, ', 'Bonjour Alma, ', 'Une question : '],
  products: ['veste Nebelhorn', 'tente Kar 2', 'doudoune Firn', 'chemise Isar', 'polaire Grat'],
  garments: ['veste Nebelhorn', 'doudoune Firn', 'polaire Grat'],
  sizes: ['S', 'M', 'L'],
  cities: ['Lyon', 'Annecy', 'Lille', 'Nantes', 'Grenoble'],
  thanks: ['Merci beaucoup !', 'Parfait, merci.', 'merci, c’est clair', 'Très bien, bonne journée !'],
  goodbyes: ['Avec plaisir. Bonne randonnée !', 'Je vous en prie. Bonne journée !'],
  shrugs: [
    'Je suis désolée, je n’ai pas d’information à ce sujet. Pourriez-vous reformuler votre question ?',
    'Je n’ai pas bien compris. Vous trouverez beaucoup de réponses sur nos pages d’aide.',
  ],
  annoyed: ['Ça ne répond pas à ma question.', 'Je voudrais parler à une personne.', 'non, relisez s’il vous plaît'],
  apologies: [
    'Je suis désolée, je ne peux pas vous en dire plus pour le moment.',
    'Je comprends votre agacement. Réessayez un peu plus tard.',
  ],
  agents: ['Bonjour, Judith du service clients. J’ai lu votre échange, je m’en occupe tout de suite.'],
  relieved: ['Merci, enfin quelqu’un !', 'Ah, très bien. Merci beaucoup.'],
  reasons: [
    'Le robot n’a pas compris ma question.',
    'Toujours la même réponse.',
    'Réponse fausse',
    'Je voulais parler à un humain.',
  ],
  summaries: {
    helped: 'Question : {title}. La réponse a été donnée dans le chat.',
    unhelped: 'Question : {title}. Pas de réponse utile.',
    handedOver: 'Question : {title}. Une collègue a pris le relais.',
  },
  subjects: {
    returns: {
      titles: ['Retour : {product}', 'Retour de la commande {order}'],
      exchanges: [
        {
          questions: [
            'Combien de temps ai-je pour renvoyer un article ?',
            'Le retour est-il gratuit ?',
            'Quand serai-je remboursé ?',
          ],
          answer:
            'Vous avez 30 jours à partir de la livraison et le retour est gratuit en Europe. Le remboursement arrive environ cinq jours après réception.',
        },
        {
          questions: ['Puis-je échanger la {product} contre une taille plus grande ?'],
          answer:
            'Renvoyez-la et commandez l’autre taille : c’est plus rapide qu’un échange, et gratuit dans les deux sens.',
        },
      ],
      followUps: [['Et sans le carton d’origine ?', 'Pas de souci, tout carton solide convient.']],
      incident: {
        questions: [
          'Où se trouve le portail de retours ?',
          'Comment obtenir une étiquette de retour pour {order} ?',
          'Je veux renvoyer la {product}, où faut-il s’inscrire ?',
          'Le lien de retour de l’e-mail affiche une erreur. Où déclarer mon retour ?',
          'Pouvez-vous me donner le lien pour les retours ?',
          'il me faut une étiquette de retour',
          'La page des retours ne s’ouvre pas. Y a-t-il un autre lien ?',
          'Comment faire un retour en ligne ?',
        ],
        answers: [
          'Vous pouvez déclarer votre retour ici : https://www.fernweh.example/returns. Saisissez votre numéro de commande et imprimez l’étiquette.',
          'Les étiquettes se trouvent sur notre portail : https://www.fernweh.example/returns.',
        ],
        replies: [
          'Cette page n’existe pas (404).',
          'Le lien ne marche pas.',
          'C’est le même lien mort que dans l’e-mail.',
        ],
        reasons: [
          'Le lien de retour ne fonctionne pas.',
          'Page de retour introuvable, trois fois de suite.',
          'lien mort',
          'Impossible d’obtenir une étiquette.',
        ],
      },
    },
    shipping: {
      titles: ['Livraison : {product}', 'Livraison à {city}'],
      exchanges: [
        {
          questions: [
            'Combien coûte la livraison à {city} ?',
            'Livrez-vous en point relais ?',
            'À partir de quel montant la livraison est-elle gratuite ?',
          ],
          answer:
            'La livraison est gratuite dès 60 €, sinon elle coûte 4,90 €. Le point relais se choisit au paiement.',
        },
      ],
      followUps: [['Est-ce que je reçois un numéro de suivi ?', 'Oui, par e-mail, dès que le colis part.']],
      incident: {
        questions: [
          'Quel est le délai de livraison ?',
          'Où est mon colis ? La commande {order} devait arriver mardi.',
          'Toujours rien pour {order}, c’est normal ?',
          'Combien de jours pour {city} ?',
          'Le suivi n’affiche rien. Quand arrive ma commande ?',
          'Ma {product} arrivera-t-elle avant le week-end ?',
          'le numéro de suivi ne marche pas',
        ],
        answers: [
          'La livraison standard avec Kranich prend 2 à 3 jours ouvrés. Votre colis ne devrait pas tarder !',
          'Nous expédions avec Kranich, comptez 2 à 3 jours ouvrés.',
        ],
        replies: ['Ça fait déjà sept jours.', 'Kranich ne connaît pas ce numéro.', 'Dans l’e-mail, c’est Zugvogel.'],
        reasons: [
          'Délai faux : huit jours au lieu de trois.',
          'Mauvais transporteur.',
          'Ne sait pas où est mon colis.',
        ],
      },
    },
    sizes: {
      titles: ['Taille : {garment}', 'Conseil de taille'],
      exchanges: [
        {
          questions: [
            'La {garment} taille-t-elle petit ?',
            'Je fais du {size} d’habitude, c’est pareil pour la {garment} ?',
          ],
          answer: 'La coupe est normale. Avec une couche en dessous, prenez une taille au-dessus de {size}.',
        },
        {
          questions: ['Avez-vous un guide des tailles ?'],
          answer: 'Gardez votre taille habituelle ; le guide est sous les photos.',
        },
      ],
      followUps: [['Et les manches ?', 'Un peu plus longues, pour couvrir les poignets.']],
      incident: null,
    },
    orders: {
      titles: ['Commande {order}', 'Modifier la commande {order}'],
      exchanges: [
        {
          questions: ['Puis-je encore annuler la commande {order} ?', 'Peut-on ajouter un article à {order} ?'],
          answer: 'La commande {order} n’est pas encore préparée. Vous pouvez la modifier dans votre compte.',
        },
        {
          questions: ['Je n’ai pas reçu de confirmation pour {order}.'],
          answer: 'Je vous ai renvoyé la confirmation. Regardez aussi dans les indésirables.',
        },
      ],
      followUps: [['Serai-je débité ?', 'Seulement au départ du colis.']],
      incident: null,
    },
    warranty: {
      titles: ['Garantie : {product}', 'Défaut : {product}'],
      exchanges: [
        {
          questions: [
            'La fermeture de ma {product} est cassée. C’est garanti ?',
            'Combien de temps dure la garantie ?',
          ],
          answer:
            'Trois ans sur les coutures, les fermetures et l’enduction. Envoyez-nous une photo et le numéro de commande.',
        },
      ],
      followUps: [['La réparation prend combien de temps ?', 'Environ deux semaines.']],
      incident: null,
    },
    payment: {
      titles: ['Paiement de {order}', 'Moyens de paiement'],
      exchanges: [
        {
          questions: ['Puis-je payer avec PayPal ?', 'Quand ma carte est-elle débitée ?'],
          answer: 'Carte, PayPal et Apple Pay. La carte est débitée au départ du colis.',
        },
        {
          questions: ['Peut-on payer en plusieurs fois ?'],
          answer: 'Oui, en 3 ou 6 fois à partir de 150 €.',
        },
      ],
      followUps: [['Y a-t-il des frais ?', 'Non, aucun.']],
      incident: null,
    },
  },
};
