export type ShopTopic = 'returns' | 'shipping' | 'sizes' | 'vouchers' | 'orders' | 'warranty' | 'payment';
export type HelpdeskTopic = 'repairs' | 'rental' | 'membership';
export type Topic = ShopTopic | HelpdeskTopic;

/**
 * How one subject sounds in one language.
 * Text may hold the slots {product}, {garment}, {size}, {order}, {city} and {voucher}, which are the same throughout a conversation.
 */
export type Subject = {
  titles: string[];
  exchanges: Exchange[];
  /** What shoppers ask next after an answer that helped, and the answer to it. */
  followUps: [question: string, answer: string][];
  /** What goes wrong while an incident of this subject lasts; null: this subject never has one. */
  incident: Incident | null;
};

/** Ways to ask one thing, and the answer that helps. */
export type Exchange = { questions: string[]; answer: string };

export type Incident = {
  /** Asked about the thing that is broken, in many ways: they make one gap. */
  questions: string[];
  /** Wrong answers, given with confidence. */
  answers: string[];
  /** What shoppers write back. */
  replies: string[];
  /** What they write when they rate the conversation down. */
  reasons: string[];
};

/** Everything that is said in one language. */
export type Phrasebook = {
  greetings: string[];
  /** Put before a question now and then; each ends where the question begins. */
  openers: string[];
  products: string[];
  /** The products that are worn, and their sizes. */
  garments: string[];
  sizes: string[];
  cities: string[];
  thanks: string[];
  goodbyes: string[];
  /** Answers that do not help, whatever was asked. */
  shrugs: string[];
  /** What shoppers write back after one. */
  annoyed: string[];
  apologies: string[];
  agents: string[];
  relieved: string[];
  reasons: string[];
  summaries: { helped: string; unhelped: string; handedOver: string };
  subjects: Partial<Record<Topic, Subject>>;
};
