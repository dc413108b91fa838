import type { Phrasebook } from '../phrasebook.ts';

export const spanish: Phrasebook = {
  greetings: [
    '¡Hola! Soy Alma, de Fernweh Outdoor. ¿En qué puedo ayudarte?',
    'Te damos la bienvenida a Fernweh Outdoor.',
  ],
  openers: ['Hola, ', 'Buenas, ', 'Buenos días, ', 'Una pregunta: '],
  products: ['chaqueta Nebelhorn', 'tienda Kar 2', 'mochila Talweg 45', 'camiseta Isar'],
  garments: ['chaqueta Nebelhorn', 'camiseta Isar'],
  sizes: ['S', 'M', 'L'],
  cities: ['Bilbao', 'Sevilla', 'Gijón', 'Valencia', 'Granada'],
  thanks: ['¡Gracias!', 'Perfecto, muchas gracias.', 'vale, gracias', 'Genial, era eso.'],
  goodbyes: ['¡De nada! Que disfrutes de la montaña.', 'A ti. ¡Buen día!'],
  shrugs: [
    'Lo siento, no tengo información sobre eso. ¿Podrías preguntarlo de otra forma?',
    'No lo he entendido bien. En nuestras páginas de ayuda hay muchas respuestas.',
  ],
  annoyed: ['Eso no responde a mi pregunta.', 'Quiero hablar con una persona.', 'no, lee lo que he escrito'],
  apologies: ['Lo siento, ahora mismo no puedo decirte más.', 'Entiendo que es molesto. Inténtalo más tarde.'],
  agents: ['Hola, soy Judith, de atención al cliente. He leído la conversación y lo arreglo ahora.'],
  relieved: ['Gracias, por fin alguien que ayuda.', 'Ah, estupendo, gracias.'],
  reasons: [
    'El bot no entendió mi pregunta.',
    'Siempre la misma respuesta.',
    'Respuesta incorrecta',
    'Quería hablar con una persona.',
  ],
  summaries: {
    helped: 'Consulta: {title}. Se respondió en el chat.',
    unhelped: 'Consulta: {title}. Se fue sin una respuesta útil.',
    handedOver: 'Consulta: {title}. Lo resolvió una compañera.',
  },
  subjects: {
    returns: {
      titles: ['Devolución: {product}', 'Devolución del pedido {order}'],
      exchanges: [
        {
          questions: [
            '¿Cuánto tiempo tengo para devolver algo?',
            '¿La devolución es gratis?',
            '¿Cuándo me devuelven el dinero?',
          ],
          answer:
            'Tienes 30 días desde la entrega y la devolución es gratuita en Europa. El reembolso llega unos cinco días después de recibir el paquete.',
        },
        {
          questions: ['¿Puedo cambiar la {product} por una talla más grande?'],
          answer: 'Devuélvela y pide la otra talla: es más rápido que un cambio y las dos cosas son gratis.',
        },
      ],
      followUps: [['¿Y sin la caja original?', 'No hay problema, vale cualquier caja resistente.']],
      incident: {
        questions: [
          '¿Dónde está el portal de devoluciones?',
          '¿Cómo consigo la etiqueta de devolución para {order}?',
          'Quiero devolver la {product}, ¿dónde lo registro?',
          'El enlace de devoluciones del correo da error. ¿Dónde puedo devolver?',
          '¿Me pasas el enlace para devoluciones?',
          'necesito una etiqueta de devolución',
          'La página de devoluciones no se abre, ¿hay otra?',
          '¿Cómo hago una devolución por internet?',
        ],
        answers: [
          'Puedes registrar la devolución aquí: https://www.fernweh.example/returns. Introduce el número de pedido e imprime la etiqueta.',
          'Las etiquetas están en nuestro portal: https://www.fernweh.example/returns.',
        ],
        replies: ['Esa página no existe (404).', 'El enlace no funciona.', 'Es el mismo enlace roto del correo.'],
        reasons: [
          'El enlace de devoluciones no funciona.',
          'Me manda a una página que no existe.',
          'enlace roto',
          'No puedo devolver mi pedido.',
        ],
      },
    },
    shipping: {
      titles: ['Envío: {product}', 'Envío a {city}'],
      exchanges: [
        {
          questions: [
            '¿Cuánto cuesta el envío a {city}?',
            '¿Enviáis a un punto de recogida?',
            '¿Desde qué importe es gratis el envío?',
          ],
          answer: 'El envío es gratis desde 60 €; por debajo cuesta 4,90 €. El punto de recogida se elige al pagar.',
        },
      ],
      followUps: [['¿Recibo un número de seguimiento?', 'Sí, por correo, en cuanto sale el paquete.']],
      incident: {
        questions: [
          '¿Cuánto tarda el envío?',
          '¿Dónde está mi paquete? El pedido {order} tenía que llegar el martes.',
          'El pedido {order} lleva retraso, ¿dónde está?',
          '¿Cuántos días tarda un paquete a {city}?',
          'El seguimiento no muestra nada. ¿Cuándo llega?',
          '¿Llegará la {product} antes del fin de semana?',
          'el número de seguimiento no funciona',
        ],
        answers: [
          'El envío con Kranich tarda 2 o 3 días laborables. ¡Tu paquete debe de estar al llegar!',
          'Enviamos con Kranich; calcula 2 o 3 días laborables.',
        ],
        replies: ['Ya van siete días.', 'Kranich no conoce ese número.', 'En el correo pone Zugvogel.'],
        reasons: ['Dice 2 o 3 días y fueron ocho.', 'Transportista equivocado.', 'No sabe dónde está mi paquete.'],
      },
    },
    sizes: {
      titles: ['Talla: {garment}', 'Consejo de talla'],
      exchanges: [
        {
          questions: ['¿La {garment} talla pequeño?', 'Suelo llevar la {size}, ¿es igual en la {garment}?'],
          answer: 'Talla normal. Si llevas otra capa debajo, elige una más que la {size}.',
        },
        {
          questions: ['¿Hay guía de tallas?'],
          answer: 'Quédate con tu talla de siempre; la guía está debajo de las fotos.',
        },
      ],
      followUps: [['¿Hay versión de mujer?', 'Sí, con su propio corte.']],
      incident: null,
    },
    orders: {
      titles: ['Pedido {order}', 'Cambiar el pedido {order}'],
      exchanges: [
        {
          questions: ['¿Todavía puedo cancelar el pedido {order}?', '¿Puedo añadir algo al pedido {order}?'],
          answer: 'El pedido {order} aún no está preparado. Puedes cambiarlo en tu cuenta.',
        },
        {
          questions: ['No he recibido la confirmación de {order}.'],
          answer: 'Te he enviado otra vez la confirmación. Mira también en el correo no deseado.',
        },
      ],
      followUps: [['¿Y el dinero?', 'Solo se cobra cuando sale el paquete.']],
      incident: null,
    },
    warranty: {
      titles: ['Garantía: {product}', 'Defecto: {product}'],
      exchanges: [
        {
          questions: ['Se ha roto la cremallera de mi {product}. ¿Lo cubre la garantía?', '¿Cuánto dura la garantía?'],
          answer: 'Tres años en costuras, cremalleras y revestimiento. Mándanos una foto y el número de pedido.',
        },
      ],
      followUps: [['¿Cuánto tarda la reparación?', 'Unas dos semanas.']],
      incident: null,
    },
    payment: {
      titles: ['Pago del pedido {order}', 'Formas de pago'],
      exchanges: [
        {
          questions: ['¿Puedo pagar con PayPal?', '¿Cuándo se cobra la tarjeta?'],
          answer: 'Con tarjeta, PayPal y Apple Pay. Se cobra cuando sale el paquete.',
        },
        {
          questions: ['¿Se puede pagar a plazos?'],
          answer: 'Sí, en 3 o 6 plazos desde 150 €.',
        },
      ],
      followUps: [['¿Tiene algún coste?', 'No, ninguno.']],
      incident: null,
    },
  },
};
