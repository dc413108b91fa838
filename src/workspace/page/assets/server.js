/** The page's conversation with its server. */
const token = document.querySelector('meta[name="page-token"]').content;

/** What the workspace looks like to `user` now. */
export async function loadState(looking) {
  const query = new URLSearchParams(
    Object.entries(looking).filter(([, value]) => value !== null && value !== undefined),
  );
  const response = await fetch(`/workspace/state?${query}`);
  if (!response.ok) throw new Error((await response.json()).reason);
  return response.json();
}

/** Does something; resolves to what the server said, `{ok: false, reason}` when it could not be done. */
export async function post(name, body) {
  try {
    const response = await fetch(`/workspace/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-page-token': token },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, reason: 'The workspace does not answer: is the demo still running?' };
  }
}

/** Calls `changed` on every change of the workspace, and `live` with whether the connection stands. */
export function listen(user, changed, live) {
  const source = new EventSource(`/workspace/events?${new URLSearchParams({ user })}`);
  source.addEventListener('hello', () => {
    live(true);
    changed();
  });
  source.addEventListener('change', changed);
  source.addEventListener('error', () => live(false));
  return () => source.close();
}
