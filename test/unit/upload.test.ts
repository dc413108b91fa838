import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openUploader } from '../../src/slack/upload.ts';

const server = createServer();
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('an upload that takes too long is broken off, so that no file is left that no message shows', async () => {
  const called: string[] = [];
  let bytes: ServerResponse | undefined;
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  server.on('request', (request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    called.push(method);
    if (method === 'bytes') {
      bytes = response;
      request.socket.on('close', end);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    const answer = () => response.end(JSON.stringify({ ok: true, file_id: 'F00000001', upload_url: `${url}/bytes` }));
    // Some of the time is over when the bytes come.
    if (method === 'files.getUploadURLExternal') setTimeout(answer, 300);
    else {
      answer();
      end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const upload = openUploader({ token: 'xoxb-1', apiUrl: `${url}/api/`, deadlineMs: 3_000 });
  await expect(upload(Buffer.from('png'), { filename: 'csat.png', title: 'CSAT', altText: '' })).rejects.toThrow();
  bytes?.end('OK');
  // Either its connection is closed, or the answer to the bytes makes it go on.
  await ended;
  expect(called).toEqual(['files.getUploadURLExternal', 'bytes']);
});
