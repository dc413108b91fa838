import type { Phrasebook } from '../phrasebook.ts';

export const german: Phrasebook = {
  greetings: [
    'Hallo, ich bin Alma von Fernweh Outdoor. Wobei kann ich helfen?',
    'Willkommen bei Fernweh Outdoor! Fragen zu Bestellung, Größe, Lieferung oder Rückgabe? Immer her damit.',
    'Guten Tag, hier ist Alma, die Assistentin von Fernweh. Was kann ich für Sie tun?',
  ],
  openers: ['Hallo, ', 'Guten Tag, ', 'Hi, ', 'Servus, ', 'Moin, ', 'Kurze Frage: ', 'Hallo Alma, ', 'Grüß Gott, '],
  products: [
    'Regenjacke Nebelhorn',
    'Zelt Kar 2',
    'Wanderstiefel Moräne',
    'Daunenweste Firn',
    'Softshellhose Grat',
    'Rucksack Talweg 45',
    'Schlafsack Biwak',
    'Merinoshirt Isar',
  ],
  garments: ['Regenjacke Nebelhorn', 'Daunenweste Firn', 'Softshellhose Grat', 'Merinoshirt Isar'],
  sizes: ['S', 'M', 'L', 'XL'],
  cities: ['Kassel', 'Leipzig', 'Innsbruck', 'Graz', 'Freiburg', 'Rostock', 'Linz', 'Bochum'],
  thanks: [
    'Super, danke!',
    'Perfekt, mehr wollte ich nicht wissen.',
    'Danke, das hilft mir weiter.',
    'ok danke',
    'Alles klar, vielen Dank.',
    'Das ging ja schnell. Danke schön!',
  ],
  goodbyes: [
    'Gern geschehen. Viel Spaß draußen!',
    'Gerne! Einen schönen Tag noch.',
    'Immer gern. Kann ich sonst noch helfen?',
  ],
  shrugs: [
    'Dazu liegen mir leider keine Informationen vor. Könnten Sie die Frage anders stellen?',
    'Das habe ich leider nicht verstanden. Auf unseren Hilfeseiten finden Sie viele Antworten.',
    'Bitte wenden Sie sich während der Öffnungszeiten an unseren Kundenservice.',
    'Ich helfe bei Bestellungen, Größen, Lieferungen und Rückgaben. Worum geht es?',
  ],
  annoyed: [
    'Das beantwortet meine Frage nicht.',
    'Das habe ich doch gerade geschrieben. Kann ich mit einem Menschen sprechen?',
    'nein, bitte lesen sie meine frage',
    'Wir drehen uns im Kreis.',
    'Na gut, dann rufe ich an.',
    'Auf den Hilfeseiten steht dazu nichts.',
  ],
  apologies: [
    'Das tut mir leid. Mehr kann ich Ihnen im Moment leider nicht sagen.',
    'Ich verstehe, dass das ärgerlich ist. Bitte versuchen Sie es später noch einmal.',
    'Entschuldigung! Haben Sie schon auf unseren Hilfeseiten nachgesehen?',
  ],
  agents: [
    'Guten Tag, hier ist Judith aus dem Kundenservice. Ich habe mitgelesen und kümmere mich darum.',
    'Hallo, hier ist Tom, ein echter Mensch. Entschuldigen Sie den Umweg, ich habe das gerade erledigt und Ihnen eine Mail geschickt.',
    'Grüezi, Meret vom Service. Geben Sie mir zwei Minuten, ich schaue mir die Bestellung an.',
  ],
  relieved: [
    'Danke, endlich jemand, der helfen kann.',
    'Ah, wunderbar. Danke fürs Einspringen!',
    'ok, so klappt es. danke',
  ],
  reasons: [
    'Der Bot hat meine Frage nicht verstanden.',
    'Immer wieder dieselbe Antwort.',
    'Ich wollte mit einem Menschen sprechen.',
    'Viel zu allgemein, ich hatte etwas Konkretes gefragt.',
    'Antwort war falsch',
    'Keine Hilfe.',
    'Am Telefon wäre es schneller gegangen.',
  ],
  summaries: {
    helped: 'Es ging um „{title}“; die Antwort kam im Chat.',
    unhelped: 'Es ging um „{title}“; die Kundin oder der Kunde ging ohne hilfreiche Antwort.',
    handedOver: 'Es ging um „{title}“; eine Kollegin hat übernommen und es geklärt.',
  },
  subjects: {
    returns: {
      titles: ['Rückgabe: {product}', 'Rücksendung der Bestellung {order}', 'Artikel zurückschicken'],
      exchanges: [
        {
          questions: [
            'Wie lange kann ich etwas zurückgeben?',
            'Ist die Rücksendung kostenlos?',
            'Wann bekomme ich mein Geld nach der Rückgabe?',
          ],
          answer:
            'Sie haben ab Lieferung 30 Tage Zeit, und die Rücksendung ist innerhalb Europas kostenlos. Das Geld kommt etwa fünf Tage nach Eingang auf dem gleichen Weg zurück.',
        },
        {
          questions: [
            'Kann ich {product} zurückgeben, wenn ich es draußen anprobiert habe?',
            'Kann ich reduzierte Ware zurückgeben?',
          ],
          answer:
            'Ja, solange der Artikel sauber ist und die Etiketten dran sind. Das gilt 30 Tage lang, auch für reduzierte Ware.',
        },
        {
          questions: ['Ich möchte {product} gegen eine größere Größe tauschen. Wie geht das?'],
          answer:
            'Schicken Sie den Artikel bitte zurück und bestellen Sie die andere Größe neu. Das geht schneller als ein Tausch, und beide Wege sind kostenlos.',
        },
        {
          questions: [
            'Brauche ich den Originalkarton, um {product} zurückzuschicken?',
            'Kann ich die Rückgabe auch in einer Filiale machen?',
          ],
          answer:
            'Natürlich. Jeder stabile Karton ist in Ordnung, und mit der Bestellnummer nehmen auch unsere Filialen alles zurück.',
        },
      ],
      followUps: [
        [
          'Und wie lange dauert die Erstattung?',
          'Höchstens fünf Tage, nachdem das Paket bei uns ist. Mit PayPal geht es meist schneller.',
        ],
        ['Darf ich zwei Bestellungen in ein Paket tun?', 'Ja, legen Sie bitte beide Lieferscheine bei.'],
      ],
      incident: {
        questions: [
          'Wie bekomme ich ein Retourenetikett für die Bestellung {order}?',
          'Wo bekomme ich ein Retourenetikett her?',
          'brauche ein retourenetikett',
          'Wo kann ich das Retourenetikett für {order} ausdrucken?',
          'Im Paket war kein Retourenetikett. Wo bekomme ich eins her?',
          'Ich will {product} zurückschicken. Können Sie mir ein Retourenetikett schicken?',
          'Wo drucke ich das Retourenetikett aus? Falsche Größe.',
          'Ich brauche ein Retourenetikett für meine Bestellung {order}.',
          'Wo finde ich das Retourenportal?',
          'Können Sie mir den Link zum Retourenportal geben?',
          'Der Link zum Retourenportal geht nicht. Gibt es einen anderen Link?',
          'Der Link zum Retourenportal in der Bestätigungsmail führt auf eine Fehlerseite.',
          'retourenportal geht nicht auf, gibt es einen anderen link',
          'Gibt es einen neuen Link zum Retourenportal? Das alte ist weg.',
          'Beim Retourenportal kommt „Seite nicht gefunden“. Wie ist der richtige Link?',
          'Wie ist der Link zum Retourenportal?',
        ],
        answers: [
          'Ihre Rücksendung können Sie hier anmelden: https://www.fernweh.example/returns. Geben Sie die Bestellnummer ein und drucken Sie das Etikett aus.',
          'Kein Problem! Öffnen Sie bitte https://www.fernweh.example/returns, melden Sie sich mit der Bestellnummer an und wählen Sie die Artikel aus.',
          'Rücksendeetiketten gibt es in unserem Retourenportal unter https://www.fernweh.example/returns. Das Etikett gilt 14 Tage.',
        ],
        replies: [
          'Bei dem Link zum Retourenportal kommt ein 404-Fehler.',
          'Bei dem Link zum Retourenportal steht „Seite nicht gefunden“.',
          'Der Link zum Retourenportal geht nicht. Gibt es noch einen anderen Link?',
          'Das ist derselbe kaputte Link zum Retourenportal wie in der Mail.',
          'link zum retourenportal ist tot',
          'Am Handy und am Laptop probiert, das Retourenportal gibt es nicht.',
        ],
        reasons: [
          'Der Retourenlink ist tot.',
          'Schickt mich dreimal auf eine Retourenseite, die es nicht gibt.',
          'Link zum Retourenportal führt ins Leere (404)',
          'Nach 20 Minuten immer noch kein Etikett.',
          'Ich kann nicht zurücksenden, weil der Link kaputt ist!',
          'Der Bot kennt das neue Portal nicht.',
          'falscher link für die rücksendung',
          'Meine 30 Tage laufen ab und die Retourenseite ist offline.',
          'Musste anrufen, um die richtige Adresse für die Retoure zu bekommen.',
        ],
      },
    },
    shipping: {
      titles: ['Lieferung: {product}', 'Lieferung nach {city}', 'Versandkosten und Lieferzeit'],
      exchanges: [
        {
          questions: [
            'Was kostet der Versand nach {city}?',
            'Liefern Sie auch an einen Paketshop?',
            'Ab wann ist der Versand frei?',
          ],
          answer:
            'Ab 60 € ist der Versand frei, darunter kostet er 4,90 €. Einen Paketshop können Sie an der Kasse auswählen.',
        },
        {
          questions: [
            'Kann {product} an eine andere Adresse geliefert werden?',
            'Darf das Paket beim Nachbarn abgegeben werden?',
          ],
          answer: 'Ja, an der Kasse können Sie eine andere Lieferadresse angeben und auch eine Notiz für den Fahrer.',
        },
        {
          questions: ['Liefern Sie in die Schweiz?'],
          answer: 'Ja, in die Schweiz liefern wir für 9,90 €. Zoll und Steuern sind im Preis enthalten.',
        },
        {
          questions: ['Gibt es Express für {product}?'],
          answer: 'Ja, Express kostet 12,90 € und kommt am nächsten Werktag, wenn Sie vor 12 Uhr bestellen.',
        },
      ],
      followUps: [
        ['Bekomme ich eine Sendungsnummer?', 'Ja, per E-Mail, sobald das Paket bei uns rausgeht.'],
        ['Kann ich die Adresse noch ändern?', 'Solange nicht gepackt ist, ja: im Konto unter „Bestellungen“.'],
      ],
      incident: {
        questions: [
          'Wo ist mein Paket? Bestellung {order} sollte am Dienstag da sein.',
          'Wo ist mein Paket? Es müsste längst da sein.',
          'Wo bleibt mein Paket? Bestellung {order} müsste längst da sein.',
          'mein paket ist immer noch nicht da, wo bleibt es',
          'Immer noch kein Paket. Wo ist Bestellung {order}?',
          'Wo ist mein Paket mit {product}?',
          'Die Sendungsverfolgung zeigt nichts an. Wo ist mein Paket?',
          'Ist mein Paket {order} verspätet? Wo bleibt es?',
          'Wie lange dauert die Lieferung?',
          'Wie lange dauert die Lieferung nach {city}?',
          'Wie viele Tage dauert die Lieferung für {product}?',
          'Wie lange ist die Lieferzeit für {product}?',
          'lieferzeit nach {city} bitte, wie lange dauert das',
          'Wie lange dauert die Lieferung, wenn ich {product} heute bestelle?',
          'Es hieß, die Lieferung dauert 2 bis 3 Tage. Wie lange dauert sie wirklich?',
        ],
        answers: [
          'Die Lieferung mit Kranich dauert 2–3 Werktage. Ihr Paket müsste also sehr bald da sein!',
          'Wir versenden mit Kranich, Bestellungen kommen normalerweise in 2–3 Werktagen an. Mit der Sendungsnummer können Sie das Paket bei Kranich verfolgen.',
          'Die Lieferzeit beträgt 2–3 Werktage. Falls es länger dauert, fragen Sie bitte bei den Nachbarn nach.',
        ],
        replies: [
          'Es sind schon sieben Tage und mein Paket ist nicht da.',
          'Kranich kennt mein Paket nicht. Wo ist es?',
          'In der Mail steht Zugvogel, nicht Kranich. Wer hat mein Paket?',
          '2-3 tage stimmt einfach nicht, wie lange dauert die lieferung',
          'Die Nachbarn haben mein Paket nicht. Wo ist es?',
        ],
        reasons: [
          'Sagt 2–3 Tage, es waren acht.',
          'Lieferzeit falsch, Paketdienst falsch.',
          'Soll mein Paket bei einem Dienst verfolgen, der es gar nicht hat.',
          'Lieferung bis Donnerstag versprochen, nichts kam.',
          'Die Lieferzeiten sind veraltet.',
          'sendungsverfolgung bei kranich geht nicht, kommt mit zugvogel',
          'Ich hätte es fürs Wochenende gebraucht.',
          'Weiß nicht, wo mein Paket ist.',
        ],
      },
    },
    sizes: {
      titles: ['Größe: {garment}', 'Größenberatung', 'Fällt {garment} klein aus?'],
      exchanges: [
        {
          questions: [
            'Fällt {garment} eher klein aus?',
            'Ich liege zwischen zwei Größen. Welche empfehlen Sie bei {garment}?',
          ],
          answer: 'Der Schnitt ist schmal. Zwischen zwei Größen empfehlen wir die größere.',
        },
        {
          questions: [
            'Ich trage sonst {size}, passt das auch bei {garment}?',
            'Passt unter {garment} noch ein dicker Pulli?',
          ],
          answer:
            'Der Artikel fällt normal aus. Wenn Sie etwas darunter tragen, nehmen Sie eine Nummer größer als {size}.',
        },
        {
          questions: ['Welche Größe bei 178 cm und 74 kg für {garment}?', 'Gibt es eine Größentabelle für {garment}?'],
          answer:
            'Die meisten bleiben bei ihrer üblichen Größe. Die Tabelle steht unter den Fotos; messen Sie am besten ein Teil nach, das gut sitzt.',
        },
        {
          questions: ['Kommt {garment} in {size} noch mal rein?'],
          answer:
            'Die nächste Lieferung kommt in etwa zwei Wochen. Auf der Produktseite können Sie Ihre E-Mail-Adresse hinterlassen, dann melden wir uns.',
        },
      ],
      followUps: [
        ['Und die Ärmel?', 'Die sind etwas länger geschnitten, damit sie beim Klettern die Handgelenke bedecken.'],
        ['Gibt es das auch für Damen?', 'Ja, mit eigenem Schnitt, unter „Damen“ mit demselben Namen.'],
      ],
      incident: null,
    },
    vouchers: {
      titles: ['Gutschein {voucher}', 'Gutscheincode an der Kasse', 'Geschenkkarte'],
      exchanges: [
        {
          questions: ['Kann ich zwei Gutscheine in einer Bestellung einlösen?', 'Wo gebe ich den Gutscheincode ein?'],
          answer:
            'Den Code geben Sie im Warenkorb unter „Gutschein“ ein. Ein Code pro Bestellung, Geschenkkarten lassen sich kombinieren.',
        },
        {
          questions: ['Wie lange gilt eine Geschenkkarte?', 'Kann ich einen Teil mit Geschenkkarte zahlen?'],
          answer: 'Geschenkkarten gelten drei Jahre, ein Restbetrag bleibt auf der Karte.',
        },
        {
          questions: ['Gibt es Rabatt, wenn ich den Newsletter bestelle?'],
          answer: 'Ja, mit dem Newsletter gibt es 10 % auf die erste Bestellung. Der Code kommt per E-Mail.',
        },
        {
          questions: ['Haben Sie einen Studentenrabatt?'],
          answer: 'Ja, mit gültigem Studierendenausweis gibt es 10 %. Den Nachweis laden Sie im Konto hoch.',
        },
      ],
      followUps: [
        ['Gilt das auch für reduzierte Ware?', 'Geschenkkarten ja, Rabattcodes nein.'],
        ['Und wenn ich zurückgebe?', 'Dann bekommen Sie einen neuen Code per E-Mail.'],
      ],
      incident: {
        questions: [
          'Der Code {voucher} funktioniert nicht.',
          'Warum wird {voucher} im Warenkorb nicht angenommen?',
          'Bei {voucher} kommt „Code ungültig“',
          '{voucher} aus dem Newsletter wird nicht akzeptiert',
          'Gilt der Gutschein {voucher} noch? Der Warenkorb lehnt ihn ab.',
          'Mein Rabattcode {voucher} macht an der Kasse gar nichts.',
        ],
        answers: [
          '{voucher} gilt bis Monatsende. Bitte prüfen Sie die Schreibweise.',
          'Geben Sie {voucher} bitte im Warenkorb unter „Gutschein“ ein, der Rabatt wird sofort abgezogen.',
        ],
        replies: ['Ich habe ihn aus Ihrer Mail kopiert.', 'Immer noch ungültig.', 'Genau das habe ich gemacht.'],
        reasons: [
          'Der Gutschein aus dem Newsletter geht nicht.',
          'Code abgelehnt, ohne Erklärung.',
          'Rabatt verloren.',
        ],
      },
    },
    orders: {
      titles: ['Bestellung {order}', 'Bestellung {order} ändern', 'Bestellbestätigung'],
      exchanges: [
        {
          questions: [
            'Kann ich die Bestellung {order} noch stornieren?',
            'Ich habe {product} in der falschen Farbe bestellt. Kann ich das ändern?',
          ],
          answer:
            'Die Bestellung {order} ist noch nicht gepackt. Im Konto unter „Bestellungen“ können Sie sie stornieren oder ändern.',
        },
        {
          questions: ['Ich habe keine Bestätigung für {order} bekommen.'],
          answer: 'Ich habe Ihnen die Bestätigung noch einmal geschickt. Schauen Sie bitte auch in den Spam-Ordner.',
        },
        {
          questions: ['Kann ich zur Bestellung {order} noch etwas dazunehmen?'],
          answer: 'Ja, solange noch nicht gepackt ist: Bestellung im Konto öffnen und „Artikel hinzufügen“ wählen.',
        },
        {
          questions: [
            'Auf der Rechnung zu {order} fehlt der Firmenname. Können Sie das ändern?',
            'Ist {product} in meiner Bestellung {order} reserviert?',
          ],
          answer:
            'Ja, alles in einer bestätigten Bestellung ist für Sie reserviert. Die Rechnung lässt sich im Konto ändern.',
        },
      ],
      followUps: [
        ['Bekomme ich dazu eine Mail?', 'Ja, in ein paar Minuten.'],
        ['Und das Geld?', 'Wird erst abgebucht, wenn das Paket rausgeht.'],
      ],
      incident: null,
    },
    warranty: {
      titles: ['Garantie: {product}', 'Mangel: {product}', 'Garantiefall'],
      exchanges: [
        {
          questions: [
            'Nach vier Monaten ist der Reißverschluss kaputt ({product}). Ist das Garantie?',
            'Wie lange ist die Garantie auf {product}?',
            'Bei {product} geht eine Naht auf. Was kann ich tun?',
            'Mein Zelt Kar 2 lässt Wasser durch. Ist das ein Garantiefall?',
          ],
          answer:
            'Auf Nähte, Reißverschlüsse und Beschichtung geben wir drei Jahre Garantie. Schicken Sie uns ein Foto und die Bestellnummer, dann reparieren oder ersetzen wir.',
        },
        {
          questions: ['Ich habe die Rechnung für {product} nicht mehr. Gilt die Garantie trotzdem?'],
          answer:
            'Ja, das ist abgedeckt. Die Bestellung finden wir über die E-Mail-Adresse, eine Rechnung ist nicht nötig.',
        },
      ],
      followUps: [
        ['Wie lange dauert die Reparatur?', 'Etwa zwei Wochen, das Porto übernehmen wir.'],
        ['Bekomme ich dann ein neues Stück?', 'Wenn wir es nicht reparieren können, ja.'],
      ],
      incident: null,
    },
    payment: {
      titles: ['Zahlung der Bestellung {order}', 'Zahlungsarten', 'Erstattung auf die Karte'],
      exchanges: [
        {
          questions: ['Kann ich auf Rechnung bezahlen?', 'Geht PayPal?', 'Wann wird abgebucht?'],
          answer:
            'Sie können mit Karte, PayPal, Apple Pay und auf Rechnung bezahlen. Abgebucht wird, wenn das Paket rausgeht.',
        },
        {
          questions: ['Karte abgelehnt, aber das Geld ist weg?', 'Wurde {order} doppelt abgebucht?'],
          answer: 'Das ist eine Vormerkung Ihrer Bank. Sie verschwindet innerhalb von drei Tagen von selbst.',
        },
        {
          questions: ['Kann ich {product} in Raten zahlen?'],
          answer: 'Ja, Ratenzahlung über 3, 6 oder 12 Monate geht ab 150 €.',
        },
      ],
      followUps: [['Kostet das extra?', 'Nein, alle Zahlungsarten sind kostenlos.']],
      incident: null,
    },
    repairs: {
      titles: ['Reparatur: {product}', 'Was kostet die Reparatur?', 'Schuhe neu besohlen'],
      exchanges: [
        {
          questions: [
            'Können Sie eine gebrochene Zeltstange reparieren?',
            'Wie melde ich eine Reparatur für {product} an?',
          ],
          answer: 'Ja, das macht unsere Werkstatt. Melden Sie es auf der Reparaturseite an; meist dauert es zehn Tage.',
        },
        {
          questions: ['Was kostet es, Wanderschuhe neu zu besohlen?'],
          answer:
            'Neu besohlen kostet 65 €, Kleinteile sind drei Jahre lang kostenlos. Vorher bekommen Sie einen Kostenvoranschlag.',
        },
        {
          questions: ['Meine Reparatur sollte letzten Freitag fertig sein. Ist sie da?'],
          answer: 'Ihre Reparatur liegt auf der Werkbank. Sie bekommen eine Nachricht, sobald sie fertig ist.',
        },
        {
          questions: ['Imprägnieren Sie auch? Es geht um die Regenjacke Nebelhorn.'],
          answer: 'Ja, waschen und imprägnieren kostet 19 € und dauert etwa eine Woche.',
        },
      ],
      followUps: [['Kann ich es auch in der Filiale abgeben?', 'Ja, jede Filiale nimmt Reparaturen an.']],
      incident: null,
    },
    rental: {
      titles: ['Verleih: {product}', 'Leihtermin', 'Kaution für Leihausrüstung'],
      exchanges: [
        {
          questions: ['Kann ich {product} für ein langes Wochenende leihen?'],
          answer: 'Ja, ab drei Tagen. Auf der Verleihseite sehen Sie nach der Wahl des Termins gleich den Preis.',
        },
        {
          questions: ['Wie hoch ist die Kaution?'],
          answer: 'Die Kaution beträgt 50 € und geht nach der Rückgabe auf die Karte zurück.',
        },
        {
          questions: ['Ich bringe die Leihsachen einen Tag später zurück. Was passiert dann?'],
          answer:
            'Ein Tag später ist kein Problem: Wir berechnen den Tagespreis. Geben Sie bitte der Filiale Bescheid.',
        },
        {
          questions: ['Ist {product} über Ostern in {city} verfügbar?'],
          answer: 'Im Moment ja. Wählen Sie auf der Verleihseite Termin und Filiale; bezahlt wird beim Abholen.',
        },
      ],
      followUps: [['Kann ich es danach kaufen?', 'Ja, die halbe Leihgebühr wird angerechnet.']],
      incident: null,
    },
    membership: {
      titles: ['Clubpunkte', 'Mitgliedschaft im Club', 'Kontodaten ändern'],
      exchanges: [
        {
          questions: ['Wie werde ich Mitglied im Fernweh-Club?'],
          answer: 'Die Mitgliedschaft ist kostenlos: anmelden, „Club“ öffnen, zustimmen. Pro Euro gibt es einen Punkt.',
        },
        {
          questions: ['Die Punkte aus der Bestellung {order} fehlen.', 'Wann verfallen Clubpunkte?'],
          answer: 'Punkte werden 30 Tage nach der Lieferung gutgeschrieben und gelten zwei Jahre.',
        },
        {
          questions: ['Wie ändere ich meine E-Mail-Adresse?'],
          answer: 'Im Konto unter „Persönliche Daten“; die Bestätigung geht an beide Adressen.',
        },
      ],
      followUps: [['Was bekomme ich für die Punkte?', '100 Punkte sind 1 €.']],
      incident: null,
    },
  },
};
