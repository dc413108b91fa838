/** Who and what is in the local workspace before anything happens. */
export const TEAM = { id: 'T0FERNWEH1', name: 'Fernweh Outdoor', domain: 'fernweh' };
export const BOT = { userId: 'U0THUMBLINE', botId: 'B0THUMBLINE', appId: 'A0THUMBLINE', name: 'Thumbline' };

export const USERS = [
  { id: 'U0MAYA0001', name: 'Maya Lindqvist', zone: 'Europe/Berlin' },
  { id: 'U0JONAS001', name: 'Jonas Weber', zone: 'Europe/Berlin' },
  { id: 'U0PRIYA001', name: 'Priya Nair', zone: 'Asia/Kolkata' },
  { id: 'U0GUEST001', name: 'Sam (guest)', zone: 'America/New_York', isGuest: true },
];

const everyone = [BOT.userId, ...USERS.map((user) => user.id)];

/** Each downvote gets its card here. */
export const ALERT_CHANNEL = { id: 'C0FEEDBACK1', name: 'ai-feedback', members: everyone };
/** Monday's digest is posted here. */
export const DIGEST_CHANNEL = { id: 'C0SUPPORT01', name: 'customer-support', members: everyone };

export const CHANNELS = [ALERT_CHANNEL, DIGEST_CHANNEL, { id: 'C0GENERAL01', name: 'general', members: everyone }];
