/**
 * Writes one chat through the capture API. Requests go out one after the other, so that a message is there before
 * its thumb. Each method's promise rejects where the API said no; what comes after is sent all the same.
 */
export function startCapture({ assistant, locale }) {
  const address = `/capture/v1/assistants/${encodeURIComponent(assistant)}/conversations/${crypto.randomUUID()}`;
  let last = Promise.resolve();

  function write(method, path, body) {
    const sent = last.then(async () => {
      const response = await fetch(address + path, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`capture answered ${response.status}`);
    });
    last = sent.catch(() => {});
    return sent;
  }

  return {
    conversation: (topics) => write('PUT', '', { locale, topics }),
    message: (id, role, body) => write('PUT', `/messages/${id}`, { role, body }),
    thumb: (id, value) =>
      value === null ? write('DELETE', `/messages/${id}/thumb`) : write('PUT', `/messages/${id}/thumb`, { value }),
    end: () => write('PUT', '/end', {}),
    rating: (rating) => (rating === null ? write('DELETE', '/rating') : write('PUT', '/rating', rating)),
  };
}
