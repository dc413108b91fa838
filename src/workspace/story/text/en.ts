import type { Phrasebook } from '../phrasebook.ts';

export const english: Phrasebook = {
  greetings: [
    'Hi! I’m Alma from Fernweh Outdoor. What can I do for you?',
    'Welcome to Fernweh Outdoor. Ask me about orders, sizes, deliveries or returns.',
    'Hello, this is Alma, the Fernweh assistant. How can I help?',
  ],
  openers: ['Hi, ', 'Hello, ', 'Hey there. ', 'Good morning, ', 'Quick question: ', 'Hi Alma, ', 'Hello! '],
  products: [
    'Nebelhorn rain jacket',
    'Kar 2 tent',
    'Moraine boots',
    'Firn down vest',
    'Talweg 45 backpack',
    'Grat softshell trousers',
    'Biwak sleeping bag',
    'Isar merino shirt',
  ],
  garments: ['Nebelhorn rain jacket', 'Firn down vest', 'Isar merino shirt', 'Grat softshell trousers'],
  sizes: ['S', 'M', 'L', 'XL'],
  cities: ['Leeds', 'Bristol', 'Glasgow', 'Boston', 'Denver', 'Cardiff', 'Seattle', 'Norwich'],
  thanks: [
    'Great, thank you!',
    'Perfect, that’s all I needed.',
    'Thanks, that helps.',
    'ok thanks',
    'Brilliant, cheers',
    'That was quick. Thank you!',
  ],
  goodbyes: [
    'You’re welcome. Enjoy the outdoors!',
    'Glad I could help. Have a good trip!',
    'Any time. Is there anything else?',
  ],
  shrugs: [
    'I’m sorry, I don’t have any information about that. Could you rephrase your question?',
    'I’m not sure I understood. You can find a lot of information on our help pages.',
    'Please contact our customer service team during opening hours.',
    'I can help with orders, sizes, deliveries and returns. Which of these is it about?',
  ],
  annoyed: [
    'That doesn’t answer my question.',
    'I just explained that. Can I talk to a person?',
    'no. please read what I wrote',
    'This is going in circles.',
    'Never mind, I’ll call.',
    'I already looked at the help pages, it isn’t there.',
  ],
  apologies: [
    'I’m sorry about that. Unfortunately I can’t tell you more at the moment.',
    'I understand that this is frustrating. Please try again later.',
    'I’m sorry. Have you had a look at our help pages?',
  ],
  agents: [
    'Hello, this is Judith from the service team. I’ve read your chat and I’m sorting it out now.',
    'Hi, Tom here, a real person. Sorry for the detour, I’ve just fixed this for you and sent you an e-mail.',
    'Hello, Meret from customer service. Give me two minutes, I’m looking at your order.',
  ],
  relieved: [
    'Thank you, finally someone who can help.',
    'Ah, lovely. Thanks for stepping in.',
    'ok, that works. thanks',
  ],
  reasons: [
    'The bot did not understand my question.',
    'Kept repeating the same answer.',
    'I wanted to talk to a human.',
    'Too generic, I had asked about something specific.',
    'Answer was wrong',
    'No help at all.',
    'Took longer than a phone call would have.',
  ],
  summaries: {
    helped: 'The shopper asked about “{title}”; the answer was given in the chat.',
    unhelped: 'The shopper asked about “{title}” and left without an answer that helped.',
    handedOver: 'The shopper asked about “{title}”; a colleague took over and settled it.',
  },
  subjects: {
    returns: {
      titles: ['Returning the {product}', 'Return of order {order}', 'How to send an item back'],
      exchanges: [
        {
          questions: [
            'How long do I have to return something?',
            'Is returning free?',
            'When do I get my money back after a return?',
          ],
          answer:
            'You have 30 days from delivery, and returns are free within Europe. The refund goes to the account you paid with, usually within five days of the parcel reaching us.',
        },
        {
          questions: [
            'Can I send back the {product} if I’ve tried it on outside?',
            'Can I return an item that was on sale?',
          ],
          answer:
            'Yes, as long as the item is clean and the tags are on it. You have 30 days, and sale items count as well.',
        },
        {
          questions: ['I’d like to swap the {product} for a bigger size. How does that work?'],
          answer:
            'Please send the first one back and order the other size; that is quicker than a swap, and both ways are free.',
        },
        {
          questions: [
            'Do I need the original box to send the {product} back?',
            'Can I hand in a return in one of your stores?',
          ],
          answer:
            'Of course. Any box that protects the item will do, and you can also hand it in at one of our stores with your order number.',
        },
      ],
      followUps: [
        [
          'And how long does the refund take?',
          'Up to five days once the parcel is with us; PayPal is usually quicker than cards.',
        ],
        [
          'Can I put two orders in one parcel?',
          'Yes, please put both delivery notes in, so that we can tell them apart.',
        ],
      ],
      incident: {
        questions: [
          'How do I get a return label for order {order}?',
          'Where do I get a return label for my order?',
          'I need a return label please',
          'Where can I print the return label for order {order}?',
          'There was no return label in the parcel with my {product}. Where do I get one?',
          'Can you send me a return label for the {product}?',
          'need return label for {order}',
          'How can I print a return label? It’s the wrong size.',
          'Where do I find the returns portal?',
          'Can you give me the link to the returns portal?',
          'The link to the returns portal doesn’t work. Is there another link?',
          'The returns portal link in my confirmation e-mail goes to an error page.',
          'returns portal doesn’t open. is there another link?',
          'Is there a new link to the returns portal? The old one is gone.',
          'The returns portal says page not found. What is the right link?',
          'What’s the link for returns? The returns portal is not there.',
        ],
        answers: [
          'You can register your return here: https://www.fernweh.example/returns. Enter your order number and print the label.',
          'No problem! Please open https://www.fernweh.example/returns, sign in with your order number and choose the items you want to send back.',
          'Return labels are available in our returns portal at https://www.fernweh.example/returns. The label is valid for 14 days.',
        ],
        replies: [
          'That returns portal link gives me a 404.',
          'I get “page not found” with that returns link.',
          'The link to the returns portal doesn’t work. Is there another one?',
          'Same broken returns link as in the e-mail.',
          'that returns link is dead',
          'Tried the returns link on my phone and on my laptop, the page doesn’t exist.',
        ],
        reasons: [
          'The returns link is dead.',
          'It sends me to a returns page that does not exist, three times in a row.',
          'Link to the returns portal gives a 404',
          'Still no return label after 20 minutes.',
          'I cannot return my order because the link is broken!',
          'The bot insists on an old link. Nobody seems to have told it that the portal has moved.',
          'wrong link for returns',
          'My 30 days are running out and the returns page is offline.',
          'Had to phone to get the right returns address.',
        ],
      },
    },
    shipping: {
      titles: ['Delivery of the {product}', 'Delivery to {city}', 'Shipping costs and times'],
      exchanges: [
        {
          questions: [
            'How much is shipping to {city}?',
            'Do you deliver to a parcel shop?',
            'Is delivery free above a certain amount?',
          ],
          answer: 'Delivery is free from 60 €, and 4.90 € below that. You can choose a parcel shop at checkout.',
        },
        {
          questions: [
            'Can you deliver the {product} to a different address than the billing address?',
            'Can the parcel be left with a neighbour?',
          ],
          answer:
            'Yes, you can enter a different delivery address at checkout, and leave a note for the driver there as well.',
        },
        {
          questions: ['Do you ship to the Channel Islands?'],
          answer: 'Not yet, I’m afraid. We deliver to the UK mainland, Northern Ireland and the whole of the EU.',
        },
        {
          questions: ['Do you offer express delivery for the {product}?'],
          answer:
            'Yes, express delivery is available at checkout for 12.90 €; it arrives the next working day when you order before noon.',
        },
      ],
      followUps: [
        [
          'Do I get a tracking number?',
          'Yes, you get an e-mail with the tracking link as soon as the parcel leaves us.',
        ],
        ['Can I still change the address?', 'Until the parcel is packed, yes: in your account under “Orders”.'],
      ],
      incident: {
        questions: [
          'Where is my parcel? Order {order} was due on Tuesday.',
          'Where is my parcel? It should have arrived days ago.',
          'Where is my order {order}? The parcel should have arrived by now.',
          'my parcel is still not here, where is it',
          'Still no parcel. Where is order {order}?',
          'Where is my parcel with the {product}?',
          'The tracking shows nothing. Where is my parcel?',
          'Is my parcel {order} late? Where is it?',
          'How long does delivery take?',
          'How long does delivery to {city} take?',
          'How many days does delivery of the {product} take?',
          'What is the delivery time for the {product}?',
          'delivery time to {city} please, how long does it take',
          'How long will delivery take if I order the {product} today?',
          'You said delivery takes 2 to 3 days. How long does it really take?',
        ],
        answers: [
          'Standard delivery with Kranich takes 2–3 working days. Your parcel should be with you very soon!',
          'We ship with Kranich, and orders normally arrive within 2–3 working days. You can follow the parcel on the Kranich website with your tracking number.',
          'Delivery takes 2–3 working days. If it has been longer, please check with your neighbours.',
        ],
        replies: [
          'It has been seven days already and my parcel is not here.',
          'Kranich says they don’t know this parcel. Where is it?',
          'The e-mail says Zugvogel, not Kranich. Who has my parcel?',
          '2-3 days is simply not true, how long does delivery take?',
          'My neighbours don’t have the parcel. Where is it?',
        ],
        reasons: [
          'Says 2–3 days, it took eight.',
          'Wrong delivery time and the wrong carrier.',
          'It told me to track my parcel with a carrier that doesn’t have it.',
          'Promised delivery by Thursday, nothing came.',
          'The delivery times it gives are out of date.',
          'tracking with Kranich does not work, the parcel comes with Zugvogel',
          'I needed it for the weekend and was told it would be here.',
          'Doesn’t know where my parcel is.',
        ],
      },
    },
    sizes: {
      titles: ['Size of the {garment}', 'Sizing advice', 'Does the {garment} run small?'],
      exchanges: [
        {
          questions: [
            'Does the {garment} run small?',
            'Between two sizes in the {garment}, which one do you recommend?',
          ],
          answer: 'The {garment} has a slim cut. Between two sizes, we recommend the larger one.',
        },
        {
          questions: [
            'I’m usually a {size}, should I take the same in the {garment}?',
            'Is the {garment} wide enough for a thick jumper underneath?',
          ],
          answer: 'The {garment} runs true to size. If you wear a layer underneath, go one size up from {size}.',
        },
        {
          questions: ['What size {garment} for 178 cm and 74 kg?', 'Is there a size chart for the {garment}?'],
          answer:
            'Most people keep their usual size. The chart is below the photos; measure a piece you like and compare the chest width.',
        },
        {
          questions: ['Will {size} be back in stock for the {garment}?'],
          answer:
            'The next delivery is due in about two weeks. You can leave your e-mail address on the product page, and we’ll let you know.',
        },
      ],
      followUps: [
        ['And the sleeves?', 'They are cut a little longer, so that they cover the wrists when you climb.'],
        ['Is there a women’s version as well?', 'Yes, with its own cut. You find it under “Women” with the same name.'],
      ],
      incident: null,
    },
    vouchers: {
      titles: ['Voucher {voucher}', 'Voucher code at checkout', 'Gift card'],
      exchanges: [
        {
          questions: ['Can I use two vouchers in one order?', 'Where do I enter a voucher code?'],
          answer: 'You enter the code in the basket under “Voucher”. One code per order; gift cards can be combined.',
        },
        {
          questions: ['How long is a gift card valid?', 'Can I pay part of it with a gift card?'],
          answer: 'Gift cards are valid for three years, and what is left over stays on the card.',
        },
        {
          questions: ['Is there a discount for newsletter subscribers?'],
          answer: 'Yes, newsletter subscribers get 10 % on their first order. The code comes by e-mail.',
        },
        {
          questions: ['Do you have a student discount?'],
          answer: 'Yes, students get 10 % off with a valid student ID. You can verify it in your account.',
        },
      ],
      followUps: [
        ['Does it work on sale items?', 'Gift cards yes, discount codes no.'],
        ['And if I return the order?', 'Then the voucher is active again, with a new code by e-mail.'],
      ],
      incident: {
        questions: [
          'The code {voucher} doesn’t work.',
          'Why is {voucher} not accepted in the basket?',
          'I get “code invalid” for {voucher}',
          '{voucher} from your newsletter isn’t accepted',
          'Is the voucher {voucher} still valid? The basket refuses it.',
          'My discount code {voucher} does nothing at checkout.',
        ],
        answers: [
          '{voucher} is valid until the end of the month. Please check that you typed it correctly.',
          'Please enter {voucher} in the basket under “Voucher”; the discount is taken off straight away.',
        ],
        replies: ['I copied it from your e-mail.', 'Still invalid.', 'I did exactly that.'],
        reasons: [
          'The voucher code from the newsletter does not work.',
          'Code refused, no explanation.',
          'Lost my discount.',
        ],
      },
    },
    orders: {
      titles: ['Order {order}', 'Changing order {order}', 'Order confirmation'],
      exchanges: [
        {
          questions: [
            'Can I still cancel order {order}?',
            'I ordered the {product} in the wrong colour. Can I change it?',
          ],
          answer: 'Order {order} hasn’t been packed yet. You can cancel or change it in your account under “Orders”.',
        },
        {
          questions: ['I didn’t get a confirmation for order {order}.'],
          answer: 'I have sent you the confirmation again. Please have a look in your spam folder as well.',
        },
        {
          questions: ['Can I add something to order {order}?'],
          answer: 'Yes, as long as it isn’t packed: open the order in your account and choose “Add items”.',
        },
        {
          questions: [
            'I forgot to enter my company name on {order}, can you change the invoice?',
            'Is the {product} in my order {order} reserved?',
          ],
          answer:
            'Yes, everything in a confirmed order is reserved for you. The invoice can be changed in your account.',
        },
      ],
      followUps: [
        ['Will I get an e-mail about it?', 'Yes, within a few minutes.'],
        ['And the money?', 'It is only charged when the parcel leaves us.'],
      ],
      incident: null,
    },
    warranty: {
      titles: ['Warranty for the {product}', 'Fault on the {product}', 'Guarantee claim'],
      exchanges: [
        {
          questions: [
            'The zip of my {product} broke after four months. Is that covered?',
            'How long is the guarantee on the {product}?',
            'A seam on my {product} is coming apart. What can I do?',
            'My Kar 2 tent lets water through. Is that a warranty case?',
          ],
          answer:
            'You have a three-year guarantee on seams, zips and coatings. Send us a photo and your order number, and we repair or replace it.',
        },
        {
          questions: ['I no longer have the receipt for the {product}. Does the guarantee still apply?'],
          answer: 'Yes, that is covered. We find your order by e-mail address, so a receipt isn’t necessary.',
        },
      ],
      followUps: [
        ['How long does a repair take?', 'About two weeks, and postage is on us.'],
        ['Would I get a new one?', 'If we can’t repair it, yes: the same model or its successor.'],
      ],
      incident: null,
    },
    payment: {
      titles: ['Payment for order {order}', 'Ways to pay', 'Refund to card'],
      exchanges: [
        {
          questions: ['Can I pay by invoice?', 'Do you take PayPal?', 'When is my card charged?'],
          answer: 'You can pay by card, PayPal, Apple Pay and invoice. Cards are charged when the parcel leaves us.',
        },
        {
          questions: ['My card was declined but the money is gone?', 'Was order {order} charged twice?'],
          answer: 'That is a reservation by your bank. It disappears by itself within three days, nothing was charged.',
        },
        {
          questions: ['Can I pay for the {product} in instalments?'],
          answer: 'Yes, instalments over 3, 6 or 12 months are possible from 150 €.',
        },
      ],
      followUps: [['Is there a fee for that?', 'No, all ways to pay are free of charge.']],
      incident: null,
    },
    repairs: {
      titles: ['Repair of the {product}', 'Repair price', 'Resoling boots'],
      exchanges: [
        {
          questions: [
            'Can you repair a broken tent pole?',
            'How do I book a repair for my {product}?',
            'Could you replace a buckle on the {product}?',
          ],
          answer:
            'Yes, our workshop does that. Book it on the repair page and send the item in; most repairs take ten days.',
        },
        {
          questions: ['What does it cost to resole my boots?'],
          answer:
            'Resoling is 65 €, small parts are free in the first three years. You get an estimate before we begin.',
        },
        {
          questions: ['My repair was due last Friday. Is it ready?'],
          answer: 'Your repair is on the bench, and you will get a message as soon as it leaves the workshop.',
        },
        {
          questions: ['Do you re-proof jackets? It’s the Nebelhorn.'],
          answer: 'Yes, washing and re-proofing is 19 € and takes about a week.',
        },
      ],
      followUps: [['Can I drop it off in a store?', 'Yes, every store takes in repairs.']],
      incident: null,
    },
    rental: {
      titles: ['Renting the {product}', 'Rental dates', 'Deposit for rental gear'],
      exchanges: [
        {
          questions: ['Can I rent the {product} for a long weekend?'],
          answer:
            'Yes, the shortest rental is three days. Pick your dates on the rental page, the price is shown straight away.',
        },
        {
          questions: [
            'How much is the deposit for rental gear?',
            'Do I have to wash the rental gear before I bring it back?',
          ],
          answer:
            'The deposit is 50 € and goes back to your card when the gear is returned. No need to wash it, just dry it.',
        },
        {
          questions: ['I’ll be back a day late with the rental. What happens?'],
          answer: 'A day late is no trouble: we charge the daily rate. Please let the store know.',
        },
        {
          questions: ['Is the {product} available to rent in {city} over Easter?'],
          answer:
            'At the moment it is. Pick your dates on the rental page and choose the store; you pay when you collect it.',
        },
      ],
      followUps: [['Can I buy it afterwards?', 'Yes, and half of the rental price is taken off.']],
      incident: null,
    },
    membership: {
      titles: ['Club points', 'Club membership', 'Changing account details'],
      exchanges: [
        {
          questions: ['How do I join the Fernweh Club?'],
          answer: 'Joining is free: sign in, open “Club” and accept the terms. You collect one point for every euro.',
        },
        {
          questions: ['My points from order {order} are missing.', 'When do club points expire?'],
          answer:
            'Points are added 30 days after delivery, when the order can no longer be returned. They stay valid for two years.',
        },
        {
          questions: ['How do I change my e-mail address?'],
          answer:
            'You can change it in your account under “Personal details”; we send a confirmation to both addresses.',
        },
        {
          questions: ['Can I give my points to my partner?'],
          answer: 'Not yet, but you can order for your partner with your own account and use them that way.',
        },
      ],
      followUps: [['What can I use the points for?', '100 points are 1 €, or one day of rental for 500 points.']],
      incident: null,
    },
  },
};
