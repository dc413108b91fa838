import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Fault, RandomFaults } from './faults.ts';
import { parseJson, readBody } from './request-body.ts';
import type { MountedHandler, Person, StandIn } from './stand-in.ts';
import type { Workspace } from './workspace.ts';

const faultNames = [
  'ok',
  'refuse',
  'refuse-then-500',
  'refuse-then-reset',
  'refuse-then-hang',
  'refuse-then-429',
  'accept-then-500',
  'accept-then-reset',
  'accept-then-hang',
  'accept-then-429',
  'accept-then-error',
  'accept-late',
  'answer-late',
] as const satisfies Fault['do'][];

const fault = z.looseObject({ do: z.enum(faultNames) }).transform((given) => given as unknown as Fault);

const faultsBody = z.strictObject({
  clear: z.boolean().optional(),
  script: z.record(z.string(), z.array(fault)).optional(),
  always: z.record(z.string(), fault).optional(),
  random: z
    .looseObject({ seed: z.number(), weights: z.partialRecord(z.enum(faultNames), z.number()) })
    .transform((given) => given as unknown as RandomFaults)
    .optional(),
  fileReadyAfterMs: z.number().optional(),
  channelRateLimit: z.boolean().optional(),
  methodRateLimits: z.boolean().optional(),
});

const actBody = z.strictObject({
  userId: z.string(),
  do: z.enum(['command', 'click', 'submit', 'closeView', 'openHome', 'say', 'shortcut']),
  args: z.array(z.unknown()),
});

const workspaceBody = z.strictObject({
  requestUrl: z.string().nullable().optional(),
  scopes: z.array(z.string()).optional(),
  channels: z
    .record(z.string(), z.strictObject({ isArchived: z.boolean().optional(), members: z.array(z.string()).optional() }))
    .optional(),
});

/**
 * What another process may ask of a stand-in, under `/control/`: `GET state`, `GET calls?method=…`, `POST faults`,
 * `POST act` (`{userId, do: 'click', args: […]}`, the arguments of that Person's function), `POST workspace`.
 */
export function controlHandler(standIn: StandIn): MountedHandler {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', standIn.url);
    if (!url.pathname.startsWith('/control/')) return false;
    const route = `${request.method} ${url.pathname.slice('/control/'.length)}`;
    try {
      answer(response, 200, await respond(standIn, route, url.searchParams, request));
    } catch (error) {
      answer(response, 400, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
    }
    return true;
  };
}

async function respond(standIn: StandIn, route: string, query: URLSearchParams, request: IncomingMessage) {
  const body = async () => parseJson((await readBody(request)).toString('utf8'));
  switch (route) {
    case 'GET state':
      return dump(standIn.workspace);
    case 'GET calls':
      return standIn.calls.filter((call) => !query.has('method') || call.method === query.get('method'));
    case 'POST faults':
      return setFaults(standIn, faultsBody.parse(await body()));
    case 'POST act':
      return act(standIn, actBody.parse(await body()));
    case 'POST workspace':
      return changeWorkspace(standIn, workspaceBody.parse(await body()));
    default:
      throw new Error(`The control surface has no "${route}".`);
  }
}

/** Everything that is worth comparing; files without their bytes. */
function dump(workspace: Workspace) {
  const { team, bot, users, usergroups, channels, messages, ephemerals, modals, homes, files, scopes } = workspace;
  return {
    team,
    bot,
    scopes: [...scopes],
    users: [...users.values()],
    usergroups: [...usergroups.values()],
    channels: [...channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
    messages: Object.fromEntries(messages),
    ephemerals: [...ephemerals.values()],
    modals: Object.fromEntries(modals),
    homes: Object.fromEntries(homes),
    files: [...files.values()].map(({ bytes: _bytes, ...file }) => file),
  };
}

function setFaults({ faults }: StandIn, given: z.infer<typeof faultsBody>) {
  const { clear, script = {}, always = {}, random, ...switches } = given;
  if (clear) faults.clear();
  for (const [method, list] of Object.entries(script)) faults.script(method, list);
  for (const [method, one] of Object.entries(always)) faults.always(method, one);
  if (random) faults.random(random);
  Object.assign(faults, switches);
  return { ok: true };
}

async function act(standIn: StandIn, given: z.infer<typeof actBody>) {
  const person = standIn.as(given.userId);
  const deed = person[given.do] as (...args: unknown[]) => ReturnType<Person[typeof given.do]>;
  return { ok: true, outcome: await deed(...given.args) };
}

function changeWorkspace(standIn: StandIn, given: z.infer<typeof workspaceBody>) {
  const { workspace } = standIn;
  if (given.requestUrl !== undefined) standIn.setRequestUrl(given.requestUrl ?? undefined);
  if (given.scopes) workspace.scopes = new Set(given.scopes);
  for (const [id, change] of Object.entries(given.channels ?? {})) {
    const channel = workspace.channels.get(id);
    if (!channel) throw new Error(`There is no channel "${id}".`);
    if (change.isArchived !== undefined) channel.isArchived = change.isArchived;
    if (change.members) channel.members = new Set(change.members);
    workspace.changed({ kind: 'channel', channelId: id });
  }
  return { ok: true };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
