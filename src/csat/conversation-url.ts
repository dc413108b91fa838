/**
 * Where a person can open a conversation: its own URL, else the assistant's template with its `{id}` filled in.
 * Both come from outside, and only http and https addresses are ever given on. null: there is none.
 */
export function conversationUrl(own: string | null, template: string | null, id: string): string | null {
  const candidates = [own, template?.includes('{id}') ? template.replaceAll('{id}', encodeURIComponent(id)) : null];
  return candidates.find((text) => text !== null && isWebAddress(text)) ?? null;
}

/**
 * The ids for which the template gives this address, or gives it before a `/`, `?` or `#`: what follows is a place in the
 * same conversation. Empty: it is no address of the template's.
 */
export function conversationIdsIn(url: string, template: string | null): string[] {
  const [before, ...rest] = template?.split('{id}') ?? [];
  if (before === undefined || rest.length !== 1 || !url.startsWith(before)) return [];
  const after = rest[0] ?? '';
  const tail = url.slice(before.length);
  const end = after === '' ? tail.search(/[/?#]|$/) : tail.indexOf(after);
  if (end < 1) return [];
  try {
    return [decodeURIComponent(tail.slice(0, end))];
  } catch {
    // Not encoded as addresses are: then it is no address of ours.
    return [];
  }
}

export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:';
}
