/**
 * The stand-in as a process of its own, which lives on when the app is killed.
 *
 *     node --import tsx src/workspace/standin/run.ts '{"botToken": …}'    (or the options on standard input)
 *
 * Prints one line of JSON, `{"url", "apiUrl"}`, when it is ready. Ends on SIGTERM or SIGINT.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { controlHandler } from './control.ts';
import { startStandIn } from './stand-in.ts';

const flag = z.boolean().optional();
const optionsSchema = z.strictObject({
  port: z.int().optional(),
  botToken: z.string(),
  appToken: z.string().optional(),
  signingSecret: z.string(),
  requestUrl: z.url().optional(),
  team: z.strictObject({ id: z.string(), name: z.string(), domain: z.string(), enterpriseId: z.string().optional() }),
  bot: z.strictObject({ userId: z.string(), botId: z.string(), appId: z.string(), name: z.string() }),
  users: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      zone: z.string(),
      isGuest: flag,
      teamId: z.string().optional(),
      enterpriseId: z.string().optional(),
    }),
  ),
  usergroups: z
    .array(z.strictObject({ id: z.string(), handle: z.string(), name: z.string(), users: z.array(z.string()) }))
    .optional(),
  channels: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      members: z.array(z.string()),
      isPrivate: flag,
      isArchived: flag,
      isShared: flag,
    }),
  ),
  scopes: z.array(z.string()).optional(),
  unfurlDomains: z.array(z.string()).optional(),
  eventRetriesAfterMs: z.array(z.number()).optional(),
});

const given = process.argv[2] ?? (await text(process.stdin));
const standIn = await startStandIn(optionsSchema.parse(JSON.parse(given)));
standIn.mount(controlHandler(standIn));
process.stdout.write(`${JSON.stringify({ url: standIn.url, apiUrl: standIn.apiUrl })}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await standIn.close();
    process.exit(0);
  });
}
