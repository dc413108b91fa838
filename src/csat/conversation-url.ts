/**
 * Where a person can open a conversation: its own URL, else the assistant's template with its `{id}` filled in.
 * Both come from outside, and only http and https addresses are ever given on. null: there is none.
 */
export function conversationUrl(own: string | null, template: string | null, id: string): string | null {
  const candidates = [own, template?.includes('{id}') ? template.replaceAll('{id}', encodeURIComponent(id)) : null];
  return candidates.find((text) => text !== null && isWebAddress(text)) ?? null;
}

export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:';
}
